/** Where a mark and its label are on the canvas. */
import { cut, cutHead, unitY } from "./arrange.js";
import { MARK, PITCH, UNIT, labelInside } from "./pack.js";

/** Inside its bar, kept on the screen while the bar is; after a bar that is too short. @param {import("./draw.js").Scene} s @param {import("./arrange.js").Item} item @param {number} x */
function barLabelX(s, item, x) {
  if (!labelInside(item)) return x + item.bar + 4;
  return Math.max(x + 7, s.gutter + 6);
}

/** The box of an item on the canvas. @param {import("./draw.js").Scene} s @param {import("./arrange.js").Item} item @param {number} shift */
export function itemBox(s, item, shift) {
  const band = s.layout.bands[item.lane];
  const y = unitY(band, item.row) + (item.tall * UNIT) / 2 - s.scroll;
  const x = item.x + item.shift + shift;
  const labelX = item.bar ? barLabelX(s, item, x) : item.left ? x - item.textWidth - 3 : x + MARK + 2;
  const labelled = item.text && !item.bare && !(item.bar && labelInside(item));
  return { x, y, labelX, left: labelled ? Math.min(x, labelX) : x, right: Math.max(x + (item.bar || PITCH), labelled ? labelX + item.textWidth : 0) };
}

/** A label that runs over an edge of the window is cut there, as a text is. @param {import("./draw.js").Scene} s @param {import("./arrange.js").Item} item
 * @param {{ x: number, labelX: number }} box @returns {{ text: string, at: number }} */
export function inSight(s, item, box) {
  const left = s.gutter + 4, right = s.width - 4, end = box.labelX + item.textWidth;
  if (item.bar && labelInside(item)) return { text: cut(item.text, Math.min(box.x + item.bar - 5, right) - box.labelX, s.measure), at: box.labelX };
  // Its mark is out of sight: a text without a beginning says nothing.
  if (box.labelX < left && !item.left) return { text: "", at: left };
  if (box.labelX < left && box.x > left) {
    const text = cutHead(item.text, end - left, s.measure);
    return { text, at: end - s.measure(text) };
  }
  if (end > right && box.labelX < right) return { text: cut(item.text, right - box.labelX, s.measure), at: box.labelX };
  return { text: item.text, at: box.labelX };
}
