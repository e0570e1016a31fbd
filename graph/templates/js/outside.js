/** How many of those searched for or filtered lie outside the window, and the way to them. */
import { button, byId } from "./dom.js";
import { countConditions } from "./filter.js";
import { NOWHERE } from "./model.js";
import { say } from "./words.js";

/** Events that are kept by search or conditions but end before the window or begin after it. @param {import("./store.js").App} app */
export function countOutside(app) {
  const { conditions, kept, model } = app;
  if (!conditions.q.trim() && !countConditions(conditions)) return 0;
  let n = 0;
  for (let e = 0; e < model.count; e++) if (kept[e] && model.place[e] !== NOWHERE && (model.start[e] >= app.t1 || model.end[e] + 1 <= app.t0)) n++;
  return n;
}

/** @param {import("./store.js").App} app @param {() => void} fit brings every kept event into the window */
export function makeOutside(app, fit) {
  const box = byId("outside");
  let shown = "";
  const draw = () => {
    const n = countOutside(app), text = n ? `${n.toLocaleString(app.lang)}${say(app.lang, "outside")}` : "";
    if (text === shown) return;
    shown = text;
    box.replaceChildren(...(text ? [button(text, fit, { class: "tool" })] : []));
  };
  app.on((change) => ["filter", "window", "surface"].includes(change) && draw());
}
