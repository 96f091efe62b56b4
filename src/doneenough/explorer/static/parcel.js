// A file that goes from the notebook's engine to the learner's disk, or the other way. Nothing
// is fetched: the bytes travel on the notebook's own line.
const SILENT = "The notebook isn't responding. Press the start button at the top, then try again.";
const UNREADABLE = "The browser can't read this file. Nothing was changed. Please choose it again.";
const PATIENCE = 60000;
// JupyterLab's server hangs up on a message of 10 MiB.
const SLICE = 4 * 1024 * 1024;

function render({ model, el }) {
  el.classList.add("doneenough-form");
  const said = document.createElement("div");
  said.className = "doneenough-said";
  said.setAttribute("role", "status");

  let waiting = 0;
  const say = (text) => { said.textContent = text; };
  const wait = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { waiting = 0; say(SILENT); }, PATIENCE);
  };
  const give = () => {
    if (waiting) return;
    say("Packing.");
    wait();
    model.send({ kind: "give" });
  };
  const take = async (file) => {
    if (!file || waiting) return;
    if (file.size > model.get("most")) return say(model.get("too_large"));
    say("Reading " + file.name + ".");
    wait();
    let bytes;
    try {
      bytes = await file.arrayBuffer();
    } catch {
      clearTimeout(waiting);
      waiting = 0;
      return say(UNREADABLE);
    }
    for (let start = 0; start === 0 || start < bytes.byteLength; start += SLICE) {
      const last = start + SLICE >= bytes.byteLength;
      model.send({ kind: "take", first: start === 0, last }, undefined, [
        bytes.slice(start, start + SLICE),
      ]);
    }
  };
  const heard = (message, buffers) => {
    // Every view of this control hears it; only the one that asked acts.
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = 0;
    const name = model.get("name") + "-" + today() + ".zip";
    if (buffers?.length) save(buffers[0], name);
    say(message.text.replace("{name}", name));
  };

  const control = model.get("takes") ? chooser(model, el, take) : button(model, el, give);
  el.append(said);
  model.on("msg:custom", heard);
  const release = keepKeys([control]);
  return () => {
    release();
    clearTimeout(waiting);
    model.off("msg:custom", heard);
  };
}

function button(model, el, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "de-button de-main";
  made.textContent = model.get("label");
  made.addEventListener("click", press);
  el.append(made);
  return made;
}

function chooser(model, el, take) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".zip";
  input.id = "de-" + Math.random().toString(36).slice(2);
  label.htmlFor = input.id;
  label.textContent = model.get("label");
  // Emptied before a choice, not after it: the name stays, and can be chosen again.
  input.addEventListener("click", () => { input.value = ""; });
  input.addEventListener("change", () => take(input.files[0]));
  el.append(label, input);
  return input;
}

// The learner's own day, not that of a computer in the cloud.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
}

function save(bytes, name) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/zip" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
}
export default { render };
