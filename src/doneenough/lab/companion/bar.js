// The line at the top of a course notebook: the start button, what it says, where she is.

import { run } from "./answers.js";
import { keepStill } from "./still.js";

const KINDS = {
  start: "Start here",
  lesson: "Start this lesson",
  assessment: "Start this assessment",
};
export const READY = "Ready. Scroll down, or press Tab, and begin.";
export const isKind = (kind) => Object.hasOwn(KINDS, kind);

/** A button with words, and what it does. */
export function button(className, words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

/** Give a line of the page as much height as its words need, also when they wrap. */
export function fitted(widget, inner) {
  new ResizeObserver(() => {
    widget.node.style.minHeight = `${inner.offsetHeight + 1}px`;
    widget.parent?.fit();
  }).observe(inner);
}

export class Bar {
  constructor({ widgets, notebooks, name }, panel, kind) {
    this.notebooks = notebooks;
    this.panel = panel;
    this.begun = false;
    this.running = false;
    this.ready = READY;
    this.onChange = () => {};
    this.mark = `doneenough:${panel.context.path}`;

    const node = document.createElement("div");
    node.className = "doneenough-start";
    node.setAttribute("role", "region");
    node.setAttribute("aria-label", "Done Enough");
    this.begin = button("de-begin", KINDS[kind], () => this.start());
    this.said = document.createElement("span");
    this.said.setAttribute("role", "status");
    this.inner = document.createElement("div");
    this.inner.append(this.said, this.begin);
    node.append(this.inner);

    this.started = keepStill(panel);
    // After a restart nothing runs any more, and the button is the way back in.
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === "restarting" || status === "autorestarting" || status === "dead") {
        this.said.textContent = "This notebook was restarted. Press the button to carry on.";
        this.setBegun(false);
      }
    });
    panel.sessionContext.ready.then(() => {
      const kernel = panel.sessionContext.session?.kernel?.id;
      if (kernel && sessionStorage.getItem(this.mark) === kernel) this.setBegun(true);
    });
    this.widget = new widgets.Widget({ node });
    this.widget.id = `${name}-${panel.id}`;
    fitted(this.widget, this.inner);
  }

  /** Whether what the notebook shows is alive: it was started, and its kernel still runs. */
  setBegun(begun) {
    const kernel = this.panel.sessionContext.session?.kernel?.id;
    if (begun && kernel) sessionStorage.setItem(this.mark, kernel);
    else sessionStorage.removeItem(this.mark);
    this.begun = begun;
    this.onChange();
  }

  async start() {
    if (this.running) return;
    this.started();
    this.running = true;
    this.said.textContent = "Starting. This takes a few seconds.";
    const scroller = this.panel.content.node.querySelector(".jp-WindowedPanel-outer");
    const place = scroller?.scrollTop ?? 0;
    let ran = false;
    try {
      ran = await run(this.notebooks, this.panel, this.panel.content.widgets);
      this.said.textContent = ran
        ? this.ready
        : "One part couldn't start. You'll find the reason right below it.";
      this.begin.focus({ preventScroll: true });
      scroller?.scrollTo(0, place);
      this.setBegun(ran);
    } catch {
      this.said.textContent = "The notebook isn't responding. Please reload the page; your answers are saved.";
    }
    this.running = false;
  }
}
