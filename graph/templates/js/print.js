/** On paper: light, whole, and without what can only be pressed. */
import { byId } from "./dom.js";
import { palette } from "./draw.js";
import { timelinePicture } from "./picture.js";

/** @param {import("./store.js").App} app @param {{ timeline: any, list: { render: () => void, printAll: () => void }, sources: () => { printAll: () => void } | null }} views */
export function preparePrint(app, views) {
  const root = document.documentElement;
  /** @type {string | undefined} */
  let theme;

  window.addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    if (app.view === "timeline") byId("paper").replaceChildren(wholePicture());
    if (app.view === "list") views.list.printAll();
    if (app.view === "sources") views.sources()?.printAll();
  });
  window.addEventListener("afterprint", () => {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
    byId("paper").replaceChildren();
    views.list.render();
  });

  /** Every lane of the window, also those below the edge of the screen. */
  function wholePicture() {
    const scene = views.timeline.scene(), height = Math.max(120, Math.ceil(scene.layout.height));
    return timelinePicture(app, { ...scene, colours: palette(), scroll: 0, height, hovered: -1 }, 2);
  }
}
