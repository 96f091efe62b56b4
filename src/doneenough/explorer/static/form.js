// The button that hands a decision over to the notebook's answer cell.
//
// On a press the kernel gets what the cell holds now ("press") and returns the new text
// ("write") or what is missing ("say"). The companion (lab/companion) writes, runs and saves.
// Where there is none, the same text stands in a box to copy by hand.
const WRITTEN = {
  done: "Written into {place}, checked and saved.{then}",
  unsaved: "Written into {place} and checked, but not saved. Please press Ctrl and S.",
  stopped: "Written into {place}, but the cell after it stopped. You'll find the reason there.",
};
const SAVED = {
  unsaved: "The notebook couldn't be saved, but your answers are still in it. Please press Ctrl and S, then try again.",
};
const SILENT = "The notebook isn't responding. Press the start button at the top, then try again.";
const PATIENCE = 8000;

function render({ model, el }) {
  el.classList.add("doneenough-form");
  el.dataset.gradeId = model.get("grade_id");
  const button = control("button", { type: "button", className: "de-button de-main" });
  const asking = control("div", { className: "de-confirm", hidden: true });
  asking.setAttribute("role", "alertdialog");
  const question = control("p", { id: "de-" + Math.random().toString(36).slice(2) });
  asking.setAttribute("aria-labelledby", question.id);
  const yes = control("button", { type: "button", className: "de-button de-main" });
  const no = control("button", { type: "button", className: "de-button", textContent: "Not yet" });
  asking.append(question, yes, no);
  const said = control("div", { className: "doneenough-said" });
  said.setAttribute("role", "status");
  const copy = copyBox();
  el.append(button, asking, said, copy.node);

  let waiting = 0;
  let asked = false;
  let next = null;
  const say = (text) => {
    said.textContent = text;
    if (text) said.scrollIntoView({ block: "nearest" });
  };
  const stopWaiting = () => { clearTimeout(waiting); waiting = 0; };
  const send = (kind) => {
    stopWaiting();
    asked = true;
    waiting = setTimeout(() => { waiting = 0; say(SILENT); }, PATIENCE);
    const detail = { gradeId: model.get("grade_id"), source: null };
    ask("read", detail);
    // A control's last movement may still wait for the kernel's answer to the one before.
    // After one more round trip it has been sent, so the kernel acts on what is shown.
    next = { kind, source: detail.source };
    try {
      model.send({ kind: "ready?" });
    } catch {
      // The kernel this form came from is gone.
      stopWaiting();
      say(SILENT);
    }
  };
  const ask = (type, detail) =>
    !el.dispatchEvent(
      new CustomEvent("doneenough:" + type, { bubbles: true, cancelable: true, detail })
    );
  const show = () => {
    button.textContent = model.get("locked") || model.get("label");
    button.setAttribute("aria-disabled", String(Boolean(model.get("locked"))));
    yes.textContent = model.get("yes");
  };

  const press = () => {
    if (model.get("locked") || waiting) return;
    copy.hide();
    // The same words said twice are heard only if they went away in between.
    say("");
    if (!model.get("saves")) return send("press");
    // What is reported on is what is saved: so save first.
    const heard = ask("save", { done: (result) => (SAVED[result] ? say(SAVED[result]) : send("press")) });
    if (!heard) send("press");
  };
  const write = (text) => {
    const gradeId = model.get("grade_id");
    const byHand = () => { say(""); copy.show(text, gradeId); };
    const done = (result) => {
      if (result === "refused") return byHand();
      say(WRITTEN[result].replace("{place}", model.get("place")).replace("{then}", model.get("then")));
      model.send({ kind: "written" });
    };
    say("Writing.");
    if (!ask("write", { gradeId, text, below: model.get("below"), done })) byHand();
  };
  const heard = (message) => {
    // Every view of this form hears it; only the one that asked acts. An answer counts also
    // when it comes so late that the form has given the notebook up.
    if (!asked) return;
    if (message.kind === "ready") return model.send(next);
    stopWaiting();
    asked = false;
    if (message.kind === "write") write(message.text);
    else if (message.kind === "say") say(message.text);
    else if (message.kind === "confirm") {
      question.textContent = message.text;
      asking.hidden = false;
      say("");
      // The safe answer has the focus: pressing Enter twice commits nothing.
      no.focus();
    }
  };

  const close = () => { asking.hidden = true; button.focus(); };
  button.addEventListener("click", press);
  yes.addEventListener("click", () => { close(); send("confirmed"); });
  const leave = () => { close(); say("Nothing has been written yet."); };
  no.addEventListener("click", leave);
  asking.addEventListener("keydown", (event) => { if (event.key === "Escape") leave(); });
  model.on("msg:custom", heard);
  model.on("change:locked", show);
  model.on("change:label", show);
  show();

  // What the answer cell holds already fills the form, once the form stands in the page.
  const arrive = (left) => {
    const detail = { gradeId: model.get("grade_id"), source: null };
    if (!el.isConnected) return void (left && setTimeout(arrive, 50, left - 1));
    if (ask("read", detail) && detail.source !== null) {
      model.send({ kind: "holds", source: detail.source });
    }
  };
  if (model.get("grade_id")) arrive(100);

  const release = keepKeys([button, yes, no, copy.button]);
  return () => {
    release();
    stopWaiting();
    model.off("msg:custom", heard);
    model.off("change:locked", show);
    model.off("change:label", show);
  };
}

function control(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function copyBox() {
  const id = "de-" + Math.random().toString(36).slice(2);
  const node = control("div", { className: "de-copy", hidden: true });
  const label = control("label", { htmlFor: id });
  const area = control("textarea", { id, readOnly: true });
  const button = control("button", { type: "button", className: "de-button", textContent: "Copy" });
  const said = control("span", { className: "de-said" });
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand("copy");
    }
    said.textContent = "Copied.";
  });
  node.append(label, area, button, said);
  return {
    node,
    button,
    hide: () => { node.hidden = true; },
    show: (text, gradeId) => {
      const code = text.includes(`\n${gradeId} = {`);
      label.textContent = code
        ? "Copy this text. Open the grey box below, “Your answer” (if you see three dots, click " +
          "them). Select everything, paste, and press Shift and Enter. Then run the cell after it."
        : "Copy this text. Double-click the answer below the task to open it, select everything, " +
          "paste, and press Shift and Enter.";
      area.value = text;
      area.rows = Math.min(20, text.split("\n").length + 1);
      said.textContent = "";
      node.hidden = false;
      button.focus();
    },
  };
}
export default { render };
