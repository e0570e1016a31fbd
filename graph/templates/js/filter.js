/** Which events are shown: search words and conditions. */
import { NOWHERE, involved, row } from "./model.js";
import { haystack, sourceOf, wordsOf } from "./texts.js";
import { fold } from "./words.js";

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

/** Calls back with the index of every text that holds the word. @param {{ text: string, at: Int32Array }} hay @param {string} word @param {(i: number) => void} found */
export function scan(hay, word, found) {
  let i = 0;
  for (let pos = hay.text.indexOf(word); pos >= 0; ) {
    while (hay.at[i + 1] <= pos) i++;
    found(i);
    pos = hay.text.indexOf(word, hay.at[i + 1]);
  }
}

/**
 * @typedef {object} Index
 * @property {{ text: string, at: Int32Array }} labels
 * @property {{ text: string, at: Int32Array }} actors
 * @property {{ text: string, at: Int32Array } | null} lines null until the texts are read
 */

/** @param {import("./model.js").Model} model @param {import("./texts.js").Texts | null} texts @returns {Index} */
export function makeIndex(model, texts) {
  return {
    labels: haystack(model.label),
    actors: haystack(model.actors.label.map((label, i) => [label, ...wordsOf(texts, "surfaces", i)].join(" "))),
    lines: texts?.hay ?? null,
  };
}

/** Events that hold every word in label, actors or source text, null for no word. @param {import("./model.js").Model} model
 * @param {import("./texts.js").Texts | null} texts @param {Index} index @param {import("./model.js").Ragged} ofActor @param {string} q */
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

/** 1 for every event that meets the conditions. @param {import("./model.js").Model} model @param {import("./texts.js").Texts | null} texts
 * @param {Index} index @param {import("./model.js").Ragged} ofActor @param {Conditions} c @returns {Uint8Array} */
export function choose(model, texts, index, ofActor, c) {
  const kept = searchEvents(model, texts, index, ofActor, c.q) ?? new Uint8Array(model.count).fill(1);
  if (countConditions(c) === 0) return kept;
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

/** @param {import("./texts.js").Texts | null} texts @param {number} e @param {string} source */
function comesFrom(texts, e, source) {
  if (!texts) return true;
  const mentions = row(texts.mentions, e);
  for (let m = 0; m < mentions.length; m += 4) if (sourceOf(texts, mentions[m]) === source) return true;
  return false;
}

