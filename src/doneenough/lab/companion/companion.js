// The course's companion in JupyterLab and Notebook: hand-written, no build step.
//
// JupyterLab loads this file, which loads the others:
//
//   plugin.js     what JupyterLab starts; which notebooks are the course's
//   bar.js        the line at the top: the start button, what it says, *Show the code*
//   view.js       the reading view of one notebook: sections, gate, Next, where she was
//   sections.js   which sections a notebook has, and what is open, from its cells alone
//   list.js       the list at the left: sections of a notebook, or the lessons
//   records.js    what is kept in the learner's folder: answers, and where she was
//   keys.js       which keys JupyterLab may hear
//   course.js     the course as the server lists it, and how far she is in all of it
//   shell.js      what JupyterLab shows around the page
//   still.js      outputs of an earlier day
//   answers.js    what forms inside a notebook ask for
//
// Opening a notebook runs nothing: whatever runs begins with a click or a key on a button.
(() => {
  const NAME = "doneenough-companion";
  const HOME = new URL(".", document.currentScript.src);
  let scope;

  // JupyterLab shares its parts by name and version; there is one version of each.
  async function part(name) {
    const [version] = Object.values(scope[name]);
    return (await version.get())();
  }

  function styled() {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("companion.css", HOME);
    // Nothing may be shown before it is styled: code would be in sight for a moment.
    const settled = new Promise((go) => { sheet.onload = sheet.onerror = go; });
    document.head.append(sheet);
    return settled;
  }

  /** The course's colours, type and spacing come with the page. */
  function dressed(face) {
    const style = document.createElement("style");
    style.textContent = face;
    document.head.append(style);
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init: async (shared) => { scope = shared; },
    get: async () => {
      const [notebooks, widgets, coreutils, own] = await Promise.all([
        part("@jupyterlab/notebook"),
        part("@lumino/widgets"),
        part("@jupyterlab/coreutils"),
        import(new URL("plugin.js", HOME)),
        styled(),
      ]);
      dressed(coreutils.PageConfig.getOption("doneenoughFace"));
      const plugin = own.plugin({ name: NAME, notebooks, widgets, config: coreutils.PageConfig });
      // Without __esModule JupyterLab stops with an empty page.
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
