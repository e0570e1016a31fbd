/** Every line that was read, with or without events, page by page. */
import { byId, h } from "./dom.js";
import { eventButton, lineMeta, markedText } from "./details.js";
import { scan } from "./filter.js";
import { lineAt, sourceOf } from "./texts.js";
import { fold, say } from "./words.js";

const STEP = 60;
/** Lines on paper. */
const PAPER = 400;

/** @param {import("./store.js").App} app */
export function makeSources(app) {
  const section = byId("sources");
  const list = h("div", { class: "source-list" });
  const end = h("div", { class: "source-end" });
  section.append(list, end);
  /** @type {number[]} */
  let order = [];
  let drawn = 0, page = "";

  function choose() {
    const texts = app.texts;
    if (!texts) return [];
    let kept = new Uint8Array(texts.lines).fill(1);
    for (const word of fold(app.conditions.q).split(/\s+/).filter(Boolean)) {
      const now = new Uint8Array(kept.length);
      if (app.index.lines) scan(app.index.lines, word, (l) => (now[l] = 1));
      kept = kept.map((value, l) => value & now[l]);
    }
    const { source } = app.conditions;
    return [...kept.keys()].filter((l) => kept[l] && (!source || sourceOf(texts, l) === source));
  }

  function render() {
    if (app.view !== "sources") return;
    list.replaceChildren();
    order = choose();
    drawn = 0;
    page = "";
    if (!order.length) list.append(h("p", { class: "empty" }, say(app.lang, app.texts ? "nothing" : "noText")));
    more();
    if (app.line >= 0) goTo(app.line);
  }

  function more(to = drawn + STEP) {
    for (; drawn < Math.min(to, order.length); drawn++) {
      const l = order[drawn], line = lineAt(/** @type {import("./texts.js").Texts} */ (app.texts), l);
      if (line.page !== page) {
        page = line.page;
        list.append(h("h2", null, page));
      }
      list.append(entry(l, line));
    }
    end.hidden = drawn >= order.length;
  }

  /** @param {number} l @param {import("./texts.js").Line} line */
  function entry(l, line) {
    const texts = /** @type {import("./texts.js").Texts} */ (app.texts);
    const events = [];
    for (let m = texts.lineEventsAt[l]; m < texts.lineEventsAt[l + 1]; m++) events.push(texts.eventOfMention[texts.lineEvents[m]]);
    const { kind, title, id } = line;
    return h("article", { class: `line ${kind}`, "data-line": id, id: `line-${l}` },
      title ? h("h3", null, title) : null,
      h("figure", { class: "quote" }, h("blockquote", { lang: "ja" }, ...markedText(app, l, -1)), lineMeta(app, l, tagOf(kind, events.length))),
      h("div", { class: "line-events" }, ...[...new Set(events)].map((e) => eventButton(app, e))));
  }

  /** @param {string} kind @param {number} events @returns {import("./words.js").Word | null} */
  const tagOf = (kind, events) => (kind !== "summary" ? /** @type {import("./words.js").Word} */ (kind) : events ? null : "noEvents");

  /** @param {number} l */
  function goTo(l) {
    const at = order.indexOf(l);
    app.line = -1;
    if (at < 0) return;
    if (at > 2000) {
      // Far down a long list: begin a little before it.
      order = order.slice(Math.max(0, at - 3));
      list.replaceChildren();
      drawn = 0;
      page = "";
    }
    more(Math.max(drawn, order.indexOf(l) + STEP));
    const node = document.getElementById(`line-${l}`);
    node?.classList.add("here");
    node?.scrollIntoView({ block: "center" });
  }

  new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && drawn && more(), { root: section, rootMargin: "600px" }).observe(end);
  app.on((change) => ["filter", "surface", "view", "texts"].includes(change) && render());
  return { render, printAll: () => more(PAPER) };
}
