// Which keys JupyterLab may hear in a course notebook. It knows many that rewrite a page.

const READING_KEYS = new Set([
  ...["Tab", "Escape", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"],
  ...["Shift", "Control", "Alt", "Meta"],
]);
const CONTROL = "input, select, textarea, button, [contenteditable]";

/** In the reading view text is text: JupyterLab hears only the keys that save. */
export function keepReading(event) {
  if (event.target.closest(CONTROL)) return;
  const saves = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
  // What the browser itself does with a key goes on: it scrolls, follows a link, finds.
  if (!saves) event.stopImmediatePropagation();
}

/** With the code in sight: a stray key on a cell's frame must not open, delete or restart. */
export function keepText(panel, event) {
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
