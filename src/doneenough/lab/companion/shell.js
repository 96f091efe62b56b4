// What JupyterLab shows around the page. While she reads a course notebook, the frame of a
// programmer's tool goes: title line, menus, side bars, status line.

const FRAME = new Set(["jp-top-panel", "jp-menu-panel", "jp-bottom-panel"]);
const NARROW = 1000;

export class Shell {
  constructor(app) {
    this.app = app;
    // Notebook 7 has another frame, and stays as it is.
    this.ours = typeof app.shell.toggleSideTabBarVisibility === "function";
    this.name = "";
    // JupyterLab names the browser's tab after the file, at any time.
    const title = document.querySelector("title");
    if (this.ours && title) {
      new MutationObserver(() => this.entitle()).observe(title, { childList: true });
    }
  }

  get narrow() {
    return window.innerWidth < NARROW;
  }

  /** Call the browser's tab by a name instead of a file's; nothing leaves it as it is. */
  entitle(name = this.name) {
    this.name = name;
    if (name && document.title !== name) document.title = name;
  }

  /** Take the frame away, or bring it back. */
  quiet(quiet) {
    document.body.classList.toggle("de-quiet", quiet);
    const { shell } = this.app;
    for (const widget of shell.layout.widgets) {
      if (FRAME.has(widget.id)) widget.setHidden(quiet);
    }
    for (const side of ["left", "right"]) {
      if (shell.isSideTabBarVisible(side) === quiet) shell.toggleSideTabBarVisibility(side);
    }
    if (quiet) shell.collapseRight();
  }

  add(listing) {
    this.app.shell.add(listing.widget, "left", { rank: 1 });
  }

  /** Whether the list at the left is in sight. */
  shows(listing) {
    return listing.widget.isVisible;
  }

  toggle(listing) {
    if (this.shows(listing)) this.app.shell.collapseLeft();
    else this.app.shell.activateById(listing.widget.id);
  }
}
