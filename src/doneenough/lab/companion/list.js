// The list at the left: the sections of a lesson or an assessment, or all lessons.

import { button } from "./bar.js";

const LOCK =
  '<svg viewBox="0 0 12 12" width="11" height="11"><path fill="none" stroke="currentColor" ' +
  'stroke-width="1.2" d="M3.5 5.5v-2a2.5 2.5 0 0 1 5 0v2M2.5 5.5h7v5h-7z"/></svg>';

/** Words that only a screen reader says. */
function unseen(words) {
  const made = document.createElement("span");
  made.className = "de-unseen";
  made.textContent = words;
  return made;
}

function meter(done, of) {
  const made = document.createElement("div");
  made.className = "de-meter";
  made.setAttribute("aria-hidden", "true");
  const filled = document.createElement("div");
  filled.style.width = `${of ? Math.round((100 * done) / of) : 0}%`;
  made.append(filled);
  return made;
}

export class Listing {
  constructor({ widgets, name }, course) {
    this.course = course;
    this.drawn = "";
    this.onClose = () => {};
    this.node = document.createElement("nav");
    this.node.className = "de-list";
    this.widget = new widgets.Widget({ node: this.node });
    this.widget.id = `${name}-list`;
    this.widget.title.label = "Sections";
    this.widget.title.caption = "Sections of this lesson";
  }

  show(view) {
    if (view.paged) this.sections(view);
    else this.lessons();
  }

  /** Draw again only what has changed; whoever stands on a line stays on it. */
  draw(rows, label, ...head) {
    const drawn = JSON.stringify([label, rows.map(({ act, ...row }) => row), head.map((h) => h.outerHTML)]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const lines = [...this.node.querySelectorAll("button")];
    const stood = lines.indexOf(document.activeElement);
    this.node.setAttribute("aria-label", label);
    const list = document.createElement("ol");
    list.append(...rows.map((row) => this.row(row)));
    this.node.replaceChildren(...head, list);
    if (stood >= 0) this.node.querySelectorAll("button")[stood]?.focus();
  }

  row({ title, note, done, current, locked, act }) {
    const item = document.createElement("li");
    const line = button("de-line", "", () => { if (!locked) act(); });
    const mark = document.createElement("span");
    mark.className = "de-mark";
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = done ? "✓" : "";
    if (locked) mark.innerHTML = LOCK;
    const text = document.createElement("span");
    text.textContent = title;
    if (note) {
      const small = document.createElement("small");
      small.textContent = note;
      text.append(small);
    }
    line.append(mark, text);
    if (done) line.append(unseen(", done"));
    if (locked) line.append(unseen(", opens after your answer"));
    if (current) line.setAttribute("aria-current", "step");
    if (locked) line.setAttribute("aria-disabled", "true");
    item.append(line);
    return item;
  }

  /** Where the list covers the page, a way back to it. */
  close() {
    return button("de-close", "Close", () => this.onClose());
  }

  sections(view) {
    const title = document.createElement("p");
    title.className = "de-title";
    title.textContent = view.name;
    const done = view.sections.filter((section) => section.done).length;
    const count = document.createElement("p");
    count.className = "de-count";
    count.textContent = `${done} of ${view.sections.length} done`;
    const home = button("de-home", "Start page", () => this.course.home());
    const rows = view.sections.map((section, index) => ({
      // The first heading is the title, which stands above.
      title: index ? section.title : "Before you begin",
      done: section.done,
      current: index === view.current,
      locked: section.locked,
      act: () => { this.course.reveal(view); view.turn(index); },
    }));
    this.draw(rows, "Sections", this.close(), home, title, count, meter(done, view.sections.length));
  }

  lessons() {
    const title = document.createElement("p");
    title.className = "de-title";
    title.textContent = "Your course";
    this.draw(this.course.rows(), "Lessons", this.close(), title);
  }
}
