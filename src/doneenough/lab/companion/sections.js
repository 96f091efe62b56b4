// Which sections a notebook has, what is open and what is done: from its cells and what is
// kept, and nothing on the page. A section begins with a cell that holds a heading of the
// first or second level.

import { sourceOf } from "./answers.js";

const HEADING = /^##? +(.+?) *#*$/m;
const CALL = /^(?:\w+\.)?(\w+)\(.*\) *$/gm;

/** A heading without its marks: links, stress and code. */
const plain = (text) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`]/g, "");

function headingOf(cell) {
  if (cell.model.type !== "markdown" || cell.model.getMetadata("nbgrader")?.solution) return "";
  return plain(HEADING.exec(sourceOf(cell))?.[1] ?? "");
}

/** What a cell says before the heading in it: it belongs to the end of the section before. */
function prefaceOf(cell) {
  const source = sourceOf(cell);
  return plain(source.slice(0, HEADING.exec(source)?.index ?? 0)).trim();
}

/** What a cell calls, by name: `evidence.explain()` calls `explain`. */
export function callsOf(cell) {
  if (cell.model.type !== "code") return [];
  return [...sourceOf(cell).matchAll(CALL)].map((found) => found[1]);
}

/** The keys of the answers that what comes after this cell waits for. */
function asksOf(cell, told) {
  const asks = told.asks ?? {};
  return callsOf(cell).flatMap((call) => (Object.hasOwn(asks, call) ? asks[call] : []));
}

/** The label of the task this cell holds the answer of, or nothing. */
function taskOf(cell, told) {
  const facts = cell.model.getMetadata("nbgrader");
  const label = facts?.solution === true ? facts.grade_id : "";
  return (told.tasks ?? []).includes(label) ? label : "";
}

/** Whether a task of an assessment was tried or committed. Texts leave no trace. */
export const tried = (kept, task) =>
  Object.hasOwn(kept, `last.${task}`) || Object.hasOwn(kept, `committed.${task}`);

/**
 * Return the sections: `title`, its `cells`, `asks` and `tasks`, perhaps an `ending`, `done`,
 * and `locked` when all of it comes after an answer that is still missing; and `gate`, the
 * cell that waits for one, or null.
 */
export function readNotebook(cells, told, kept, passed) {
  const sections = [];
  let gate = null;
  const shut = new Set();
  for (const cell of cells) {
    const title = headingOf(cell);
    if (title || !sections.length) {
      if (sections.length) sections[sections.length - 1].ending = prefaceOf(cell);
      sections.push({ title, id: cell.model.id, cells: [], asks: [], tasks: [], locked: Boolean(gate) });
    }
    const section = sections[sections.length - 1];
    section.cells.push(cell);
    if (gate) shut.add(cell);
    const asks = asksOf(cell, told);
    section.asks.push(...asks);
    const task = taskOf(cell, told);
    if (task) section.tasks.push(task);
    if (!gate && asks.some((key) => !Object.hasOwn(kept, key))) gate = cell;
  }
  for (const section of sections) {
    const answered =
      section.asks.every((key) => Object.hasOwn(kept, key)) &&
      section.tasks.every((task) => tried(kept, task));
    const asked = section.asks.length + section.tasks.length > 0;
    section.done = !section.locked && (asked ? answered : passed.includes(section.id));
  }
  return { sections, gate, shut };
}
