// The reading view of one course notebook: one section in sight, what comes after an
// unanswered guess out of sight, and a way on. The start page is read as a whole.
//
// All of it is presentation: *Show the code* brings the whole notebook back.

import { READY, button, fitted } from "./bar.js";
import { callsOf, readNotebook } from "./sections.js";

const PAUSE = 150; // milliseconds without work before the answers are read again
const WELCOME = "Welcome back. Press the button to carry on.";
const LABEL = { lesson: "Lesson", assessment: "Assessment" };

export class View {
  /**
   * @param parts what JupyterLab shares
   * @param panel the notebook
   * @param told what the server says of it
   * @param records what is kept
   * @param bar the line at its top
   * @param go opens another notebook: go(path)
   * @param course the way on from the start page: course.next()
   */
  constructor({ parts, panel, told, records, bar, go, course }) {
    Object.assign(this, { panel, told, records, bar, go, course });
    this.path = panel.context.path;
    this.paged = told.kind !== "start";
    this.kept = {};
    this.current = 0;
    this.sections = [];
    this.gate = null;
    this.open = false;
    this.listeners = new Set();
    this.scroller = panel.content.node.querySelector(".jp-WindowedPanel-outer") ?? panel.content.node;
    this.holding = null;

    this.drawBar(parts);
    this.drawFoot(parts);
    bar.onChange = () => {
      if (bar.said.textContent === WELCOME) bar.said.textContent = "";
      this.refresh();
      if (bar.begun) this.afterStart();
    };
    records.listeners.add(() => this.showCode());
    this.showCode();
  }

  // ------------------------------------------------------------------ what is drawn once

  drawBar() {
    this.where = document.createElement("span");
    this.where.className = "de-where";
    this.code = button("de-code", "Show the code", () => {
      this.records.showsCode = !this.records.showsCode;
    });
    this.listing = button("de-sections", this.paged ? "Sections" : "Lessons", () => this.onListing());
    this.onListing = () => {};
    this.onTurn = () => {};
    // From the text, Shift and Tab lead to the start button first; it looks otherwise.
    this.bar.inner.prepend(this.listing, this.code, this.where);
  }

  drawFoot({ widgets, name }) {
    const node = document.createElement("div");
    node.className = "de-foot";
    node.setAttribute("role", "region");
    node.setAttribute("aria-label", "The way on");
    const inner = document.createElement("div");
    inner.className = "de-foot-inner";
    this.back = button("de-back", "Back", () => this.turn(this.current - 1));
    this.hint = document.createElement("span");
    this.hint.className = "de-hint";
    this.hint.setAttribute("role", "status");
    this.next = button("de-next", "Next", () => this.goOn());
    inner.append(this.back, this.hint, this.next);
    node.append(inner);
    this.foot = new widgets.Widget({ node });
    this.foot.id = `${name}-foot-${this.panel.id}`;
    this.panel.layout.addWidget(this.foot);
    fitted(this.foot, inner);
    this.foot.hide();
  }

  // ------------------------------------------------------------------ opening and resuming

  /** Read what is kept, open where she stopped, and follow what happens. */
  async begin() {
    const { panel } = this;
    await Promise.all([this.records.ready, this.readAnswers()]);
    this.free = !(await this.records.writable);
    const place = this.records.placeIn(this.path);
    this.passed = place.passed;
    this.read();
    const found = this.sections.findIndex((section) => section.id === place.section);
    this.current = this.reachable(found < 0 ? this.lastAnswered() : found);
    this.open = true;
    panel.content.model.cells.changed.connect(() => this.refresh());
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === "idle") this.answersMayHaveChanged();
    });
    if (this.current && !this.bar.begun) {
      this.bar.said.textContent = WELCOME;
    }
    this.showCode();
    this.activate();
    this.hold(place);
    this.scroller.addEventListener("scroll", () => this.keepPlace());
    for (const type of ["wheel", "keydown", "pointerdown", "touchstart"]) {
      panel.node.addEventListener(type, () => this.letGo(), { capture: true, passive: true });
    }
  }

  /** Where her work ends, when her place is not known: on another computer, for one. */
  lastAnswered() {
    const answered = this.sections.map((section) =>
      [...section.asks, ...section.tasks.flatMap((task) => [`last.${task}`, `committed.${task}`])]
        .some((key) => Object.hasOwn(this.kept, key)));
    const last = Math.max(0, answered.lastIndexOf(true));
    this.passed = this.sections.slice(0, last).map((section) => section.id);
    return last;
  }

  /** Keep her place in sight while pictures above it come in, until she moves herself. */
  hold({ cell, offset }) {
    const at = this.panel.content.widgets.find((each) => each.model.id === cell);
    if (!at || this.records.showsCode) return;
    const apply = () => {
      const top = at.node.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
      this.scroller.scrollTop += top - (Number(offset) || 0);
    };
    this.letGo();
    this.holding = new ResizeObserver(apply);
    for (const each of this.panel.content.widgets) this.holding.observe(each.node);
    apply();
  }

  letGo() {
    this.holding?.disconnect();
    this.holding = null;
  }

  keepPlace() {
    if (!this.open || this.records.showsCode || !this.sections.length || !this.panel.isVisible) return;
    const top = this.scroller.getBoundingClientRect().top;
    const cell = this.panel.content.widgets.find((each) => {
      const box = each.node.getBoundingClientRect();
      return box.height > 0 && box.bottom > top;
    });
    this.records.keepPlace(this.path, {
      section: this.sections[this.current].id,
      cell: cell?.model.id,
      offset: cell ? Math.round(cell.node.getBoundingClientRect().top - top) : 0,
      passed: this.passed,
    });
  }

  // ------------------------------------------------------------------ what is open

  read() {
    const cells = this.panel.content.widgets;
    const told = this.free ? { ...this.told, asks: {} } : this.told;
    Object.assign(this, readNotebook(cells, told, this.kept, this.passed ?? []));
  }

  /** The section asked for, or the last one before it that is open. */
  reachable(index) {
    let found = Math.min(index, this.sections.length - 1);
    while (found > 0 && this.sections[found].locked) found -= 1;
    return found;
  }

  async readAnswers() {
    if (!this.told.progress) return;
    this.kept = await this.records.read(this.told.progress);
  }

  /** Read the answers again once the kernel has nothing to do: not at each move of a slider. */
  answersMayHaveChanged() {
    const wanted = this.sections.some((section) => !section.done && section.asks.length + section.tasks.length);
    if (!wanted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const before = JSON.stringify(Object.keys(this.kept));
      const waited = this.gate;
      await this.readAnswers();
      if (JSON.stringify(Object.keys(this.kept)) === before) return;
      this.refresh();
      if (!waited || this.gate === waited) return;
      this.say(this.waits ? "More has opened on this page. Scroll down to continue." : "You can go on now.");
    }, PAUSE);
  }

  showCode() {
    const code = this.records.showsCode;
    this.panel.node.classList.toggle("de-reading", !code);
    this.panel.toolbar.setHidden(!code);
    this.code.setAttribute("aria-pressed", String(code));
    this.bar.ready = code || !this.paged ? READY : "Ready. Read on, and press Next at the end of each part.";
    this.refresh();
  }

  /** Show the current section as far as it is open, and say where she is. */
  refresh() {
    if (!this.open) return;
    this.read();
    const reading = !this.records.showsCode;
    this.current = this.reachable(this.current);
    const section = this.sections[this.current];
    for (const cell of this.panel.content.widgets) {
      const paged = reading && this.paged;
      cell.node.classList.toggle("de-shut", paged && this.shut.has(cell));
      cell.node.classList.toggle("de-away", paged && !section.cells.includes(cell));
    }
    // A brief beside its form needs room; then all of the section begins at one edge.
    const wide = section.cells.some((cell) => cell.node.querySelector(".de-beside"));
    this.panel.node.classList.toggle("de-wide", reading && this.paged && wide);
    this.panel.node.classList.add("de-open");
    this.drawWhere(reading, section);
    if (this.paged) this.drawEnding(reading, section);
    else this.drawProgress(reading);
    for (const each of this.listeners) each(this);
  }

  drawEnding(reading, section) {
    this.ending?.remove();
    if (!reading || !section.ending || this.shut.has(section.cells.at(-1))) return;
    this.ending = document.createElement("p");
    this.ending.className = "de-ending";
    this.ending.textContent = section.ending;
    section.cells.at(-1).node.append(this.ending);
  }

  drawWhere(reading, section) {
    const { bar, told } = this;
    const place = `Section ${this.current + 1} of ${this.sections.length}`;
    this.where.textContent = reading && this.paged ? place : "";
    bar.begin.hidden = reading && bar.begun;
    this.listing.hidden = !reading;
    const waits = this.gate && section.cells.includes(this.gate);
    const last = this.current === this.sections.length - 1;
    this.back.hidden = !this.paged || this.current === 0;
    this.next.setAttribute("aria-disabled", String(Boolean(this.paged && waits)));
    if (!this.paged) {
      const next = this.course.next();
      this.next.textContent = next.words;
      this.onward = next.path;
    } else if (last) {
      this.onward = told.onward ?? "";
      this.next.textContent = this.course.wordsFor(this.onward);
    } else {
      this.onward = "";
      this.next.textContent = `Next: ${this.sections[this.current + 1].title}`;
    }
    this.next.dataset.onward = this.onward;
    this.next.hidden = last && this.paged && !this.onward;
    this.waits = waits;
    this.say(waits ? "Answer the question above, and more opens here." : "");
    // Before the start there is nothing to try, and so nowhere to go on to.
    this.foot.setHidden(!reading || (this.paged && !bar.begun));
  }

  say(words) {
    if (this.hint.textContent !== words) this.hint.textContent = words;
  }

  // ------------------------------------------------------------------ going on

  goOn() {
    if (this.paged && this.waits) {
      this.say("Answer the question above first; then the next part opens.");
      this.gate.node.scrollIntoView({ block: "nearest" });
      return;
    }
    // Whoever leaves a question about her commitment open believes that she has committed.
    const asked = this.sections[this.current].cells
      .map((cell) => cell.node.querySelector(".de-confirm:not([hidden])"))
      .find(Boolean);
    if (asked && this.paged) {
      this.say("You haven't committed yet. Please answer the question beside your decision first.");
      asked.scrollIntoView({ block: "nearest" });
      return;
    }
    this.pass();
    if (this.onward) {
      this.keepPlace();
      this.refresh();
      this.go(this.onward);
    } else {
      this.turn(this.current + 1);
    }
  }

  /** She has read this section and leaves it behind. */
  pass() {
    const { id } = this.sections[this.current];
    if (!this.passed.includes(id)) this.passed = [...this.passed, id];
  }

  /** Show a section from its heading on, and put the focus there. */
  turn(index) {
    if (index < 0 || index >= this.sections.length || this.sections[index].locked) return;
    this.letGo();
    this.current = index;
    this.bar.said.textContent = "";
    this.refresh();
    this.activate();
    this.focusHeading();
    this.onTurn();
    if (this.paged) this.scroller.scrollTop = 0;
    this.keepPlace();
  }

  /** JupyterLab puts the keys on its active cell: let it be one that can be seen. */
  activate() {
    if (this.records.showsCode || !this.paged) return;
    const [first] = this.sections[this.current].cells;
    this.panel.content.activeCellIndex = this.panel.content.widgets.indexOf(first);
  }

  focusHeading() {
    const [first] = this.sections[this.current].cells;
    const heading = first.node.querySelector("h1, h2") ?? first.node;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: this.paged });
  }

  /** The start button goes once it has been pressed: the focus goes on to the text. */
  afterStart() {
    if (!this.open || this.records.showsCode) return;
    if (document.activeElement === this.bar.begin || document.activeElement === document.body) {
      const place = this.scroller.scrollTop;
      this.focusHeading();
      this.scroller.scrollTop = place;
    }
  }

  // ------------------------------------------------------------------ the start page

  /** Show how far she is where the start page says so, whether it was started or not. */
  drawProgress(reading) {
    const cell = this.panel.content.widgets.find((each) => callsOf(each).includes("my_progress"));
    if (!cell) return;
    cell.node.querySelector(":scope > .de-progress")?.remove();
    cell.node.classList.toggle("de-own", reading);
    if (reading) cell.node.append(this.course.table());
  }

  /** What this page is called in a list. */
  get name() {
    return this.told.title ? `${LABEL[this.told.kind]} ${this.told.number}: ${this.told.title}` : "";
  }
}
