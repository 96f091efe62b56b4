// A group of fields that opens on a press. Closed, it says what its fields hold now; what
// differs from the draft is marked. The fields stand right after it: the style sheet hides
// them by this element's "data-open", so that nothing waits for the kernel.
function render({ model, el }) {
  const id = "de-" + Math.random().toString(36).slice(2);
  el.classList.add("doneenough-fold");
  const title = document.createElement("h4");
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-describedby", id);
  const held = document.createElement("ul");
  held.id = id;
  title.append(button);
  el.append(title, held);

  const show = () => {
    const open = model.get("opened");
    el.dataset.open = String(open);
    button.textContent = model.get("title");
    button.setAttribute("aria-expanded", String(open));
    held.hidden = open;
    held.replaceChildren(
      ...model.get("held").map(([name, value, note]) => {
        const item = document.createElement("li");
        const strong = document.createElement("strong");
        strong.textContent = value;
        item.append(name + ": ", strong);
        if (note) {
          const mark = document.createElement("span");
          mark.textContent = note;
          item.append(" ", mark);
        }
        return item;
      })
    );
  };
  button.addEventListener("click", () => {
    model.set("opened", !model.get("opened"));
    model.save_changes();
  });
  for (const trait of ["title", "held", "opened"]) model.on("change:" + trait, show);
  show();
  return keepKeys([button]);
}
export default { render };
