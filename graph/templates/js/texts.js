/** What the page's first frame does not need: source lines, spans, mentions, reasons. */
import { ragged, row } from "./model.js";
import { fold } from "./words.js";

/**
 * @typedef {object} Texts
 * @property {number} lines how many
 * @property {any} columns of the lines, indices of `words`
 * @property {{ text: string, at: Int32Array }} hay every line's folded text, for searching
 * @property {Map<number, string>} unfolded the lines that folding changed, as they were
 * @property {import("./model.js").Ragged} marks
 * @property {import("./model.js").Ragged} mentions
 * @property {Int32Array} eventOfMention
 * @property {Int32Array} lineEventsAt
 * @property {Int32Array} lineEvents mentions by line
 * @property {import("./model.js").Ragged} reasons
 * @property {Int32Array} value
 * @property {import("./model.js").Ragged} places
 * @property {import("./model.js").Ragged} surfaces
 * @property {Record<string, [string, string, number][]>} readings
 * @property {Record<string, string>} notes what was corrected by hand, by event
 * @property {Record<string, string>} actorNotes the same by actor
 * @property {string[]} words
 */

/** @typedef {{ id: string, text: string, page: string, kind: string, published: number | null, basis: string, title: string, url: string, source: string }} Line */

/** Many texts in one string, so that a search is one pass; `changed` are those that folding changed, as they were. @param {string[]} texts */
export function haystack(texts) {
  const at = new Int32Array(texts.length + 1);
  const parts = texts.map(fold), changed = new Map();
  for (let i = 0; i < parts.length; i++) {
    at[i + 1] = at[i] + parts[i].length + 1;
    if (parts[i] !== texts[i]) changed.set(i, texts[i]);
  }
  return { text: parts.join("\n") + "\n", at, changed };
}

/** @param {any} data @param {import("./model.js").Model} model @returns {Texts} */
export function makeTexts(data, model) {
  const { text, marks, ...rest } = data.lines;
  const mentions = ragged(data.mentions), hay = haystack(text);
  // Most texts are kept once, in the haystack; only what folding changed is kept as it was, too.
  const columns = Object.fromEntries(Object.entries(rest).map(([name, list]) => [name, name === "published" ? list : Int32Array.from(list)]));
  return {
    lines: text.length, columns, hay, unfolded: hay.changed, marks: ragged(marks), mentions, ...byLine(mentions, text.length, model),
    reasons: ragged(data.reasons), value: Int32Array.from(data.value), places: ragged(data.places), surfaces: ragged(data.surfaces), readings: data.readings, notes: data.notes, actorNotes: data.actor_notes, words: data.words,
  };
}

/** @param {import("./model.js").Ragged} mentions @param {number} lines @param {import("./model.js").Model} model */
function byLine(mentions, lines, model) {
  const total = mentions.v.length / 4;
  const eventOfMention = new Int32Array(total), lineEvents = new Int32Array(total), lineEventsAt = new Int32Array(lines + 1);
  for (let e = 0; e < model.count; e++) {
    for (let m = mentions.at[e] / 4; m < mentions.at[e + 1] / 4; m++) {
      eventOfMention[m] = e;
      lineEventsAt[mentions.v[m * 4] + 1]++;
    }
  }
  for (let i = 1; i <= lines; i++) lineEventsAt[i] += lineEventsAt[i - 1];
  const fill = lineEventsAt.slice();
  for (let m = 0; m < total; m++) lineEvents[fill[mentions.v[m * 4]]++] = m;
  return { eventOfMention, lineEvents, lineEventsAt };
}

/** @param {Texts} texts @param {number} l @returns {Line} */
export function lineAt(texts, l) {
  const { columns, words } = texts;
  const word = (/** @type {string} */ name) => words[columns[name][l]] ?? "";
  const text = texts.unfolded.get(l) ?? texts.hay.text.slice(texts.hay.at[l], texts.hay.at[l + 1] - 1);
  return { id: lineId(texts, l), text, page: word("page"), kind: word("kind"), published: columns.published[l], basis: word("basis"), title: word("title"), url: word("url"), source: word("source") };
}

/** @param {Texts} texts @param {number} l */
export function lineId(texts, l) {
  return `${texts.words[texts.columns.stem[l]] ?? ""}:${texts.columns.number[l]}`;
}

/** A line's place in the reader's words; a long name of a page is shortened. @param {Texts} texts @param {number} l @param {import("./words.js").Lang} lang */
export function linePlace(texts, l, lang) {
  const stem = texts.words[texts.columns.stem[l]] ?? "", page = stem.length > 20 ? `${stem.slice(0, 12)}…` : stem, n = texts.columns.number[l];
  return lang === "ja" ? `${page} ${n}行目` : `${page}, line ${n}`;
}

/** Where a line comes from: its source, else its page. @param {Texts} texts @param {number} l */
export function sourceOf(texts, l) {
  return texts.words[texts.columns.source[l]] ?? texts.words[texts.columns.page[l]] ?? "";
}

/** @param {Texts | null} texts @param {"reasons" | "places" | "surfaces"} name @param {number} i */
export function wordsOf(texts, name, i) {
  return texts ? Array.from(row(texts[name], i), (at) => texts.words[at]) : [];
}

/** An event's date as EDTF. @param {Texts | null} texts @param {number} e */
export function valueOf(texts, e) {
  return texts?.words[texts.value[e]] ?? null;
}
