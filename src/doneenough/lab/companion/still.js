// Outputs from an earlier day: words and still pictures, where the kernel behind is gone.

const WIDGET = "application/vnd.jupyter.widget-view+json";
const LOST = "Error displaying widget";

/** Show the still picture and text of an experiment whose kernel is gone, not an error. */
function showStill(panel) {
  for (const cell of panel.content.widgets) {
    const outputs = cell.model.type === "code" ? cell.outputArea.model : [];
    if (!cell.node.textContent.includes(LOST)) continue;
    for (let i = 0; i < outputs.length; i++) {
      const stored = outputs.get(i).toJSON();
      if (!stored.data?.[WIDGET]) continue;
      const { [WIDGET]: lost, ...rest } = stored.data;
      outputs.set(i, { ...stored, data: rest });
    }
  }
}

/** Watch a notebook until it is started; it may take a while to find out what is lost. */
export function keepStill(panel) {
  const watch = new MutationObserver(() => {
    if (panel.content.node.textContent.includes(LOST)) showStill(panel);
  });
  watch.observe(panel.content.node, { childList: true, subtree: true, characterData: true });
  return () => watch.disconnect();
}

