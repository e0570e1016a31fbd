/** The columns of the page as typed arrays. */

/** @typedef {{ at: Int32Array, v: Int32Array }} Ragged rows `v[at[i]] … v[at[i + 1]]` */

/** @param {{ n: number[], v: number[] }} data @returns {Ragged} */
export function ragged(data) {
  const at = new Int32Array(data.n.length + 1);
  for (let i = 0; i < data.n.length; i++) at[i + 1] = at[i] + data.n[i];
  return { at, v: Int32Array.from(data.v) };
}

/** @param {Ragged} rows @param {number} i */
export function row(rows, i) {
  return rows.v.subarray(rows.at[i], rows.at[i + 1]);
}

/** The text of a data element, unpacked where it is packed. @param {string} id @returns {Promise<any>} */
export async function readBlock(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`no data #${id}`);
  const text = node.textContent ?? "";
  const packed = node.getAttribute("type") === "application/gzip";
  node.textContent = "";
  if (!packed) return JSON.parse(text);
  const packedText = atob(text), bytes = new Uint8Array(packedText.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = packedText.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** Where an event stands: its own day, its report's day, or nowhere. */
export const OWN = 0, REPORT = 1, NOWHERE = 2;

/**
 * @typedef {object} Model
 * @property {number} count
 * @property {string[]} id
 * @property {string[]} label
 * @property {Uint8Array} type
 * @property {Uint8Array} quad
 * @property {Uint8Array} status
 * @property {Int8Array} basis
 * @property {Int8Array} grain
 * @property {Int32Array} start first day on the axis; for REPORT the report's day
 * @property {Int32Array} end last day, inclusive
 * @property {Uint8Array} place OWN, REPORT or NOWHERE
 * @property {(number | null)[]} published
 * @property {Int32Array} weight
 * @property {Ragged} agents
 * @property {Ragged} targets
 * @property {Ragged} speakers
 * @property {Ragged} causes
 * @property {{ count: number, id: string[], label: string[], kind: string[], country: (string | null)[], weight: number[] }} actors
 * @property {Map<string, number>} actorAt
 * @property {Map<string, number>} eventAt
 * @property {Int32Array} byStart events that stand on the axis, by first day
 * @property {Int32Array} byWeight the same, weightiest first
 * @property {number} longest days of the longest event
 * @property {Record<string, [string, string]>} names Japanese and English, of types and quad classes
 * @property {string[]} types
 * @property {string[]} quads
 * @property {string[]} statuses
 * @property {string[]} bases
 * @property {string[]} grains
 */

/** @param {any} core @returns {Model} */
export function makeModel(core) {
  const { events, actors } = core;
  const count = events.id.length;
  const start = new Int32Array(count), end = new Int32Array(count), place = new Uint8Array(count);
  let longest = 1;
  for (let i = 0; i < count; i++) {
    place[i] = events.start[i] !== null ? OWN : events.published[i] !== null ? REPORT : NOWHERE;
    start[i] = place[i] === OWN ? events.start[i] : (events.published[i] ?? 0);
    end[i] = place[i] === OWN ? (events.end[i] ?? events.start[i]) : start[i];
    longest = Math.max(longest, end[i] - start[i] + 1);
  }
  const weight = Int32Array.from(events.weight);
  const onAxis = Int32Array.from(start.keys()).filter((i) => place[i] !== NOWHERE);
  const byStart = onAxis.slice().sort((a, b) => start[a] - start[b] || a - b);
  // What has a day of its own and many lines goes first; the loudest classes before statements.
  const rank = Float64Array.from(start.keys(), (i) => weight[i] * 4 + (place[i] === OWN ? 3 : 0) + (core.quads[events.quad[i]] === "neutral" ? 0 : 1) + (events.agents.n[i] ? 1 : 0));
  // Equals are mixed (multiplicative hashing), or the earliest of a long time would stand for all of it.
  const mixed = (/** @type {number} */ e) => Math.imul(e + 1, 0x9e3779b1) >>> 0;
  const byWeight = onAxis.slice().sort((a, b) => rank[b] - rank[a] || mixed(a) - mixed(b));
  return {
    count, start, end, place, weight, byStart, byWeight, longest,
    id: events.id, label: events.label, published: events.published,
    type: Uint8Array.from(events.type), quad: Uint8Array.from(events.quad), status: Uint8Array.from(events.status),
    basis: Int8Array.from(events.basis), grain: Int8Array.from(events.grain),
    agents: ragged(events.agents), targets: ragged(events.targets), speakers: ragged(events.speakers), causes: ragged(events.causes),
    actors: { count: actors.id.length, ...actors },
    actorAt: new Map(actors.id.map((/** @type {string} */ id, /** @type {number} */ i) => [id, i])),
    eventAt: new Map(events.id.map((/** @type {string} */ id, /** @type {number} */ i) => [id, i])),
    names: core.names, types: core.types, quads: core.quads, statuses: core.statuses, bases: core.bases, grains: core.grains,
  };
}

/** Agents, targets and speakers of an event, each once. @param {Model} model @param {number} e */
export function involved(model, e) {
  return [...new Set([...row(model.agents, e), ...row(model.targets, e), ...row(model.speakers, e)])];
}

/** Events that an event is a cause of. @param {Model} model @param {number} e */
export function effectsOf(model, e) {
  const { at, v } = model.causes;
  /** @type {number[]} */
  const found = [];
  for (let other = 0, i = 0; i < v.length; i++) {
    while (at[other + 1] <= i) other++;
    if (v[i] === e && found[found.length - 1] !== other) found.push(other);
  }
  return found;
}

/** Events of each actor in the order of time. @param {Model} model @returns {Ragged} */
export function eventsOfActors(model) {
  /** @type {number[][]} */
  const lists = Array.from({ length: model.actors.count }, () => []);
  for (let e = 0; e < model.count; e++) for (const a of involved(model, e)) lists[a].push(e);
  return ragged({ n: lists.map((l) => l.length), v: lists.flat() });
}
