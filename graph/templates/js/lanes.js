/** Lanes: countries and main actors by weight; who has none shares one, events without anybody have their own. */
import { NOWHERE, involved } from "./model.js";

/**
 * @typedef {object} Lane
 * @property {string} key "country-like group" g…, actor a…, "other", "none"
 * @property {number} actor index, −1 for other and none
 * @property {boolean} sub an actor below its country
 * @property {boolean} pinned
 * @property {number} count events
 */

/** @typedef {{ pinned: number[], hidden: Set<string>, order: string[] }} LaneWishes */

/** The country's node of an actor, else the actor itself. @param {import("./model.js").Model} model @param {number} a */
export function home(model, a) {
  const code = model.actors.country[a];
  const node = code ? model.actorAt.get(code) : undefined;
  return node ?? a;
}

/** Who an event is filed under: its first agent, else speaker, else target. @param {import("./model.js").Model} model @param {number} e */
export function chief(model, e) {
  for (const rows of [model.agents, model.speakers, model.targets]) {
    if (rows.at[e + 1] > rows.at[e]) return rows.v[rows.at[e]];
  }
  return -1;
}

/** @param {Int32Array} counts @param {Int32Array} weight @param {(i: number) => boolean} test */
function weightyActors(counts, weight, test) {
  return [...counts.keys()].filter((i) => counts[i] > 0 && test(i)).sort((a, b) => counts[b] - counts[a] || weight[b] - weight[a] || a - b);
}

/** @param {import("./model.js").Model} model @param {number} most @param {LaneWishes} wishes @returns {{ lanes: Lane[], of: Int16Array }} */
export function makeLanes(model, most, wishes) {
  const n = model.actors.count;
  const groups = new Int32Array(n), singles = new Int32Array(n);
  const chiefs = new Int32Array(model.count);
  for (let e = 0; e < model.count; e++) chiefs[e] = model.place[e] === NOWHERE ? -2 : chief(model, e);
  for (const a of chiefs) {
    if (a < 0) continue;
    groups[home(model, a)]++;
    singles[a]++;
  }
  const weight = Int32Array.from(model.actors.weight);
  const order = weightyActors(groups, weight, () => true);
  const top = order.length <= most ? order : order.slice(0, most - 1);
  const floor = Math.max(4, model.count / 25);
  const subs = weightyActors(singles, weight, (a) => home(model, a) !== a && top.includes(home(model, a)) && singles[a] >= floor && singles[a] < groups[home(model, a)]);
  const chosen = subs.slice(0, Math.max(1, Math.round(most / 3)));
  /** @type {Lane[]} */
  let lanes = wishes.pinned.map((actor) => ({ key: `a${model.actors.id[actor]}`, actor, sub: false, pinned: true, count: 0 }));
  for (const actor of top) {
    lanes.push({ key: `g${model.actors.id[actor]}`, actor, sub: false, pinned: false, count: 0 });
    for (const sub of chosen) {
      if (home(model, sub) === actor && !wishes.pinned.includes(sub)) lanes.push({ key: `a${model.actors.id[sub]}`, actor: sub, sub: true, pinned: false, count: 0 });
    }
  }
  lanes = reorder(lanes, wishes.order);
  lanes.push({ key: "other", actor: -1, sub: false, pinned: false, count: 0 }, { key: "none", actor: -1, sub: false, pinned: false, count: 0 });
  const of = assign(model, lanes, chiefs);
  return { lanes: lanes.filter((lane) => lane.count > 0), of: compact(lanes, of, wishes.hidden) };
}

/** @param {Lane[]} lanes @param {string[]} order keys that the user moved, in his order */
function reorder(lanes, order) {
  const rank = new Map(order.map((key, i) => [key, i]));
  return lanes.map((lane, i) => ({ lane, at: rank.get(lane.key) ?? i })).sort((a, b) => a.at - b.at).map(({ lane }) => lane);
}

/** @param {import("./model.js").Model} model @param {Lane[]} lanes @param {Int32Array} chiefs */
function assign(model, lanes, chiefs) {
  const ofActor = new Int16Array(model.actors.count).fill(-1);
  lanes.forEach((lane, i) => lane.key[0] === "g" && (ofActor[lane.actor] = i));
  for (let a = 0; a < ofActor.length; a++) if (ofActor[a] < 0) ofActor[a] = ofActor[home(model, a)];
  lanes.forEach((lane, i) => lane.key[0] === "a" && lane.actor >= 0 && (ofActor[lane.actor] = i));
  const pins = new Map(lanes.flatMap((lane, i) => (lane.pinned ? [[lane.actor, i]] : [])));
  const of = new Int16Array(model.count).fill(-1);
  for (let e = 0; e < model.count; e++) {
    if (chiefs[e] === -2) continue;
    const pin = pins.size ? involved(model, e).find((a) => pins.has(a)) : undefined;
    const at = pin !== undefined ? Number(pins.get(pin)) : chiefs[e] < 0 ? lanes.length - 1 : ofActor[chiefs[e]];
    of[e] = at < 0 ? lanes.length - 2 : at;
    lanes[of[e]].count++;
  }
  return of;
}

/** Numbers of the lanes that are left; −1 for events of hidden lanes. @param {Lane[]} lanes @param {Int16Array} of @param {Set<string>} hidden */
function compact(lanes, of, hidden) {
  let next = 0;
  const to = lanes.map((lane) => {
    if (lane.count === 0) return -1;
    return hidden.has(lane.key) ? (next++, -1) : next++;
  });
  return of.map((at) => (at < 0 ? -1 : to[at]));
}
