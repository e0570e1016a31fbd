/** The panel beside the view: one event with its sources, or one actor with its events. */
import { byId, button, h, iconButton, inlineButton, keepFocus, langOf } from "./dom.js";
import { figures, interval, iso, longDay } from "./days.js";
import { NOWHERE, OWN, effectsOf, involved, row } from "./model.js";
import { dayReason, reasonWords } from "./reasons.js";
import { beside, eventsOf, selectActor, selectEvent, showView } from "./store.js";
import { lineAt, lineId, linePlace, valueOf, wordsOf } from "./texts.js";
import { actorName, basisWords, placeName, say, term } from "./words.js";

/** @typedef {import("./store.js").App} App */

/** Classes of a mark's shape by where an event stands: OWN, REPORT, NOWHERE. */
export const STANDS = ["own", "report", "open"];

/** The page's own sign for an event's class and status. @param {App} app @param {number} e */
export function sign(app, e) {
  const { model } = app;
  return h("span", { class: `sign q${model.quad[e]} ${model.statuses[model.status[e]]} ${STANDS[model.place[e]]}`, "aria-hidden": "true" });
}

/** @param {App} app @param {number} e */
export function whenText(app, e) {
  const { model } = app;
  if (model.place[e] === NOWHERE) return valueOf(app.texts, e) ?? say(app.lang, "undated");
  return interval(app.lang, model.start[e], model.end[e]);
}

/** @param {App} app */
export function makeDetails(app) {
  const panel = byId("details");

  function render() {
    const open = app.selected >= 0 || app.actor >= 0;
    panel.hidden = !open;
    document.body.classList.toggle("with-details", open);
    if (!open) return panel.replaceChildren();
    keepFocus(panel, () => panel.replaceChildren(...(app.selected >= 0 ? eventPanel(app, app.selected) : actorPanel(app, app.actor))), panel);
    panel.scrollTop = 0;
    byId("status").textContent = panel.querySelector("h2")?.textContent ?? "";
  }

  app.on((change) => ["select", "surface", "texts"].includes(change) && render());
  return { render };
}

/** @param {App} app @param {string} title */
function heading(app, title) {
  return h("h2", { lang: langOf(title) }, title);
}

/** @param {App} app */
function closer(app) {
  return iconButton("close", say(app.lang, "close"), () => selectEvent(app, -1), { class: "icon-button close" });
}

/** Buttons to the events before and after in time. @param {App} app @param {number} e */
function steps(app, e) {
  const step = (/** @type {"earlier" | "later"} */ name, /** @type {number} */ by) => {
    const to = app.model.place[e] === NOWHERE ? -1 : beside(app, e, by);
    return iconButton(name, say(app.lang, name), () => selectEvent(app, to), { disabled: to < 0 });
  };
  return h("span", { class: "steps" }, step("earlier", -1), step("later", 1), closer(app));
}

/** @param {App} app @param {number} a */
export function actorButton(app, a) {
  return button(actorName(app.lang, app.model, a), () => selectActor(app, a), { class: `chip ${app.model.actors.kind[a]}` });
}

/** @param {App} app @param {number} e @param {string} [prefix] */
export function eventButton(app, e, prefix) {
  return h("button", { type: "button", class: "event-link", onclick: () => selectEvent(app, e) }, sign(app, e),
    h("span", { class: "event-label" }, prefix ? h("b", null, `${prefix} `) : null, app.model.label[e]), h("small", null, app.model.place[e] === NOWHERE ? "" : figures(app.model.start[e], app.model.end[e])));
}

/** @param {string} name @param {(Node | string | null)[]} content */
function fact(name, ...content) {
  const kept = content.filter((part) => part !== null && part !== "");
  return kept.length ? [h("dt", null, name), h("dd", null, ...kept)] : [];
}

/** @param {App} app @param {number} e */
function eventPanel(app, e) {
  const { model, texts, lang } = app;
  const t = (/** @type {import("./words.js").Word} */ word) => say(lang, word);
  const people = (/** @type {import("./model.js").Ragged} */ rows) => [...row(rows, e)].map((a) => actorButton(app, a));
  const status = model.statuses[model.status[e]];
  const open = model.place[e] === OWN ? null : valueOf(texts, e);
  const note = texts?.notes[e] ?? null;
  const links = (/** @type {Iterable<number>} */ list) => [...list].map((other) => eventButton(app, other));
  return [
    h("div", { class: "panel-head" }, h("p", { class: "kicker" }, sign(app, e), term(lang, model, model.types[model.type[e]]), h("span", { class: `state ${status}` }, term(lang, model, status)), note ? h("span", { class: "state corrected" }, t("corrected")) : null), steps(app, e)),
    heading(app, model.label[e]), correction(app, note),
    h("dl", null,
      ...fact(t("when"), model.place[e] === OWN ? h("time", { datetime: iso(model.start[e]) }, whenText(app, e)) : t("undated"), open ? h("code", null, open) : null,
        h("small", null, model.basis[e] >= 0 ? basisWords(lang, model, model.bases[model.basis[e]], model.place[e] === OWN ? model.start[e] : null) : "")),
      ...(model.published[e] === null ? [] : fact(t("reported"), longDay(lang, Number(model.published[e])))),
      ...fact(t("who"), ...people(model.agents)), ...fact(t("whom"), ...people(model.targets)), ...fact(t("speaker"), ...people(model.speakers)),
      ...fact(t("where"), [...new Set(wordsOf(texts, "places", e).map((place) => placeName(lang, place)))].join(lang === "ja" ? "、" : ", ")),
    ),
    ...readingTable(app, e),
    ...section(t("causes"), links(row(model.causes, e))), ...section(t("effects"), links(effectsOf(model, e))),
    ...sourceLines(app, e),
    ...neighbours(app, e),
  ].filter((part) => part !== null);
}

/** @param {string} title @param {Node[]} content */
function section(title, content) {
  return content.length ? [h("section", null, h("h3", null, title), ...content)] : [];
}

/** @param {App} app @param {number} e */
function readingTable(app, e) {
  const readings = app.texts?.readings[e];
  if (!readings?.length) return [];
  const rows = readings.map(([name, value, line]) => {
    const word = { date: "field_date", status: "field_status", figure: "field_figure" }[name];
    return h("tr", null, h("th", { scope: "row" }, word ? say(app.lang, /** @type {any} */ (word)) : name), h("td", null, term(app.lang, app.model, value)),
      h("td", null, app.texts && line >= 0 ? lineLink(app, line) : ""));
  });
  return section(say(app.lang, "readings"), [h("table", { class: "readings" }, h("tbody", null, ...rows))]);
}

/** @param {App} app @param {number} line */
export function showLine(app, line) {
  app.line = line;
  showView(app, "sources");
}

/** @param {App} app @param {number} line */
function lineLink(app, line) {
  const texts = /** @type {import("./texts.js").Texts} */ (app.texts);
  return button(linePlace(texts, line, app.lang), () => showLine(app, line), { class: "link", title: lineId(texts, line) });
}

/** @param {App} app @param {number} e */
function sourceLines(app, e) {
  const { texts } = app;
  if (!texts) return [];
  const seen = new Map();
  for (let m = texts.mentions.at[e] / 4; m < texts.mentions.at[e + 1] / 4; m++) {
    const line = texts.mentions.v[m * 4];
    seen.set(line, [...(seen.get(line) ?? []), m]);
  }
  const quotes = [...seen].map(([line, mentions]) => h("figure", { class: "quote" }, h("blockquote", { lang: "ja" }, ...markedText(app, line, e)), lineMeta(app, line), ...reasonList(app, mentions)));
  return section(`${say(app.lang, "sourceLines")} (${seen.size})`, quotes);
}

/** @param {App} app @param {number[]} mentions */
function reasonList(app, mentions) {
  const reasons = mentions.flatMap((m) => wordsOf(app.texts, "reasons", m));
  if (!reasons.length) return [];
  return [h("details", null, h("summary", null, say(app.lang, "reasons")), h("ul", null, ...[...new Set(reasons)].map((reason) => h("li", null, reasonWords(app.lang, app.model, reason)))))];
}

/** Where a line is from and when it was reported. @param {App} app @param {number} line @param {import("./words.js").Word | null} [tag] */
export function lineMeta(app, line, tag) {
  const { url, published: day, basis, source } = lineAt(/** @type {import("./texts.js").Texts} */ (app.texts), line);
  const safe = url && /^https?:\/\//i.test(url) ? url : null;
  return h("figcaption", null, tag ? h("span", { class: "tag" }, say(app.lang, tag)) : null,
    source ? h("span", null, source) : null, lineLink(app, line),
    day !== null ? h("span", null, `${say(app.lang, "reported")} ${longDay(app.lang, day)}`) : null,
    basis && day !== null ? h("span", { class: "why" }, dayReason(app.lang, basis)) : null,
    safe ? h("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, say(app.lang, "openLink")) : url ? h("span", null, url) : null);
}

/** A line's text with its spans marked; the words of event `e` stand out, other events can be selected.
 * @param {App} app @param {number} line @param {number} e −1 for none */
export function markedText(app, line, e) {
  const texts = /** @type {import("./texts.js").Texts} */ (app.texts);
  const chars = Array.from(lineAt(texts, line).text);
  /** @type {{ from: number, to: number, make: (text: string) => Node, rank: number }[]} */
  const spans = [];
  for (let m = texts.lineEventsAt[line]; m < texts.lineEventsAt[line + 1]; m++) {
    const at = texts.lineEvents[m], event = texts.eventOfMention[at];
    const [from, to] = [texts.mentions.v[at * 4 + 1], texts.mentions.v[at * 4 + 2]];
    spans.push({ from, to, rank: event === e ? 0 : 3, make: (text) => (event === e ? h("mark", { class: `m-event q${app.model.quad[event]}` }, text) : inlineButton(text, () => selectEvent(app, event), { class: "m-other", title: app.model.label[event] })) });
  }
  const marks = row(texts.marks, line);
  for (let i = 0; i < marks.length; i += 4) {
    const [from, to, kind, ref] = marks.subarray(i, i + 4);
    const name = ["m-time", "m-country", "m-actor"][kind];
    spans.push({ from, to, rank: kind === 2 ? 1 : 2, make: (text) => (kind === 0 ? h("mark", { class: name, title: texts.words[ref] }, text) : ref < 0 ? h("mark", { class: name }, text) : inlineButton(text, () => selectActor(app, ref), { class: name, title: actorName(app.lang, app.model, ref) })) });
  }
  return weave(chars, spans);
}

/** Text and spans in order; of spans that overlap the better ranked, then the longer stays. @param {string[]} chars
 * @param {{ from: number, to: number, make: (text: string) => Node, rank: number }[]} spans @returns {(string | Node)[]} */
export function weave(chars, spans) {
  /** @type {typeof spans} */
  const kept = [];
  for (const span of spans.slice().sort((a, b) => a.rank - b.rank || b.to - b.from - (a.to - a.from))) {
    if (span.to > span.from && !kept.some((other) => span.from < other.to && other.from < span.to)) kept.push(span);
  }
  kept.sort((a, b) => a.from - b.from);
  /** @type {(string | Node)[]} */
  const out = [];
  let at = 0;
  for (const span of kept) {
    if (span.from > at) out.push(chars.slice(at, span.from).join(""));
    out.push(span.make(chars.slice(span.from, span.to).join("")));
    at = span.to;
  }
  if (at < chars.length) out.push(chars.slice(at).join(""));
  return out;
}

/** The event before and after, for each of its actors. @param {App} app @param {number} e */
function neighbours(app, e) {
  const found = involved(app.model, e).slice(0, 4).flatMap((a) => {
    const list = [...row(app.ofActor, a)], at = list.indexOf(e);
    const steps = [at > 0 ? eventButton(app, list[at - 1], say(app.lang, "previous")) : null, at >= 0 && at < list.length - 1 ? eventButton(app, list[at + 1], say(app.lang, "next")) : null].filter((b) => b !== null);
    return steps.length ? [h("section", null, h("h3", null, actorName(app.lang, app.model, a)), ...steps)] : [];
  });
  return found;
}

/** What the user set right. @param {App} app @param {string | null} note */
function correction(app, note) {
  return note ? h("p", { class: "note" }, h("b", null, say(app.lang, "corrected")), ` ${note}`) : null;
}

/** @param {App} app @param {number} a */
function actorPanel(app, a) {
  const { model, lang } = app;
  const kind = /** @type {import("./words.js").Word} */ (model.actors.kind[a]);
  const country = model.actors.country[a], home = country ? model.actorAt.get(country) : undefined;
  const list = eventsOf(app, a);
  const together = new Map();
  for (const e of list) for (const other of involved(model, e)) if (other !== a) together.set(other, (together.get(other) ?? 0) + 1);
  const others = [...together].sort((x, y) => y[1] - x[1]).slice(0, 12);
  const surfaces = wordsOf(app.texts, "surfaces", a);
  return [
    h("div", { class: "panel-head" }, h("p", { class: "kicker" }, say(lang, kind)), closer(app)),
    heading(app, actorName(lang, model, a)), correction(app, app.texts?.actorNotes[a] ?? null),
    h("dl", null, ...(home !== undefined && home !== a ? fact(say(lang, "country"), actorButton(app, home)) : []), ...fact(say(lang, "surfaces"), surfaces.join(lang === "ja" ? "、" : ", "))),
    ...section(say(lang, "together"), others.length ? [h("p", { class: "chips" }, ...others.map(([other]) => actorButton(app, other)))] : []),
    ...section(`${say(lang, "label")} (${list.length})${kind === "country" ? say(lang, "ofHome") : ""}`, longList(app, list)),
  ].filter((part) => part !== null);
}

const STEP_EVENTS = 100;

/** Events one below the other, a hundred at first, more on demand. @param {App} app @param {number[]} list @param {number} [from] @returns {Node[]} */
function longList(app, list, from = 0) {
  const shown = list.slice(from, from + STEP_EVENTS).map((e) => eventButton(app, e)), rest = list.length - from - STEP_EVENTS;
  if (rest <= 0) return shown;
  const more = button(`${say(app.lang, "more")} (${rest})`, () => more.replaceWith(...longList(app, list, from + STEP_EVENTS)), { class: "link more" });
  return [...shown, more];
}
