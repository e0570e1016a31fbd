/** Where each mark and label goes: rows inside lanes, greedily, nothing over anything. */
import { OWN } from "./model.js";

export const ROW = 19, MARK = 14, GAP = 10, AXIS = 46, PAD = 4;
/** Longest label on the left of a mark, in pixels. */
const WIDEST_LEFT = 260;
/** Marks drawn one by one; what is more is density. */
export const MOST = 300;

/**
 * @typedef {object} Item
 * @property {number} e
 * @property {number} lane
 * @property {number} x left end in pixels from the origin day
 * @property {number} bar width of its interval in pixels, 0 for a mark
 * @property {number} row
 * @property {number} columns marks that fit side by side in its day
 * @property {number} shift pixels that the mark stands right of `x`, inside its day
 * @property {boolean} left its label stands on the left
 * @property {boolean} bare its label found no room
 * @property {string} text label as drawn, "" for none
 * @property {number} textWidth
 */

/**
 * @typedef {object} Band
 * @property {number} lane
 * @property {number} y
 * @property {number} height
 * @property {number} own rows of events with a day of their own
 * @property {number} rows
 */

/** @typedef {{ items: Item[], bands: Band[], height: number, origin: number, scale: number, partial: boolean }} Layout */

/** @typedef {(text: string) => number} Measure */

/** Rows with what is taken in each. */
class Rows {
  constructor() {
    /** @type {number[][]} */
    this.taken = [];
  }
  /** @param {number} r @param {number} x0 @param {number} x1 */
  free(r, x0, x1) {
    const row = this.taken[r];
    if (!row) return true;
    for (let i = 0; i < row.length; i += 2) if (x0 < row[i + 1] && x1 > row[i]) return false;
    return true;
  }
  /** First free row from `from` below `cap`, taken; −1 when there is none. @param {number} x0 @param {number} x1 @param {number} cap */
  place(x0, x1, cap) {
    for (let r = 0; r < cap; r++) {
      if (!this.free(r, x0, x1)) continue;
      this.take(r, x0, x1);
      return r;
    }
    return -1;
  }
  /** @param {number} r @param {number} x0 @param {number} x1 */
  take(r, x0, x1) {
    (this.taken[r] ??= []).push(x0, x1);
  }
}

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

/** @param {Item} item */
function labelEnd(item) {
  return Math.max(item.x + item.bar, item.x + MARK + item.textWidth + GAP);
}

/** Rows for one group when there is room for every label. @param {Item[]} items by x */
function packAll(items) {
  const rows = new Rows();
  for (const item of items) item.row = rows.place(item.x, labelEnd(item), Infinity);
  return rows.taken.length;
}

/** A mark without label goes to the first free place of its day: within the day its x has no meaning.
 * @param {Rows} rows @param {Item} item @param {number} cap */
function placeMark(rows, item, cap) {
  for (let r = 0; r < cap; r++) {
    for (let k = 0; k < item.columns; k++) {
      const x = item.x + k * MARK;
      if (!rows.free(r, x, x + Math.max(item.bar, MARK))) continue;
      rows.take(r, x, x + Math.max(item.bar, MARK));
      Object.assign(item, { row: r, shift: k * MARK, bare: item.bar < MARK + item.textWidth });
      return true;
    }
  }
  return false;
}

/** A label on the left of its mark, which stands first in its day. @param {Rows} rows @param {Item} item @param {number} cap */
function placeLeft(rows, item, cap) {
  if (!item.text || item.columns < 3 || item.textWidth > WIDEST_LEFT) return false;
  const [x0, x1] = [item.x - item.textWidth - GAP, item.x + MARK];
  for (let r = 0; r < cap; r++) {
    if (!rows.free(r, x0, x1)) continue;
    rows.take(r, x0, x1);
    Object.assign(item, { row: r, shift: 0, left: true });
    return true;
  }
  return false;
}

/** @param {Rows} rows @param {Item} item @param {number} cap */
function placeRight(rows, item, cap) {
  // The first column of a wide day is left to a mark with its label on the left.
  const shift = item.columns >= 3 ? MARK : 0;
  Object.assign(item, { shift, bare: false, left: false, row: item.text ? rows.place(item.x + shift, labelEnd(item) + shift, cap) : -1 });
  return item.row >= 0;
}

/** Rows for one group within `cap`: labels as far as there is room, every mark in any case. @param {Item[]} items weightiest first @param {number} cap */
function packInto(items, cap) {
  for (let labelled = cap; labelled >= 0; labelled--) {
    const rows = new Rows();
    const waiting = items.filter((item) => !placeRight(rows, item, labelled)).filter((item) => !placeLeft(rows, item, labelled));
    const last = labelled === 0 ? Infinity : cap;
    if (waiting.every((item) => placeMark(rows, item, last))) return rows.taken.length;
  }
  return cap;
}

/** Rows that marks alone need. @param {Item[]} items by x */
function leastRows(items) {
  const rows = new Rows();
  for (const item of items) placeMark(rows, item, Infinity);
  return rows.taken.length;
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
    const columns = bar ? 1 : Math.max(1, Math.floor((dayWidth - 6) / MARK));
    return { e, lane: laneOf[e], x, bar, row: 0, columns, shift: 0, bare: false, left: false, text, textWidth: text ? measure(text) : 0 };
  });
  /** @type {{ own: Item[], report: Item[] }[]} */
  const lanes = Array.from({ length: laneCount }, () => ({ own: [], report: [] }));
  for (const item of items) lanes[item.lane][model.place[item.e] === OWN ? "own" : "report"].push(item);
  const room = Math.floor((view.height - AXIS - laneCount * PAD * 2) / ROW);
  const byX = (/** @type {Item[]} */ list) => list.slice().sort((a, b) => a.x - b.x || a.e - b.e);
  const wish = lanes.map((lane) => [packAll(byX(lane.own)), packAll(byX(lane.report))]);
  const wished = wish.reduce((sum, [a, b]) => sum + Math.max(a + b, 1), 0);
  const rows = wished > room || view.partial ? squeeze(lanes, wish, room, byX) : wish;
  return { items, ...stack(rows, view, items, model), origin: view.origin, scale: view.scale, partial: view.partial };
}

/** Shares out the rows there are: what the marks need, then the groups that lack least, so that most labels are whole.
 * @param {{ own: Item[], report: Item[] }[]} lanes @param {number[][]} wish @param {number} room @param {(list: Item[]) => Item[]} byX */
function squeeze(lanes, wish, room, byX) {
  const groups = lanes.flatMap((lane, i) => [lane.own, lane.report].map((list, k) => ({ list, wish: wish[i][k], rows: list.length ? leastRows(byX(list)) : 0 })));
  let left = room - lanes.reduce((sum, _, i) => sum + Math.max(1, groups[i * 2].rows + groups[i * 2 + 1].rows), 0);
  // The large groups get two labels before the small ones are made whole.
  for (const group of groups) {
    if (left <= 0 || group.list.length < 5 || group.wish <= group.rows) continue;
    group.rows++;
    left--;
  }
  for (const group of groups.slice().sort((a, b) => a.wish - a.rows - (b.wish - b.rows))) {
    const more = Math.min(group.wish - group.rows, Math.max(0, left));
    group.rows += more;
    left -= more;
  }
  for (const group of groups) if (group.list.length) group.rows = packInto(group.list, group.rows);
  return lanes.map((_, i) => [groups[i * 2].rows, groups[i * 2 + 1].rows]);
}

/** Bands from top to bottom; spare height is shared out. @param {number[][]} rows @param {{ height: number, used: Uint8Array }} view @param {Item[]} items
 * @param {import("./model.js").Model} model */
function stack(rows, view, items, model) {
  const heights = rows.map(([own, report], i) => (view.used[i] ? Math.max(own + report, 1) * ROW + PAD * 2 : 0));
  const total = heights.reduce((a, b) => a + b, 0);
  const lanes = heights.filter(Boolean).length;
  const spare = lanes ? Math.max(0, Math.min(18, (view.height - AXIS - total) / lanes)) : 0;
  let y = AXIS;
  const bands = rows.map(([own, report], lane) => {
    const height = heights[lane] ? heights[lane] + spare : 0;
    const band = { lane, y, height, own, rows: own + report };
    y += height;
    return band;
  });
  for (const item of items) if (model.place[item.e] !== OWN) item.row += rows[item.lane][0];
  return { bands, height: y };
}

/** Middle of a row. @param {Band} band @param {number} row */
export function rowY(band, row) {
  const used = Math.max(band.rows, 1) * ROW;
  return band.y + (band.height - used) / 2 + row * ROW + ROW / 2;
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
  for (let share = 0.5; share < 0.96; share += 0.05) {
    const length = Math.max(5, Math.ceil(shortest(days, share) * 1.25)), value = share - 0.1 * Math.log2(length / 5);
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
