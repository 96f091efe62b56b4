// A region that stays in place, so that screen readers announce each change of its text.
function render({ model, el }) {
  const region = document.createElement("div");
  region.setAttribute("role", "status");
  region.className = model.get("seen") ? "doneenough-said" : "doneenough-heard";
  const show = () => { region.textContent = model.get("text"); };
  model.on("change:text", show);
  show();
  el.append(region);
}
export default { render };
