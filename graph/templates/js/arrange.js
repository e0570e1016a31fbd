/** Where each mark and label goes: lanes from top to bottom, rows inside them. */
import { OWN } from "./model.js";
import { MARK, UNIT, columnsOf, leastRows, packAll, packInto } from "./pack.js";

export const ROW = 2 * UNIT, AXIS = 46, PAD = 4;
/** Instead of a number of units: events with and without a day of their own lie in the same. */
const SHARED = -1;
/** Marks drawn one by one; what is more is density. */
export const MOST = 300;

/** @typedef {import("./pack.js").Item} Item */

/**
 * @typedef {object} Band
 * @property {number} lane
 * @property {number} y
 * @property {number} height
 * @property {number} own units of events with a day of their own, −1 where both kinds share them
 * @property {number} rows units in all
 */

/** @typedef {{ items: Item[], bands: Band[], height: number, origin: number, scale: number, partial: boolean }} Layout */

/** @typedef {(text: string) => number} Measure */

/** The text cut to a width. @param {string} text @param {number} most @param {Measure} measure */
export function cut(text, most, measure) {
  if (measure(text) <= most) return text;
  const chars = Array.from(text);
  let low = 0, high = chars.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(chars.slice(0, middle).join("") + "…") <= most) low = middle;
    else high = middle - 1;
  }
  return low < 4 ? "" : chars.slice(0, low).join("") + "…";
}

/** The end of the text that fits a width. @param {string} text @param {number} most @param {Measure} measure */
export function cutHead(text, most, measure) {
  const back = (/** @type {string} */ part) => Array.from(part).reverse().join("");
  return back(cut(back(text), most, measure));
}

/**
 * @param {import("./model.js").Model} model @param {number[]} chosen events, weightiest first @param {Int16Array} laneOf @param {number} laneCount
 * @param {{ origin: number, scale: number, height: number, widest: number, partial: boolean, name: (e: number) => string, used: Uint8Array }} view
 * @param {Measure} measure @returns {Layout}
 */
export function arrange(model, chosen, laneOf, laneCount, view, measure) {
  const dayWidth = view.scale;
  const items = chosen.filter((e) => laneOf[e] >= 0).map((e) => {
    const days = model.end[e] - model.start[e] + 1;
    const bar = days > 1 && days * dayWidth > MARK * 1.5 ? days * dayWidth - 2 : 0;
    const x = (model.start[e] - view.origin) * dayWidth + (bar ? 1 : Math.max(0, Math.min(dayWidth / 2, 10) - MARK / 2));
    const text = cut(view.name(e), view.widest, measure);
    const columns = bar ? 1 : columnsOf(dayWidth, Math.max(0, Math.min(dayWidth / 2, 10) - MARK / 2));
    return { e, lane: laneOf[e], x, bar, row: 0, tall: 2, columns, shift: 0, bare: false, left: false, text, textWidth: text ? measure(text) : 0 };
  });
  /** @type {{ own: Item[], report: Item[] }[]} */
  const lanes = Array.from({ length: laneCount }, () => ({ own: [], report: [] }));
  for (const item of items) lanes[item.lane][model.place[item.e] === OWN ? "own" : "report"].push(item);
  const room = Math.floor((view.height - AXIS - view.used.reduce((a, b) => a + b, 0) * PAD * 2) / UNIT);
  const byX = (/** @type {Item[]} */ list) => list.slice().sort((a, b) => a.x - b.x || a.e - b.e);
  const wish = lanes.map((lane) => [packAll(byX(lane.own)), packAll(byX(lane.report))]);
  const wished = wish.reduce((sum, [a, b]) => sum + Math.max(a + b, 2), 0);
  const place = new Map(items.map((item, i) => [item, i]));
  const rows = wished > room || view.partial ? squeeze(lanes, wish, room, byX, (item) => place.get(item) ?? 0) : wish;
  return { items, ...stack(rows, view, items, model), origin: view.origin, scale: view.scale, partial: view.partial };
}

/** Shares out the units there are: what the marks need, then a row of labels for each group in turn while there is room.
 * @param {{ own: Item[], report: Item[] }[]} lanes @param {number[][]} wish @param {number} room @param {(list: Item[]) => Item[]} byX
 * @param {(item: Item) => number} rank */
function squeeze(lanes, wish, room, byX, rank) {
  const byWeight = (/** @type {{ own: Item[], report: Item[] }} */ lane) => [...lane.own, ...lane.report].sort((a, b) => rank(a) - rank(b));
  const groups = lanes.flatMap((lane, i) => [lane.own, lane.report].map((list, k) => ({ list, wish: wish[i][k], rows: list.length ? leastRows(byX(list)) : 0 })));
  const taken = (/** @type {number} */ i) => groups[i * 2].rows + groups[i * 2 + 1].rows;
  // A lane is never lower than one row of labels.
  lanes.forEach((_, i) => {
    const only = groups[i * 2].rows ? groups[i * 2] : groups[i * 2 + 1];
    if (taken(i) === 1) only.rows = Math.min(2, only.wish);
  });
  let left = room - lanes.reduce((sum, _, i) => sum + Math.max(2, taken(i)), 0);
  for (let given = 1; given > 0 && left > 0; ) {
    given = 0;
    for (const group of groups) {
      const more = Math.min(group.rows % 2 ? 1 : 2, group.wish - group.rows, left);
      if (more <= 0) continue;
      group.rows += more;
      left -= more;
      given += more;
    }
  }
  return lanes.map((lane, i) => {
    const [own, report] = [groups[i * 2], groups[i * 2 + 1]];
    // One unit for each kind holds no label, two for both do.
    if (own.rows === 1 && report.rows === 1 && packInto(byWeight(lane), 2) === 2) return [SHARED, 2];
    for (const group of [own, report]) if (group.list.length) group.rows = packInto(group.list, group.rows);
    return [own.rows, report.rows];
  });
}

/** Bands from top to bottom; spare height is shared out. @param {number[][]} rows @param {{ height: number, used: Uint8Array }} view @param {Item[]} items
 * @param {import("./model.js").Model} model */
function stack(rows, view, items, model) {
  const units = rows.map(([own, report]) => Math.max(own, 0) + report);
  const heights = units.map((n, i) => (view.used[i] ? Math.max(n, 2) * UNIT + PAD * 2 : 0));
  const total = heights.reduce((a, b) => a + b, 0);
  const lanes = heights.filter(Boolean).length;
  const spare = lanes ? Math.max(0, Math.min(18, (view.height - AXIS - total) / lanes)) : 0;
  let y = AXIS;
  const bands = rows.map(([own], lane) => {
    const height = heights[lane] ? heights[lane] + spare : 0;
    const band = { lane, y, height, own, rows: units[lane] };
    y += height;
    return band;
  });
  for (const item of items) if (model.place[item.e] !== OWN) item.row += Math.max(rows[item.lane][0], 0);
  return { bands, height: y };
}

/** Upper edge of a unit. @param {Band} band @param {number} unit */
export function unitY(band, unit) {
  return band.y + (band.height - Math.max(band.rows, 2) * UNIT) / 2 + unit * UNIT;
}

/** Days of the shortest window that holds a share of the events. @param {Int32Array} days sorted @param {number} share */
function shortest(days, share) {
  const need = Math.max(1, Math.ceil(days.length * share));
  let least = Infinity;
  for (let i = 0; i + need <= days.length; i++) least = Math.min(least, days[i + need - 1] + 1 - days[i]);
  return least;
}

/** The window that opens: where most events lie, at least five days, with air around. A larger share of the events
 * is worth a longer window, but a few far away are not. @param {Int32Array} days sorted @returns {[number, number]} */
export function densest(days) {
  if (!days.length) return [0, 7];
  let span = 5, worth = -Infinity;
  for (let share = 0.7; share < 0.96; share += 0.05) {
    const length = Math.max(5, Math.ceil(shortest(days, share) * 1.25)), value = share - 0.07 * Math.log2(length / 5);
    if (value > worth) [span, worth] = [length, value];
  }
  let best = 0, most = 0;
  for (let i = 0, j = 0; i < days.length; i++) {
    while (j < days.length && days[j] < days[i] + span) j++;
    if (j - i > most) [best, most] = [i, j - i];
  }
  const from = days[best], last = days[best + most - 1] + 1;
  // Labels run to the right of their marks.
  const air = Math.max(0.3, span * 0.03);
  return [from - air, Math.max(last + span * 0.22, from + span * 0.8)];
}
