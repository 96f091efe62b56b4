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
  show();
  el.append(label, input);
  return keepKeys([input]);
}
export default { render };
