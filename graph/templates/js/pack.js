/** Rows inside a lane: greedily, nothing over anything. Labels and bars are two units high, marks alone one. */

export const UNIT = 10, MARK = 14, GAP = 10;
/** Pixels between marks that stand side by side without labels. */
export const PITCH = 12;
/** Longest label on the left of a mark, in pixels. */
const WIDEST_LEFT = 260;

/**
 * @typedef {object} Item
 * @property {number} e
 * @property {number} lane
 * @property {number} x left end in pixels from the origin day
 * @property {number} bar width of its interval in pixels, 0 for a mark
 * @property {number} row first unit from the top of its lane
 * @property {number} tall units
 * @property {number} columns marks that fit side by side in its day
 * @property {number} shift pixels that the mark stands right of `x`, inside its day
 * @property {boolean} left its label stands on the left
 * @property {boolean} bare its label found no room
 * @property {string} text label as drawn, "" for none
 * @property {number} textWidth
 */

/** Units with what is taken in each. */
class Rows {
  constructor() {
    /** @type {number[][]} */
    this.taken = [];
  }

  /** @param {number} r @param {number} tall @param {number} x0 @param {number} x1 */
  free(r, tall, x0, x1) {
    for (let k = r; k < r + tall; k++) {
      const row = this.taken[k] ?? [];
      for (let i = 0; i < row.length; i += 2) if (x0 < row[i + 1] && x1 > row[i]) return false;
    }
    return true;
  }

  /** First free place below `cap`, taken; −1 when there is none. @param {number} tall @param {number} x0 @param {number} x1 @param {number} cap */
  place(tall, x0, x1, cap) {
    for (let r = 0; r + tall <= cap; r += tall) if (this.takeIfFree(r, tall, x0, x1)) return r;
    return -1;
  }

  /** @param {number} r @param {number} tall @param {number} x0 @param {number} x1 */
  takeIfFree(r, tall, x0, x1) {
    if (!this.free(r, tall, x0, x1)) return false;
    for (let k = r; k < r + tall; k++) (this.taken[k] ??= []).push(x0, x1);
    return true;
  }
}

/** Whether a bar's label lies inside it. @param {Item} item */
export function labelInside(item) {
  return item.bar >= item.textWidth + 12;
}

/** @param {Item} item */
function labelEnd(item) {
  if (!item.bar) return item.x + MARK + item.textWidth + GAP;
  return labelInside(item) ? item.x + item.bar : item.x + item.bar + 4 + item.textWidth + GAP;
}

/** Units for one group when there is room for every label. @param {Item[]} items by x */
export function packAll(items) {
  const rows = new Rows();
  for (const item of items) Object.assign(item, { tall: 2, row: rows.place(2, item.x, labelEnd(item), Infinity) });
  return rows.taken.length;
}

/** A mark without label goes to the first free place of its day: within the day its x has no meaning.
 * @param {Rows} rows @param {Item} item @param {number} cap */
function placeMark(rows, item, cap) {
  const tall = item.bar ? 2 : 1;
  for (let r = 0; r + tall <= cap; r++) {
    for (let k = 0; k < item.columns; k++) {
      const x = item.x + k * PITCH;
      if (!rows.takeIfFree(r, tall, x, x + (item.bar || PITCH))) continue;
      Object.assign(item, { row: r, tall, shift: k * PITCH, bare: !item.bar || !labelInside(item) });
      return true;
    }
  }
  return false;
}

/** Ways to stand with a label: right of a mark in the first or second column of its day, left of one in the first. */
const RIGHT = 0, ASIDE = 1, LEFT = 2;

/** @param {Item} item @returns {number[]} ways to try, best first */
function ways(item) {
  if (!item.text) return [];
  if (item.bar) return [RIGHT];
  const left = item.textWidth <= WIDEST_LEFT ? [LEFT] : [];
  // In a wide day all stand in the second column, so that the first is free for labels on the left.
  return item.columns >= 3 ? [ASIDE, ...left] : [RIGHT, ...left, ASIDE];
}

/** @param {Rows} rows @param {Item} item @param {number} way @param {number} cap */
function placeLabelled(rows, item, way, cap) {
  const shift = way === ASIDE ? PITCH : 0;
  const row = way === LEFT ? rows.place(2, item.x - item.textWidth - GAP, item.x + PITCH, cap) : rows.place(2, item.x + shift, labelEnd(item) + shift, cap);
  Object.assign(item, { row, tall: 2, shift, bare: false, left: way === LEFT });
  return row >= 0;
}

/** Places the items with labels where `labelled` says so, else as bare marks; units used, −1 when `cap` is too small.
 * @param {Item[]} items by x, so that marks lie as close as `leastRows` counted @param {Map<Item, number>} labelled ways @param {number} cap */
function tryPack(items, labelled, cap) {
  const rows = new Rows();
  for (const [item, way] of labelled) if (!placeLabelled(rows, item, way, cap)) return -1;
  for (const item of items) {
    if (labelled.has(item)) continue;
    item.left = false;
    if (!placeMark(rows, item, cap)) return -1;
  }
  return rows.taken.length;
}

/** Units for one group within `cap`: labels as far as there is room, every mark in any case. @param {Item[]} items weightiest first @param {number} cap */
export function packInto(items, cap) {
  /** @type {Map<Item, number>} */
  const labelled = new Map();
  const candidates = items.filter((item) => item.text), inOrder = items.slice().sort((a, b) => a.x - b.x || a.e - b.e);
  // One by one while the group is small; a large one in steps, which is coarser and quick.
  const step = items.length <= 45 ? 1 : Math.ceil(items.length / 15);
  for (let i = 0; i < candidates.length; i += step) {
    const more = candidates.slice(i, i + step);
    const fits = [0, 1, 2].some((choice) => {
      more.forEach((item) => labelled.set(item, ways(item)[choice] ?? ways(item)[0]));
      return tryPack(inOrder, labelled, cap) >= 0;
    });
    if (!fits) more.forEach((item) => labelled.delete(item));
  }
  const used = tryPack(inOrder, labelled, cap);
  return used < 0 ? tryPack(inOrder, new Map(), Infinity) : used;
}

/** Units that marks alone need. @param {Item[]} items by x */
export function leastRows(items) {
  const rows = new Rows();
  for (const item of items) placeMark(rows, item, Infinity);
  return rows.taken.length;
}

/** Marks that fit side by side in a day; where a day is narrower than two marks, one may stand a mark's width aside.
 * @param {number} dayWidth @param {number} inset */
export function columnsOf(dayWidth, inset) {
  return Math.max(2, Math.floor((dayWidth - inset + 1) / PITCH));
}
