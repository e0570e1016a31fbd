/** Which events are shown: search words and conditions. */
import { NOWHERE, involved, row } from "./model.js";

/**
 * @typedef {object} Conditions
 * @property {string} q
 * @property {Set<number>} types
 * @property {Set<number>} statuses
 * @property {Set<number>} places OWN, REPORT, NOWHERE
 * @property {Set<number>} bases
 * @property {Set<number>} involving actors or countries, any of which takes part
 * @property {string} source page or source name, "" for all
 * @property {number | null} since
 * @property {number | null} until
 */

/** @returns {Conditions} */
export function noConditions() {
  return { q: "", types: new Set(), statuses: new Set(), places: new Set(), bases: new Set(), involving: new Set(), source: "", since: null, until: null };
}

/** How many kinds of condition are set. @param {Conditions} c */
export function countConditions(c) {
  return [c.types.size, c.statuses.size, c.places.size, c.bases.size, c.involving.size, c.source, c.since !== null, c.until !== null].filter(Boolean).length;
}

/** One spelling for searching. @param {string} text */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** Many texts in one string, so that a search is one pass. @param {string[]} texts */
export function haystack(texts) {
  const at = new Int32Array(texts.length + 1);
  const parts = texts.map(fold);
  for (let i = 0; i < parts.length; i++) at[i + 1] = at[i] + parts[i].length + 1;
  return { text: parts.join("\n") + "\n", at };
}

/** Calls back with the index of every text that holds the word. @param {{ text: string, at: Int32Array }} hay @param {string} word @param {(i: number) => void} found */
export function scan(hay, word, found) {
  for (let pos = hay.text.indexOf(word); pos >= 0; ) {
    let low = 0, high = hay.at.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (hay.at[middle] <= pos) low = middle;
      else high = middle - 1;
    }
    found(low);
    pos = hay.text.indexOf(word, hay.at[low + 1]);
  }
}

/**
 * @typedef {object} Index
 * @property {{ text: string, at: Int32Array }} labels
 * @property {{ text: string, at: Int32Array }} actors
 * @property {{ text: string, at: Int32Array } | null} lines null until the texts are read
 */

/** @param {import("./model.js").Model} model @param {import("./model.js").Texts | null} texts @returns {Index} */
export function makeIndex(model, texts) {
  return {
    labels: haystack(model.label),
    actors: haystack(model.actors.label.map((label, i) => [label, ...(texts?.surfaces[i] ?? [])].join(" "))),
    lines: texts ? haystack(texts.lines.text) : null,
  };
}

/** Events that hold every word in label, actors or source text, null for no word. @param {import("./model.js").Model} model
 * @param {import("./model.js").Texts | null} texts @param {Index} index @param {import("./model.js").Ragged} ofActor @param {string} q */
export function searchEvents(model, texts, index, ofActor, q) {
  /** @type {Uint8Array | null} */
  let hits = null;
  for (const word of fold(q).split(/\s+/).filter(Boolean)) {
    const now = new Uint8Array(model.count);
    scan(index.labels, word, (e) => (now[e] = 1));
    scan(index.actors, word, (a) => row(ofActor, a).forEach((e) => (now[e] = 1)));
    if (texts && index.lines) {
      scan(index.lines, word, (l) => {
        for (let m = texts.lineEventsAt[l]; m < texts.lineEventsAt[l + 1]; m++) now[texts.eventOfMention[texts.lineEvents[m]]] = 1;
      });
    }
    if (hits) for (let e = 0; e < now.length; e++) now[e] &= hits[e];
    hits = now;
  }
  return hits;
}

/** Where a line comes from. @param {any} lines @param {number} l */
export function sourceOf(lines, l) {
  return lines.source[l] ?? lines.page[l];
}

/** 1 for every event that meets the conditions. @param {import("./model.js").Model} model @param {import("./model.js").Texts | null} texts
 * @param {Index} index @param {import("./model.js").Ragged} ofActor @param {Conditions} c @returns {Uint8Array} */
export function choose(model, texts, index, ofActor, c) {
  const kept = searchEvents(model, texts, index, ofActor, c.q) ?? new Uint8Array(model.count).fill(1);
  const has = (/** @type {Set<number>} */ set, /** @type {number} */ value) => set.size === 0 || set.has(value);
  for (let e = 0; e < model.count; e++) {
    if (!kept[e]) continue;
    const inTime = model.place[e] === NOWHERE ? c.since === null && c.until === null : (c.since === null || model.end[e] >= c.since) && (c.until === null || model.start[e] <= c.until);
    const ok = inTime && has(c.types, model.type[e]) && has(c.statuses, model.status[e]) && has(c.places, model.place[e]) && has(c.bases, model.basis[e]);
    kept[e] = ok && (c.involving.size === 0 || takesPart(model, e, c.involving)) && (!c.source || comesFrom(texts, e, c.source)) ? 1 : 0;
  }
  return kept;
}

/** An actor takes part, a country also through its people and bodies. @param {import("./model.js").Model} model @param {number} e @param {Set<number>} set */
export function takesPart(model, e, set) {
  for (const a of involved(model, e)) {
    if (set.has(a)) return true;
    const code = model.actors.country[a];
    const home = code ? model.actorAt.get(code) : undefined;
    if (home !== undefined && set.has(home)) return true;
  }
  return false;
}

/** @param {import("./model.js").Texts | null} texts @param {number} e @param {string} source */
function comesFrom(texts, e, source) {
  if (!texts) return true;
  const mentions = row(texts.mentions, e);
  for (let m = 0; m < mentions.length; m += 4) if (sourceOf(texts.lines, mentions[m]) === source) return true;
  return false;
}

