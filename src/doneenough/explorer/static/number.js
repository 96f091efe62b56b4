// A slider and a number box for one whole number, with a real label. No number (null) is
// nothing chosen yet: the box is empty and the slider stands at its low end.
// "value" follows every movement; "released" follows only when the hand lets go.
function render({ model, el }) {
  const id = "de-" + Math.random().toString(36).slice(2);
  el.classList.add("doneenough-number");
  const label = document.createElement("label");
  label.htmlFor = id;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.id = id;
  const box = document.createElement("input");
  box.type = "number";
  const unit = document.createElement("span");
  unit.className = "de-unit";
  const hint = document.createElement("span");
  hint.className = "de-hint";
  hint.id = id + "-hint";
  hint.setAttribute("role", "status");

  const show = () => {
    const value = model.get("value");
    label.textContent = model.get("label");
    unit.textContent = model.get("unit");
    for (const input of [slider, box]) {
      input.min = model.get("low");
      input.max = model.get("high");
      input.step = model.get("step");
      input.disabled = model.get("disabled");
      // A box keeps what is being typed; the slider always follows.
      // So does what does not fit, beside the words that say so.
      const wrong = input === box && hint.textContent !== "" && value === null;
      if (input === slider || (document.activeElement !== input && !wrong)) {
        input.value = value ?? (input === box ? "" : model.get("low"));
      }
    }
    const words = value === null ? "not chosen yet" : value + " " + model.get("unit");
    slider.setAttribute("aria-valuetext", words);
    slider.classList.toggle("de-unset", value === null);
    box.setAttribute("aria-label", model.get("label") + ", as a number");
    box.setAttribute("aria-describedby", hint.id);
  };
  const take = (input, released) => {
    const number = Number(input.value);
    const low = model.get("low");
    const high = model.get("high");
    const fits = input.value !== "" && Number.isInteger(number) && number >= low && number <= high;
    hint.textContent = fits ? "" : "Please enter a whole number from " + low + " to " + high + ".";
    if (!fits) {
      // What the box no longer shows must not be handed in.
      if (model.get("may_be_empty")) {
        model.set("value", null);
        model.save_changes();
      } else {
        // What is shown is what counts.
        input.value = model.get("value");
        hint.textContent += " It's " + model.get("value") + " again.";
      }
      return;
    }
    model.set("value", number);
    if (released) model.set("released", model.get("released") + 1);
    model.save_changes();
    slider.value = number;
    box.value = number;
  };
  // An unset slider stands at its low end, where taking the low end would be no movement.
  const takeLow = (event) => {
    if (model.get("value") !== null || model.get("disabled")) return;
    const keys = ["ArrowLeft", "ArrowDown", "Home", " ", "Enter"];
    if (event.type === "click" || keys.includes(event.key)) take(slider, true);
  };
  slider.addEventListener("click", takeLow);
  slider.addEventListener("keydown", takeLow);
  slider.addEventListener("input", () => take(slider, false));
  slider.addEventListener("change", () => take(slider, true));
  box.addEventListener("change", () => take(box, true));
  for (const name of ["label", "unit", "low", "high", "step", "value", "disabled"]) {
    model.on("change:" + name, show);
  }
  show();
  el.append(label, slider, box, unit, hint);
  return keepKeys([slider, box]);
}
export default { render };
