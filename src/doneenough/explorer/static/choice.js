// One question with a few options: a fieldset of radio buttons.
function render({ model, el }) {
  const name = "de-" + Math.random().toString(36).slice(2);
  el.classList.add("doneenough-choice");
  const field = document.createElement("fieldset");
  const legend = document.createElement("legend");
  field.append(legend);
  const inputs = [];
  const show = () => {
    legend.textContent = model.get("label");
    inputs.forEach((input, index) => {
      input.checked = model.get("value") === index;
      input.disabled = model.get("disabled");
    });
  };
  model.get("options").forEach((text, index) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = name;
    input.addEventListener("change", () => {
      model.set("value", index);
      model.save_changes();
    });
    inputs.push(input);
    label.append(input, document.createTextNode(" " + text));
    field.append(label);
  });
  for (const trait of ["value", "disabled", "label"]) model.on("change:" + trait, show);
  // Arrow keys and letters belong to the control, not to Lab's shortcuts. Going on (Shift and
  // Enter) and saving stay Lab's. Lab looks for this mark on the element that has the focus,
  // before the event gets here: so it is set on the window.
  const guard = (event) => {
    if (!inputs.includes(event.target)) return;
    const next = event.shiftKey && event.key === "Enter";
    const save = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s";
    const ours = !next && !save;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", ours);
  };
  window.addEventListener("keydown", guard, true);
  show();
  el.append(field);
  return () => window.removeEventListener("keydown", guard, true);
}
export default { render };
