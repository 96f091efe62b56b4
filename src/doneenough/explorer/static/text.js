// One line or a few lines of text with a real label.
function render({ model, el }) {
  const id = "de-" + Math.random().toString(36).slice(2);
  el.classList.add("doneenough-text");
  const label = document.createElement("label");
  label.htmlFor = id;
  const input = document.createElement(model.get("rows") > 1 ? "textarea" : "input");
  input.id = id;
  if (model.get("rows") > 1) input.rows = model.get("rows");
  const show = () => {
    label.textContent = model.get("label");
    input.placeholder = model.get("hint");
    if (document.activeElement !== input) input.value = model.get("value");
  };
  input.addEventListener("input", () => {
    model.set("value", input.value);
    model.save_changes();
  });
  for (const trait of ["value", "label"]) model.on("change:" + trait, show);
  // Arrow keys and letters belong to the control, not to Lab's shortcuts. Going on (Shift and
  // Enter) and saving stay Lab's. Lab looks for this mark on the element that has the focus,
  // before the event gets here: so it is set on the window.
  const guard = (event) => {
    if (![input].includes(event.target)) return;
    const next = event.shiftKey && event.key === "Enter";
    const save = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    const ours = !next && !save;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", ours);
  };
  window.addEventListener("keydown", guard, true);
  show();
  el.append(label, input);
  return () => window.removeEventListener("keydown", guard, true);
}
export default { render };
