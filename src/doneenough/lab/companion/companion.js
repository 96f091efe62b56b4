// The course's companion in JupyterLab and Notebook: one file, no build step.
//
// It adds a button that starts a course notebook. And it does what forms inside the
// notebook ask for by a DOM event from their own element ("detail" is filled in at once;
// preventDefault says that somebody listens):
//
//   doneenough:read   {gradeId}                    -> detail.source
//   doneenough:write  {gradeId, text, below, done} -> done(what happened)
//   doneenough:save   {done}                       -> done(what happened)
//
// What happened is one of the words of OUTCOMES. Nothing here ever runs by itself: each of
// these begins with a click or a key on a button. Only answer cells of a course notebook
// are written, and only those whose label is there exactly once.
//
// A course notebook is one that the server lists, by its path in the learner's own folder.
// What a notebook says of itself does not count: one that was handed in may say anything,
// and its cells must never be one click away from running.
(() => {
  const NAME = "doneenough-companion";
  const NARROW = 1000;
  const OUTCOMES = { done: "done", refused: "refused", stopped: "stopped", unsaved: "unsaved" };
  const KINDS = {
    start: "Start here",
    lesson: "Start this lesson",
    assessment: "Start this assessment",
  };
  // The server's list: path of a notebook -> what it is. And how copies of it are called.
  let listed = {};
  const COPY = /(\.kept-\d{4}-\d\d-\d\d-\d{6}(-\d+)?|-Copy\d+)+(?=\.ipynb$)/;
  let scope;

  // JupyterLab shares its parts by name and version; there is one version of each.
  async function part(name) {
    const [version] = Object.values(scope[name]);
    return (await version.get())();
  }

  function kindOf(panel) {
    const path = panel.context.path.replace(COPY, "");
    return Object.hasOwn(listed, path) && Object.hasOwn(KINDS, listed[path]) ? listed[path] : "";
  }

  const sourceOf = (cell) => cell.model.sharedModel.getSource();

  function answerCells(panel, gradeId) {
    return panel.content.widgets.filter((cell) => {
      const facts = cell.model.getMetadata("nbgrader");
      return Boolean(facts) && facts.solution === true && facts.grade_id === gradeId;
    });
  }

  /** The one answer cell with this label, or null: then nothing is read or written. */
  function answerCell(panel, gradeId) {
    if (!panel || kindOf(panel) !== "assessment") return null;
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

  async function save(panel) {
    try {
      await panel.context.save();
    } catch {
      return OUTCOMES.unsaved;
    }
    return panel.context.model.dirty ? OUTCOMES.unsaved : OUTCOMES.done;
  }

  async function run(notebooks, panel, cells) {
    await panel.sessionContext.ready;
    return notebooks.NotebookActions.runCells(panel.content, cells, panel.sessionContext);
  }

  async function write(notebooks, panel, asking, { gradeId, text, below }) {
    const cell = answerCell(panel, gradeId);
    if (!cell) return OUTCOMES.refused;
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

  // ------------------------------------------------------- outputs from an earlier day

  const WIDGET = "application/vnd.jupyter.widget-view+json";
  const LOST = "Error displaying widget";

  /** Show the still picture and text of an experiment whose kernel is gone, not an error. */
  function showStill(panel) {
    for (const cell of panel.content.widgets) {
      const outputs = cell.model.type === "code" ? cell.outputArea.model : [];
      if (!cell.node.textContent.includes(LOST)) continue;
      for (let i = 0; i < outputs.length; i++) {
        const stored = outputs.get(i).toJSON();
        if (!stored.data?.[WIDGET]) continue;
        const { [WIDGET]: lost, ...rest } = stored.data;
        outputs.set(i, { ...stored, data: rest });
      }
    }
  }

  /** Watch a notebook until it is started; it may take a while to find out what is lost. */
  function keepStill(panel) {
    const watch = new MutationObserver(() => {
      if (panel.content.node.textContent.includes(LOST)) showStill(panel);
    });
    watch.observe(panel.content.node, { childList: true, subtree: true, characterData: true });
    return () => watch.disconnect();
  }

  // ------------------------------------------------------- keys on the frame of a cell

  const READING_KEYS = new Set([
    ...["Tab", "Escape", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"],
    ...["Shift", "Control", "Alt", "Meta"],
  ]);

  /** A stray key on a cell's frame must not open its raw text, delete it or restart anything. */
  function keepText(panel, event) {
    const frame = event.target;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const goesOn = event.key === "Enter" && (event.shiftKey || modified);
    if (!frame.classList?.contains("jp-Cell") || modified || goesOn) return;
    if (READING_KEYS.has(event.key) || event.key === " ") return;
    const cell = panel.content.widgets.find((each) => each.node === frame);
    if (event.key === "Enter" && cell?.model.getMetadata("nbgrader")?.solution === true) {
      cell.inputHidden = false; // the folded grey box: typing stays possible
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // ---------------------------------------------------------------- the button at the top

  function bar(widgets, notebooks, panel) {
    const kind = kindOf(panel);
    const node = document.createElement("div");
    node.className = "doneenough-start";
    node.setAttribute("role", "region");
    node.setAttribute("aria-label", "Done Enough");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = KINDS[kind];
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    node.append(button, said);

    let running = false;
    const started = keepStill(panel);
    button.addEventListener("click", async () => {
      if (running) return;
      started();
      running = true;
      said.textContent = "Starting. This takes a few seconds.";
      try {
        const ran = await run(notebooks, panel, panel.content.widgets);
        said.textContent = ran
          ? "Ready. Scroll down, or press Tab, and begin."
          : "A part could not start. The reason stands below it.";
      } catch {
        said.textContent = "The notebook's engine does not answer. Please reload the page.";
      }
      button.focus({ preventScroll: true });
      panel.content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
      running = false;
    });
    // After a restart nothing runs any more, and the button is the way back in.
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === "restarting" || status === "autorestarting" || status === "dead") {
        said.textContent = "This notebook was restarted. Press the button to go on.";
      }
    });
    const widget = new widgets.Widget({ node });
    widget.id = `${NAME}-${panel.id}`;
    return widget;
  }

  const STYLE = `
.doneenough-start { display: flex; gap: 0.9em; align-items: center; flex-wrap: wrap;
  padding: 5px 1em; min-height: 44px; box-sizing: border-box; overflow: auto;
  background: var(--jp-layout-color1, #fff); color: var(--jp-ui-font-color0, #1f2328);
  border-bottom: 1px solid var(--jp-border-color2, #d0d4d9);
  font-family: var(--jp-ui-font-family, sans-serif); font-size: var(--jp-content-font-size1, 14px); }
.doneenough-start button { font: inherit; font-weight: 600; padding: 0.35em 1em; cursor: pointer;
  color: #fff; background: #1b5e8c; border: 1px solid #1b5e8c; border-radius: 4px; }
.doneenough-start button:focus-visible { outline: 3px solid #e08a00; outline-offset: 2px; }
@media print { .doneenough-start { display: none; } }
`;

  function plugin(notebooks, widgets) {
    return {
      id: `${NAME}:plugin`,
      description: "Starts course notebooks and writes decisions into answer cells.",
      autoStart: true,
      requires: [notebooks.INotebookTracker],
      activate(app, tracker) {
        const style = document.createElement("style");
        style.textContent = STYLE;
        document.head.append(style);

        const withButton = async (panel) => {
          await panel.context.ready;
          if (kindOf(panel)) panel.contentHeader.addWidget(bar(widgets, notebooks, panel));
        };
        tracker.forEach(withButton);
        tracker.widgetAdded.connect((_, panel) => withButton(panel));

        // In large print the file list would take half of the page. Notebook has no such list.
        app.restored.then(() => {
          if (window.innerWidth < NARROW) app.shell.collapseLeft?.();
        });

        const panelOf = (node) => tracker.find((panel) => panel.node.contains(node)) ?? null;
        window.addEventListener(
          "keydown",
          (event) => {
            const panel = panelOf(event.target);
            if (panel && kindOf(panel)) keepText(panel, event);
          },
          true
        );
        const answering = (type, act) =>
          document.addEventListener(`doneenough:${type}`, (event) => {
            const panel = panelOf(event.target);
            if (!panel) return;
            event.preventDefault();
            act(panel, event.target, event.detail);
          });
        const told = (promise, detail) =>
          promise.catch(() => OUTCOMES.stopped).then((outcome) => detail.done?.(outcome));
        answering("read", (panel, _, detail) => {
          const cell = answerCell(panel, detail.gradeId);
          if (cell) detail.source = sourceOf(cell);
        });
        answering("write", (panel, asking, detail) => {
          told(write(notebooks, panel, asking, detail), detail);
        });
        answering("save", (panel, _, detail) => {
          told(kindOf(panel) ? save(panel) : Promise.resolve(OUTCOMES.refused), detail);
        });
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: async (shared) => { scope = shared; },
    get: async () => {
      const [notebooks, widgets] = [await part("@jupyterlab/notebook"), await part("@lumino/widgets")];
      const { PageConfig } = await part("@jupyterlab/coreutils");
      listed = JSON.parse(PageConfig.getOption("doneenough") || "{}");
      // Without __esModule JupyterLab stops with an empty page.
      return () => ({ __esModule: true, default: plugin(notebooks, widgets) });
    },
  };
})();
