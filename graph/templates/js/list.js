/** The list view: a sortable table that holds only the rows on the screen. */
import { byId, h, keepFocus } from "./dom.js";
import { sign, whenText } from "./details.js";
import { figures, iso } from "./days.js";
import { NOWHERE, OWN, row } from "./model.js";
import { selectEvent } from "./store.js";
import { actorName, say, term } from "./words.js";

/** Rows on paper. */
const MOST_ROWS = 1000;

/** @param {import("./store.js").App} app */
export function makeList(app) {
  const section = byId("list");
  const height = () => (section.clientWidth < 560 ? 52 : 36);
  let sort = { by: "date", down: false };
  /** @type {number[]} */
  let order = [];
  const body = h("tbody", null), head = h("thead", null);
  const table = h("table", null, head, body);
  const scroller = h("div", { class: "list-scroll", tabindex: "0" }, table);
  section.append(scroller);

  const names = (/** @type {import("./model.js").Ragged} */ rows, /** @type {number} */ e) => [...row(rows, e)].map((a) => actorName(app.lang, app.model, a)).join(app.lang === "ja" ? "、" : ", ");
  /** @type {Record<string, (e: number) => string | number>} */
  const keys = {
    date: (e) => (app.model.place[e] === NOWHERE ? Infinity : app.model.start[e]), label: (e) => app.model.label[e], type: (e) => app.model.type[e],
    status: (e) => app.model.status[e], who: (e) => names(app.model.agents, e), whom: (e) => names(app.model.targets, e), lines: (e) => -app.model.weight[e],
  };

  function reorder() {
    const key = keys[sort.by], values = new Map();
    order = [...app.kept.keys()].filter((e) => app.kept[e]);
    for (const e of order) values.set(e, key(e));
    const compare = new Intl.Collator(app.lang).compare;
    order.sort((a, b) => {
      const [x, y] = [values.get(a), values.get(b)];
      return (typeof x === "number" ? (x === y ? 0 : x - Number(y)) : compare(x, y)) || a - b;
    });
    if (sort.down) order.reverse();
  }

  function drawHead() {
    keepFocus(head, () => head.replaceChildren(h("tr", null, ...Object.keys(keys).map((key) => {
      const on = sort.by === key;
      return h("th", { scope: "col", class: key, "aria-sort": on ? (sort.down ? "descending" : "ascending") : "none" },
        h("button", { type: "button", "data-key": key, onclick: () => { sort = { by: key, down: on && !sort.down }; render(); } }, say(app.lang, /** @type {any} */ (key)), h("span", { "aria-hidden": "true" }, on ? (sort.down ? " ↓" : " ↑") : "")));
    }))));
  }

  /** @param {boolean} [all] every row, for print */
  function drawRows(all = false) {
    const top = Math.max(0, Math.floor(scroller.scrollTop / height()) - 10), count = Math.ceil((scroller.clientHeight || 600) / height()) + 20;
    const [from, to] = all ? [0, Math.min(order.length, MOST_ROWS)] : [top, Math.min(order.length, top + count)];
    const spacer = (/** @type {number} */ n) => (n > 0 ? [h("tr", { class: "spacer", "aria-hidden": "true", style: `height:${n * height()}px` }, h("td", null))] : []);
    keepFocus(body, () => body.replaceChildren(...spacer(from), ...order.slice(from, to).map((e, i) => listRow(e, from + i)), ...(all && to < order.length ? [h("tr", null, h("td", { colspan: 7, class: "empty" }, `… ${(order.length - to).toLocaleString(app.lang)}`))] : spacer(order.length - to))));
    if (!order.length) body.replaceChildren(h("tr", null, h("td", { colspan: 7, class: "empty" }, h("b", null, say(app.lang, "nothing")), h("br", null), say(app.lang, "nothingHelp"))));
  }

  /** @param {number} e @param {number} i */
  function listRow(e, i) {
    const { model } = app;
    return h("tr", { "aria-rowindex": i + 2, class: e === app.selected ? "selected" : "", onclick: () => selectEvent(app, e) },
      h("td", { class: "date" }, model.place[e] === OWN ? h("span", { title: whenText(app, e) }, figures(model.start[e], model.end[e])) : model.place[e] === NOWHERE ? "—" : h("span", { class: "report" }, iso(model.start[e]), h("small", null, say(app.lang, "reported")))),
      h("td", { class: "label" }, h("button", { type: "button", "data-event": model.id[e], title: model.label[e] }, sign(app, e), h("span", null, model.label[e]))),
      h("td", { class: "type" }, term(app.lang, app.model, model.types[model.type[e]])), h("td", { class: "status" }, term(app.lang, app.model, model.statuses[model.status[e]])),
      h("td", { class: "who" }, names(model.agents, e)), h("td", { class: "whom" }, names(model.targets, e)), h("td", { class: "lines" }, String(model.weight[e])));
  }

  function render() {
    if (app.view !== "list") return;
    reorder();
    drawHead();
    table.setAttribute("aria-rowcount", String(order.length + 1));
    drawRows();
  }

  scroller.addEventListener("scroll", () => drawRows());
  scroller.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = order.indexOf(app.selected), next = order[Math.max(0, Math.min(order.length - 1, at + by))];
    if (next === undefined) return;
    selectEvent(app, next);
    const top = order.indexOf(next) * height();
    if (top < scroller.scrollTop || top > scroller.scrollTop + scroller.clientHeight - height() * 3) scroller.scrollTop = top - scroller.clientHeight / 2;
    drawRows();
    /** @type {HTMLElement | null} */ (body.querySelector("tr.selected button"))?.focus();
  });
  new ResizeObserver(() => app.view === "list" && drawRows()).observe(scroller);
  app.on((change) => {
    if (["filter", "surface", "view", "texts"].includes(change)) render();
    if (change === "select" && app.view === "list") drawRows();
  });
  return { render, printAll: () => { reorder(); drawHead(); drawRows(true); } };
}
