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

/** Events that stand on the axis by first day; they come so, unless somebody else wrote the file. @param {Int32Array} start @param {Uint8Array} place */
function inOrder(start, place) {
  const all = new Int32Array(start.length);
  let n = 0;
  for (let i = 0; i < all.length; i++) if (place[i] !== NOWHERE) all[n++] = i;
  const found = all.slice(0, n);
  for (let k = 1; k < found.length; k++) if (start[found[k - 1]] > start[found[k]]) return found.sort((a, b) => start[a] - start[b] || a - b);
  return found;
}

/** Events by falling rank. Equals are spread by steps of the golden ratio, or the earliest of a long time would stand for
 * all of it. @param {Int32Array} events @param {Int32Array} rank */
function ranked(events, rank) {
  const n = events.length, step = coprime(Math.max(1, Math.round(n * 0.618)), n);
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, rank[events[i]]);
  const at = new Int32Array(most + 2), sorted = new Int32Array(n);
  for (let i = 0; i < n; i++) at[most - rank[events[i]] + 1]++;
  for (let r = 1; r < at.length; r++) at[r] += at[r - 1];
  for (let i = 0, k = 0; i < n; i++, k = (k + step) % n) sorted[at[most - rank[events[k]]]++] = events[k];
  return sorted;
}

/** The first number from `step` on that shares no divisor with `n`. @param {number} step @param {number} n @returns {number} */
function coprime(step, n) {
  const divisor = (/** @type {number} */ a, /** @type {number} */ b) => {
    while (b) [a, b] = [b, a % b];
    return a;
  };
  while (divisor(step, n) > 1) step++;
  return step;
}

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
  const byStart = inOrder(start, place);
  // What has a day of its own and many lines goes first; the loudest classes before statements.
  const neutral = core.quads.indexOf("neutral"), rank = new Int32Array(count);
  for (let i = 0; i < count; i++) rank[i] = Math.max(0, weight[i]) * 4 + (place[i] === OWN ? 3 : 0) + (events.quad[i] === neutral ? 0 : 1) + (events.agents.n[i] ? 1 : 0);
  const byWeight = ranked(byStart, rank);
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
  const at = new Int32Array(model.actors.count + 1), last = new Int32Array(model.actors.count).fill(-1), all = [model.agents, model.targets, model.speakers];
  /** Each actor of each event once. @param {(a: number, e: number) => void} act */
  const each = (act) => {
    last.fill(-1);
    for (let e = 0; e < model.count; e++) {
      for (const { at: from, v } of all) {
        for (let i = from[e]; i < from[e + 1]; i++) if (last[v[i]] !== e) act(v[i], (last[v[i]] = e));
      }
    }
  };
  each((a) => at[a + 1]++);
  for (let a = 1; a < at.length; a++) at[a] += at[a - 1];
  const fill = at.slice(), v = new Int32Array(at[at.length - 1]);
  each((a, e) => (v[fill[a]++] = e));
  return { at, v };
}
