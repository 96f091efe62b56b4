// One question with a few options: radio buttons; many options make a list to choose from.
const MANY = 5;

function render({ model, el }) {
  const name = "de-" + Math.random().toString(36).slice(2);
  el.classList.add("doneenough-choice");
  const make = model.get("options").length > MANY ? list : radios;
  const { inputs, show } = make(model, el, name, (index) => {
    model.set("value", index);
    model.save_changes();
  });
  for (const trait of ["value", "disabled", "label"]) model.on("change:" + trait, show);
  show();
  return keepKeys(inputs);
}

function radios(model, el, name, choose) {
  const field = document.createElement("fieldset");
  field.classList.toggle("de-row", model.get("row"));
  const legend = document.createElement("legend");
  const group = document.createElement("div");
  field.append(legend, group);
  const inputs = model.get("options").map((text, index) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = name;
    input.addEventListener("change", () => choose(index));
    label.append(input, document.createTextNode(" " + text));
    group.append(label);
    return input;
  });
  el.append(field);
  const show = () => {
    legend.textContent = model.get("label");
    inputs.forEach((input, index) => {
      input.checked = model.get("value") === index;
      input.disabled = model.get("disabled");
    });
  };
  return { inputs, show };
}

function list(model, el, name, choose) {
  const label = document.createElement("label");
  label.htmlFor = name;
  const select = document.createElement("select");
  select.id = name;
  select.append(new Option("Please choose", "-1"));
  model.get("options").forEach((text, index) => select.append(new Option(text, String(index))));
  select.addEventListener("change", () => choose(Number(select.value)));
  el.append(label, select);
  const show = () => {
    label.textContent = model.get("label");
    select.value = String(model.get("value"));
    select.disabled = model.get("disabled");
  };
  return { inputs: [select], show };
}
export default { render };
