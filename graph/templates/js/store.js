/** What the page shows now, and who is told when it changes. */
import { choose, makeIndex, noConditions, takesPart } from "./filter.js";
import { eventsOfActors } from "./model.js";

/** @typedef {"filter" | "select" | "window" | "lanes" | "surface" | "view" | "texts"} Change */

/**
 * @typedef {object} App
 * @property {import("./model.js").Model} model
 * @property {import("./texts.js").Texts | null} texts
 * @property {import("./filter.js").Index} index
 * @property {import("./model.js").Ragged} ofActor
 * @property {import("./filter.js").Conditions} conditions
 * @property {Uint8Array} kept
 * @property {number} keptCount
 * @property {import("./lanes.js").LaneWishes} wishes
 * @property {string} view "timeline" | "network" | "list" | "sources"
 * @property {import("./words.js").Lang} lang
 * @property {string} title
 * @property {number} selected event, −1 for none
 * @property {number} actor selected actor, −1 for none
 * @property {number} line line to show in the sources, −1 for none
 * @property {number} t0
 * @property {number} t1
 * @property {(listener: (change: Change) => void) => void} on
 * @property {(change: Change) => void} tell
 */

/** @param {import("./model.js").Model} model @param {import("./words.js").Lang} lang @param {string} title @returns {App} */
export function makeApp(model, lang, title) {
  /** @type {((change: Change) => void)[]} */
  const listeners = [];
  return {
    model, texts: null, index: { labels: { text: "", at: new Int32Array(1) }, actors: { text: "", at: new Int32Array(1) }, lines: null },
    ofActor: { at: new Int32Array(model.actors.count + 1), v: new Int32Array(0) },
    conditions: noConditions(), kept: new Uint8Array(model.count).fill(1), keptCount: model.count,
    wishes: { pinned: [], hidden: new Set(), order: [] }, view: "timeline", lang, title, selected: -1, actor: -1, line: -1, t0: 0, t1: 1,
    on: (listener) => void listeners.push(listener),
    tell: (change) => listeners.forEach((listener) => listener(change)),
  };
}

/** What is needed for searching; done after the first frame. @param {App} app */
export function completeIndex(app) {
  app.ofActor = eventsOfActors(app.model);
  app.index = makeIndex(app.model, app.texts);
}

/** @param {App} app */
export function refilter(app) {
  app.kept = choose(app.model, app.texts, app.index, app.ofActor, app.conditions);
  app.keptCount = 0;
  for (let e = 0; e < app.kept.length; e++) app.keptCount += app.kept[e];
  app.tell("filter");
}

/** @param {App} app @param {number} e −1 for none */
export function selectEvent(app, e) {
  app.selected = e;
  app.actor = -1;
  app.tell("select");
}

/** @param {App} app @param {number} a −1 for none */
export function selectActor(app, a) {
  app.actor = a;
  app.selected = -1;
  app.tell("select");
}

/** Events of an actor, of a country its people's too, in the order of time. @param {App} app @param {number} a */
export function eventsOf(app, a) {
  const set = new Set([a]), found = [];
  for (let e = 0; e < app.model.count; e++) if (takesPart(app.model, e, set)) found.push(e);
  return found;
}

/** Events that stay bright: those of the selected actor, null when none is selected. @param {App} app */
export function litEvents(app) {
  return app.actor < 0 ? null : new Set(eventsOf(app, app.actor));
}

/** The next kept event in time, −1 where there is none. @param {App} app @param {number} e @param {number} by 1 or −1 */
export function beside(app, e, by) {
  const { byStart } = app.model;
  for (let i = byStart.indexOf(e) + by; i >= 0 && i < byStart.length; i += by) if (app.kept[byStart[i]]) return byStart[i];
  return -1;
}

/** @param {App} app @param {string} view */
export function showView(app, view) {
  app.view = view;
  app.tell("view");
}
