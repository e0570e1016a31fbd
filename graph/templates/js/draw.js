/** The timeline's picture on its canvas. */
import { AXIS, ROW, unitY } from "./arrange.js";
import { axisTicks } from "./axis.js";
import { inSight, itemBox } from "./boxes.js";
import { drawConnectors } from "./connect.js";
import { weekday } from "./days.js";
import { OWN, effectsOf, row } from "./model.js";
import { MARK } from "./pack.js";

/** @typedef {Record<string, string>} Palette */

const NAMES = ["paper", "band", "rule", "grid", "ink", "soft", "faint", "accent", "weekend", "q0", "q1", "q2", "q3", "q4"];

/** Colours of the page's theme. @returns {Palette} */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/**
 * @typedef {object} Scene
 * @property {import("./model.js").Model} model
 * @property {import("./arrange.js").Layout} layout
 * @property {import("./lanes.js").Lane[]} lanes
 * @property {Int16Array} laneOf
 * @property {number} t0 day at the left end
 * @property {number} width
 * @property {number} height
 * @property {number} gutter
 * @property {number} scroll
 * @property {import("./words.js").Lang} lang
 * @property {Palette} colours
 * @property {string} font
 * @property {(text: string) => number} measure
 * @property {number} selected
 * @property {number} hovered
 * @property {Set<number> | null} lit events that stay bright, null for all
 * @property {Float32Array[] | null} density counts a lane and bin
 * @property {number} binWidth
 * @property {number | null} today
 */

/** @param {CanvasRenderingContext2D} g @param {Scene} s */
export function drawScene(g, s) {
  g.fillStyle = s.colours.paper;
  g.fillRect(0, 0, s.width, s.height);
  const x = (/** @type {number} */ day) => s.gutter + (day - s.t0) * s.layout.scale;
  const to = s.t0 + (s.width - s.gutter) / s.layout.scale;
  const axis = axisTicks(s.lang, s.t0, to, s.layout.scale);
  drawGround(g, s, axis, x, to);
  if (s.density) drawDensity(g, s);
  drawItems(g, s, x);
  drawAxis(g, s, axis, x);
}

/** @param {CanvasRenderingContext2D} g @param {Scene} s @param {import("./axis.js").Axis} axis @param {(day: number) => number} x @param {number} to */
function drawGround(g, s, axis, x, to) {
  const last = Math.min(s.height, s.layout.height - s.scroll);
  if (s.layout.scale >= 14) {
    g.fillStyle = s.colours.weekend;
    for (let day = Math.floor(s.t0); day < to; day++) if (weekday(day) % 6 === 0) g.fillRect(x(day), AXIS, s.layout.scale, last - AXIS);
  }
  for (const band of s.layout.bands) {
    if (!band.height) continue;
    const y = band.y - s.scroll;
    if (band.rows > band.own && band.own >= 0) {
      // The rows of report days have a ground of their own.
      const top = unitY(band, band.own) - s.scroll;
      g.fillStyle = s.colours.band;
      g.fillRect(s.gutter, band.own ? top : y, s.width - s.gutter, (band.own ? y + band.height - top : band.height) - 1);
    }
    g.fillStyle = s.colours.rule;
    g.fillRect(0, Math.round(y + band.height) - 1, s.width, 1);
  }
  g.fillStyle = s.colours.grid;
  for (const tick of axis.lower) {
    const at = Math.round(x(tick.day));
    if (at >= s.gutter) g.fillRect(at, AXIS, 1, last - AXIS);
  }
  if (s.today !== null && x(s.today) > s.gutter && x(s.today) < s.width) {
    g.fillStyle = s.colours.accent;
    g.fillRect(Math.round(x(s.today)), AXIS, 1, last - AXIS);
  }
}

/** @param {CanvasRenderingContext2D} g @param {Scene} s */
function drawDensity(g, s) {
  let most = 1;
  for (const bins of s.density ?? []) for (const n of bins) most = Math.max(most, n);
  g.fillStyle = s.colours.soft;
  s.layout.bands.forEach((band, lane) => {
    const bins = s.density?.[lane];
    if (!bins || !band.height) return;
    const base = band.y + band.height - 1 - s.scroll;
    g.globalAlpha = 0.2;
    for (let i = 0; i < bins.length; i++) {
      if (!bins[i]) continue;
      const height = Math.max(2, Math.sqrt(bins[i] / most) * (band.height - 4));
      g.fillRect(s.gutter + i * s.binWidth, base - height, s.binWidth, height);
    }
    g.globalAlpha = 1;
  });
}

/** @param {CanvasRenderingContext2D} g @param {Scene} s @param {(day: number) => number} x */
function drawItems(g, s, x) {
  g.save();
  g.beginPath();
  g.rect(s.gutter, AXIS, s.width - s.gutter, s.height - AXIS);
  g.clip();
  g.textBaseline = "middle";
  const shift = x(s.layout.origin);
  const linked = s.selected < 0 ? new Set() : new Set([...row(s.model.causes, s.selected), ...effectsOf(s.model, s.selected)]);
  // Last, so on top: causes and consequences, then what is selected or under the pointer.
  const rank = (/** @type {number} */ e) => (e === s.hovered ? 3 : e === s.selected ? 2 : linked.has(e) ? 1 : 0);
  const late = s.layout.items.filter((item) => rank(item.e)).sort((a, b) => rank(a.e) - rank(b.e));
  const chosen = late.find((item) => item.e === s.selected);
  if (chosen) drawConnectors(g, s, chosen, shift, linked);
  const covered = late.map((item) => ownGround(item, itemBox(s, item, shift)));
  for (const item of s.layout.items) if (!rank(item.e)) drawItem(g, s, item, shift, 0, covered);
  for (const item of late) drawItem(g, s, item, shift, rank(item.e), []);
  g.restore();
}

/** The ground of a mark that lies on top, with its label. @param {import("./arrange.js").Item} item
 * @param {{ left: number, right: number, y: number, labelX: number }} box */
function ownGround(item, box) {
  return { left: box.left - 4, right: Math.max(box.right, item.text ? box.labelX + item.textWidth : 0) + 6, y: box.y };
}

/** @typedef {{ left: number, right: number, y: number }} Ground */

/** @param {CanvasRenderingContext2D} g @param {Scene} s @param {import("./arrange.js").Item} item @param {number} shift @param {number} rank 0 plain, 1 linked, 2 selected, 3 under the pointer
 * @param {Ground[]} covered where something lies on top: no label runs under it */
function drawItem(g, s, item, shift, rank, covered) {
  const { model, colours } = s;
  const box = itemBox(s, item, shift);
  if (box.right < s.gutter || box.left > s.width || box.y < AXIS - ROW || box.y > s.height + ROW) return;
  const strong = rank > 0;
  const dim = s.lit !== null && !s.lit.has(item.e) && !strong;
  g.globalAlpha = dim ? 0.16 : 1;
  const colour = colours[`q${model.quad[item.e]}`];
  const status = model.statuses[model.status[item.e]];
  const hidden = covered.some((ground) => Math.abs(ground.y - box.y) < ROW - 3 && box.left < ground.right && box.right > ground.left);
  const labelled = item.text && (!item.bare || strong) && !hidden;
  if (strong) {
    // On top of its neighbours, with a ground of its own.
    g.fillStyle = colours.paper;
    const ground = ownGround(item, box);
    roundRect(g, ground.left, Math.max(box.y - ROW / 2 + 0.5, AXIS + 1), ground.right - ground.left, ROW - 1, 5);
    g.fill();
    g.strokeStyle = item.e === s.selected ? colours.accent : rank > 1 ? colours.faint : colours.rule;
    g.lineWidth = item.e === s.selected ? 1.5 : 1;
    g.stroke();
  }
  if (item.bar) drawBar(g, s, item, box, colour, status);
  else drawMark(g, box.x + MARK / 2, box.y, item.tall === 1 ? 4.4 : 5, colour, status, model.place[item.e] === OWN, colours.paper);
  if (labelled) {
    g.fillStyle = model.place[item.e] === OWN || strong ? colours.ink : colours.soft;
    g.font = s.font;
    const { text, at } = inSight(s, item, box);
    g.fillText(text, at, box.y + 0.5);
    if (status === "denied") g.fillRect(at, box.y, s.measure(text), 1);
  }
  g.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} g @param {number} x @param {number} y @param {number} w @param {number} h @param {number} r */
function roundRect(g, x, y, w, h, r) {
  g.beginPath();
  g.roundRect(x, y, Math.max(w, 0), h, r);
}

/** @param {CanvasRenderingContext2D} g @param {Scene} s @param {import("./arrange.js").Item} item @param {{ x: number, y: number }} box @param {string} colour @param {string} status */
function drawBar(g, s, item, box, colour, status) {
  // Clipped a little outside the window: a bar of years would be too long for the canvas.
  const left = Math.max(box.x, s.gutter - 20), right = Math.min(box.x + item.bar, s.width + 20);
  const alpha = g.globalAlpha;
  roundRect(g, left, box.y - 8, right - left, 16, 3);
  g.fillStyle = colour;
  g.globalAlpha = alpha * (status === "planned" ? 0.06 : 0.16);
  g.fill();
  g.globalAlpha = alpha;
  g.strokeStyle = colour;
  g.lineWidth = 1;
  g.setLineDash(status === "possible" ? [3, 3] : []);
  g.stroke();
  g.setLineDash([]);
}

/** A mark: a disc with its own day, a diamond at a report's day; hollow planned, dashed possible, crossed denied.
 * @param {CanvasRenderingContext2D} g @param {number} x @param {number} y @param {number} r @param {string} colour @param {string} status @param {boolean} own @param {string} paper */
export function drawMark(g, x, y, r, colour, status, own, paper) {
  g.beginPath();
  if (own) g.arc(x, y, r, 0, 7);
  else {
    g.moveTo(x, y - r);
    g.lineTo(x + r, y);
    g.lineTo(x, y + r);
    g.lineTo(x - r, y);
    g.closePath();
  }
  g.fillStyle = status === "occurred" ? colour : paper;
  g.fill();
  g.strokeStyle = colour;
  g.lineWidth = status === "occurred" ? 1 : 1.8;
  g.setLineDash(status === "possible" ? [2.2, 2] : []);
  g.stroke();
  g.setLineDash([]);
  if (status !== "denied") return;
  g.beginPath();
  g.moveTo(x - 3.2, y - 3.2);
  g.lineTo(x + 3.2, y + 3.2);
  g.moveTo(x + 3.2, y - 3.2);
  g.lineTo(x - 3.2, y + 3.2);
  g.stroke();
}

/** @param {CanvasRenderingContext2D} g @param {Scene} s @param {import("./axis.js").Axis} axis @param {(day: number) => number} x */
function drawAxis(g, s, axis, x) {
  g.fillStyle = s.colours.paper;
  g.fillRect(0, 0, s.width, AXIS);
  g.fillStyle = s.colours.rule;
  g.fillRect(0, AXIS - 1, s.width, 1);
  g.save();
  g.beginPath();
  g.rect(s.gutter, 0, s.width - s.gutter, AXIS);
  g.clip();
  g.textBaseline = "middle";
  const family = s.font.replace(/^\S+ /, "");
  g.font = `600 12px ${family}`;
  g.fillStyle = s.colours.ink;
  axis.upper.forEach((tick, i) => {
    const next = axis.upper[i + 1] ? x(axis.upper[i + 1].day) : s.width;
    const at = Math.max(x(tick.day) + 6, s.gutter + 6);
    if (at + g.measureText(tick.text).width <= next - 4) g.fillText(tick.text, at, 14);
    if (x(tick.day) >= s.gutter) g.fillRect(Math.round(x(tick.day)), 4, 1, 20);
  });
  g.font = `12px ${family}`;
  for (const tick of axis.lower) {
    const weekend = axis.unit === "day" && weekday(tick.day) % 6 === 0;
    g.fillStyle = weekend ? s.colours.faint : s.colours.soft;
    const at = x(tick.day) + 6;
    if (at >= s.gutter && at + g.measureText(tick.text).width <= s.width) g.fillText(tick.text, at, axis.upper.length ? 34 : 24);
    g.fillStyle = s.colours.rule;
    g.fillRect(Math.round(x(tick.day)), AXIS - 8, 1, 8);
  }
  g.restore();
}

