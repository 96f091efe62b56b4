// Arrow keys, letters and Enter belong to the control that has the focus, not to JupyterLab's
// shortcuts. Going on (Shift and Enter) and saving stay JupyterLab's; but in a text box Shift and
// Enter is a new line, as everywhere. JupyterLab looks for this mark on the focused element
// before the event gets there: so it is set on the window.
function keepKeys(controls) {
  const guard = (event) => {
    if (!controls.includes(event.target)) return;
    const text = event.target.tagName === "TEXTAREA";
    const next = event.shiftKey && event.key === "Enter" && !text;
    const save = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !next && !save);
    // JupyterLab 4.6 refuses a new line to every text box inside a cell, once it has heard any
    // key, Shift alone included: so it hears of none but Ctrl with another.
    if (text && !event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  window.addEventListener("keydown", guard, true);
  return () => window.removeEventListener("keydown", guard, true);
}
