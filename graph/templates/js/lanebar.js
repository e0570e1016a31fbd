/** The names of the lanes beside the canvas, and what can be done with a lane. */
import { breakable, button, h, iconButton, keepFocus } from "./dom.js";
import { selectActor } from "./store.js";
import { laneName, say } from "./words.js";

/** @typedef {import("./lanes.js").Lane} Lane */

/** @param {import("./store.js").App} app @param {HTMLElement} box @param {Lane[]} lanes @param {import("./arrange.js").Band[]} bands
 * @param {Int32Array} counts of the events that are shown */
export function drawLaneNames(app, box, lanes, bands, counts) {
  keepFocus(box, () => box.replaceChildren(...lanes.map((lane, i) => {
    const { y, height } = bands[i], kind = `${lane.sub ? " sub" : ""}${lane.actor < 0 ? " rest" : ""}${height < 44 ? " low" : ""}`;
    return h("div", { class: `lane${kind}`, style: `top:${y}px;height:${Math.max(0, height - 1)}px`, hidden: height === 0 }, ...content(app, lane, lanes, counts[i]));
  })));
}

/** @param {import("./store.js").App} app @param {Lane} lane @param {Lane[]} lanes @param {number} shown */
function content(app, lane, lanes, shown) {
  const name = laneName(app.lang, app.model, lane), count = h("small", null, shown.toLocaleString(app.lang));
  if (lane.actor < 0) return [h("span", { class: "lane-name" }, name), count];
  const pressed = lane.actor === app.actor;
  return [
    h("button", { type: "button", onclick: () => selectActor(app, pressed ? -1 : lane.actor), class: "lane-name", "aria-pressed": String(pressed), title: name }, ...breakable(name)), count,
    iconButton("more", `${say(app.lang, "menu")}: ${name}`, (event) => openMenu(app, lane, lanes, /** @type {HTMLElement} */ (event.currentTarget)), { class: "icon-button lane-menu" }),
  ];
}

/** @param {import("./store.js").App} app @param {Lane} lane @param {Lane[]} lanes @param {HTMLElement} anchor */
function openMenu(app, lane, lanes, anchor) {
  document.querySelector(".menu")?.remove();
  const { wishes } = app, keys = lanes.filter((other) => other.actor >= 0).map((other) => other.key);
  const item = (/** @type {import("./words.js").Word} */ word, /** @type {() => void} */ change) => button(say(app.lang, word), () => {
    change();
    menu.remove();
    app.tell("lanes");
  });
  const move = (/** @type {number} */ by) => {
    const at = keys.indexOf(lane.key), to = Math.max(0, Math.min(keys.length - 1, at + by));
    keys.splice(to, 0, ...keys.splice(at, 1));
    wishes.order = keys;
  };
  const pin = () => void (wishes.pinned = lane.pinned ? wishes.pinned.filter((a) => a !== lane.actor) : [...wishes.pinned, lane.actor]);
  const leave = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    menu.remove();
    anchor.focus();
  };
  const menu = h("div", { class: "menu", role: "group", onkeydown: leave }, item(lane.pinned ? "unpin" : "pin", pin), item("hide", () => wishes.hidden.add(lane.key)), item("up", () => move(-1)), item("down", () => move(1)));
  const box = anchor.getBoundingClientRect();
  menu.setAttribute("style", `left:${box.left}px;top:${box.bottom + 2}px`);
  document.body.append(menu);
  menu.querySelector("button")?.focus();
}
