// Reads and writes answer cells, for forms inside a notebook that ask by a DOM event.
//
// Only answer cells of an assessment of the course are written, and only those whose label
// is there exactly once. Which notebooks those are is decided in plugin.js.

export const OUTCOMES = { done: "done", refused: "refused", stopped: "stopped", unsaved: "unsaved" };

export const sourceOf = (cell) => cell.model.sharedModel.getSource();

function answerCells(panel, gradeId) {
  return panel.content.widgets.filter((cell) => {
    const facts = cell.model.getMetadata("nbgrader");
    return Boolean(facts) && facts.solution === true && facts.grade_id === gradeId;
  });
}

/** The one answer cell with this label, or null: then nothing is read or written. */
export function answerCell(panel, gradeId) {
  const found = answerCells(panel, gradeId);
  return found.length === 1 ? found[0] : null;
}

/** Whether a cell begins something new: another answer, or a heading. */
function beginsNew(cell) {
  const heading = cell.model.type === "markdown" && /^#{1,6} /m.test(sourceOf(cell));
  return heading || cell.model.getMetadata("nbgrader")?.solution === true;
}

/** The answer cell and what follows from it; the cell that asked is left as it stands. */
function followers(panel, answer, asking, below) {
  const cells = panel.content.widgets;
  const rest = cells.slice(cells.indexOf(answer) + 1);
  const next = rest.findIndex(beginsNew);
  const block = below || next < 0 ? rest : rest.slice(0, next);
  const code = block.filter((cell) => cell.model.type === "code");
  return [answer, ...code.filter((cell) => !cell.node.contains(asking))];
}

export async function save(panel) {
  try {
    await panel.context.save();
  } catch {
    return OUTCOMES.unsaved;
  }
  return panel.context.model.dirty ? OUTCOMES.unsaved : OUTCOMES.done;
}

export async function run(notebooks, panel, cells) {
  await panel.sessionContext.ready;
  return notebooks.NotebookActions.runCells(panel.content, cells, panel.sessionContext);
}

export async function write(notebooks, panel, asking, cell, { text, below }) {
  const focused = document.activeElement;
  const scroller = panel.content.node.querySelector(".jp-WindowedPanel-outer");
  const place = scroller?.scrollTop;
  cell.model.sharedModel.setSource(text);
  const ran = await run(notebooks, panel, followers(panel, cell, asking, below));
  // Running cells moves the focus to the notebook and may scroll; she is still at the form.
  if (focused?.isConnected) focused.focus({ preventScroll: true });
  if (scroller) scroller.scrollTop = place;
  const saved = await save(panel);
  return ran ? saved : OUTCOMES.stopped;
}

