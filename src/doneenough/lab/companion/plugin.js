// What JupyterLab starts. A course notebook is one that the server lists, by its path in the
// learner's own folder. What a notebook says of itself does not count: one that was handed
// in may say anything, and its cells must never be one click away from running.
//
// Forms inside a notebook ask by a DOM event from their own element ("detail" is filled in
// at once; preventDefault says that somebody listens):
//
//   doneenough:read   {gradeId}                    -> detail.source
//   doneenough:write  {gradeId, text, below, done} -> done(what happened)
//   doneenough:save   {done}                       -> done(what happened)
//
// What happened is one of the words of OUTCOMES.

import { OUTCOMES, answerCell, save, sourceOf, write } from "./answers.js";
import { Bar, isKind } from "./bar.js";
import { Course } from "./course.js";
import { keepReading, keepText } from "./keys.js";
import { Listing } from "./list.js";
import { Records } from "./records.js";
import { Shell } from "./shell.js";
import { View } from "./view.js";

export function plugin(parts) {
  return {
    id: `${parts.name}:plugin`,
    description: "The course's reading view; starts its notebooks and writes answers.",
    autoStart: true,
    requires: [parts.notebooks.INotebookTracker],
    activate: (app, tracker) => activate(parts, app, tracker),
  };
}

function activate(parts, app, tracker) {
  const said = JSON.parse(parts.config.getOption("doneenough") || "{}");
  const shell = new Shell(app);
  const reading = Boolean(said.reading) && shell.ours;
  const contents = app.serviceManager.contents;
  const records = reading ? new Records(contents, said.work) : null;
  const open = (path) => app.commands.execute("docmanager:open", { path });
  const course = new Course(said.notebooks ?? {}, records, open);
  const listing = new Listing(parts, course);
  const views = new Map();

  const toldOf = (panel) => {
    const told = course.told(panel.context?.path ?? "");
    return told && isKind(told.kind) ? told : null;
  };
  const kindOf = (panel) => toldOf(panel)?.kind ?? "";

  const withView = async (panel) => {
    const told = toldOf(panel);
    if (!told) return;
    // At once: code that shows for a moment has been shown.
    if (reading && !records.showsCode) panel.node.classList.add("de-reading");
    await panel.context.ready;
    const bar = new Bar(parts, panel, told.kind);
    panel.contentHeader.addWidget(bar.widget);
    if (!reading) return;
    const view = new View({ parts, panel, told, records, bar, go: open, course });
    views.set(panel, view);
    panel.disposed.connect(() => views.delete(panel));
    view.listeners.add(() => { if (view === currentView()) listing.show(view); });
    view.onListing = () => shell.toggle(listing);
    view.onTurn = () => { if (shell.narrow) app.shell.collapseLeft(); };
    if (!view.paged) await course.read();
    await view.begin();
    around();
  };

  /** The course notebook in front, or the last one that was. */
  let lastView = null;
  const currentView = () => {
    const view = views.get(app.shell.currentWidget);
    if (view) lastView = view;
    return lastView && !lastView.panel.isDisposed ? lastView : null;
  };

  /** Fit what is around the page to what is in front. */
  const around = async () => {
    if (!reading) return;
    const front = app.shell.currentWidget;
    const view = currentView();
    // A notebook that is not the course's keeps the whole JupyterLab; a page it links to not.
    const foreign = front && tracker.has(front) && !toldOf(front);
    const quiet = !records.showsCode && !foreign;
    shell.quiet(quiet);
    shell.entitle(quiet ? view?.name || "Done Enough" : "");
    if (!view) return;
    if (front === view.panel && !view.paged) {
      await course.read();
      view.refresh();
    }
    listing.show(view);
  };

  tracker.forEach(withView);
  tracker.widgetAdded.connect((_, panel) => withView(panel));

  if (reading) {
    records.listeners.add(around);
    app.shell.currentChanged?.connect(around);
    shell.add(listing);
    listing.onClose = () => {
      app.shell.collapseLeft();
      currentView()?.listing.focus();
    };
    shell.quiet(true);
    records.ready.then(around);
  }
  // In large print a list at the left would take half of the page.
  app.restored.then(() => {
    if (shell.narrow) app.shell.collapseLeft?.();
    else if (reading) app.shell.activateById(listing.widget.id);
    around();
  });

  const panelOf = (node) => tracker.find((panel) => panel.node.contains(node)) ?? null;
  const isRead = (panel) => reading && !records.showsCode && Boolean(kindOf(panel));
  const inText = (event) => {
    const panel = event.target instanceof Element ? panelOf(event.target) : null;
    return panel && panel.content.node.contains(event.target) ? panel : null;
  };
  window.addEventListener(
    "keydown",
    (event) => {
      const panel = inText(event);
      if (!panel || !kindOf(panel)) return;
      if (isRead(panel)) keepReading(event);
      else keepText(panel, event);
    },
    true
  );
  // A double click would open the raw text, a click on the right offers to cut the cell.
  for (const type of ["dblclick", "contextmenu"]) {
    window.addEventListener(
      type,
      (event) => {
        const panel = inText(event);
        if (panel && isRead(panel)) event.stopImmediatePropagation();
      },
      true
    );
  }

  const answering = (type, act) =>
    document.addEventListener(`doneenough:${type}`, (event) => {
      const panel = panelOf(event.target);
      if (!panel) return;
      event.preventDefault();
      act(panel, event.target, event.detail);
    });
  const told = (promise, detail) =>
    promise.catch(() => OUTCOMES.stopped).then((outcome) => detail.done?.(outcome));
  const cellFor = (panel, gradeId) =>
    kindOf(panel) === "assessment" ? answerCell(panel, gradeId) : null;
  answering("read", (panel, _, detail) => {
    const cell = cellFor(panel, detail.gradeId);
    if (cell) detail.source = sourceOf(cell);
  });
  answering("write", (panel, asking, detail) => {
    const cell = cellFor(panel, detail.gradeId);
    told(cell ? write(parts.notebooks, panel, asking, cell, detail) : Promise.resolve(OUTCOMES.refused), detail);
  });
  answering("save", (panel, _, detail) => {
    told(kindOf(panel) ? save(panel) : Promise.resolve(OUTCOMES.refused), detail);
  });
}
