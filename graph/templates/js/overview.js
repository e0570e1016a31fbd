/** The histogram of all events over time, with a brush for the window. */
import { byId } from "./dom.js";
import { palette } from "./draw.js";
import { OWN } from "./model.js";
import { monthName, utc, yearName } from "./days.js";

/** @param {import("./store.js").App} app @param {(t0: number, t1: number) => void} setWindow */
export function makeOverview(app, setWindow) {
  const canvas = /** @type {HTMLCanvasElement} */ (byId("histogram"));
  const box = byId("overview"), brush = byId("brush");
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const [first, last] = extent();

  function extent() {
    const { byStart, start, end } = app.model;
    if (!byStart.length) return [0, 7];
    // A few events far away would press the rest into one column: the outermost 4 per cent stretch it little.
    const lowest = start[byStart[0]], highest = byStart.reduce((most, e) => Math.max(most, end[e] + 1), -Infinity);
    const a = start[byStart[Math.floor(byStart.length * 0.04)]], b = start[byStart[Math.floor((byStart.length - 1) * 0.96)]] + 1;
    const air = Math.max(2, (b - a) * 0.2);
    return [Math.max(lowest - 1, a - air), Math.min(highest + 1, b + air)];
  }

  const x = (/** @type {number} */ day) => ((day - first) / (last - first)) * box.clientWidth;
  const dayAt = (/** @type {number} */ px) => first + (px / box.clientWidth) * (last - first);

  function draw() {
    const width = box.clientWidth, height = box.clientHeight, ratio = window.devicePixelRatio || 1;
    if (!width) return;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    const colours = palette(), days = last - first;
    const bin = Math.max(4, Math.min(28, width / days)), n = Math.ceil(width / bin);
    const own = new Float32Array(n), report = new Float32Array(n), perBin = width / days / bin;
    const { byStart, start, end, place } = app.model;
    let before = 0, after = 0;
    for (let i = 0; i < byStart.length; i++) {
      const e = byStart[i];
      if (!app.kept[e]) continue;
      if (end[e] < first) before++;
      if (start[e] >= last) after++;
      const at = Math.floor((start[e] - first) * perBin + 1e-6);
      if (at >= 0 && at < n) (place[e] === OWN ? own : report)[at]++;
    }
    let most = 1;
    for (let i = 0; i < n; i++) most = Math.max(most, own[i] + report[i]);
    const tall = (/** @type {number} */ count) => (count ? Math.max(2, Math.sqrt(count / most) * (height - 18)) : 0);
    for (let i = 0; i < n; i++) {
      const total = tall(own[i] + report[i]), part = (own[i] + report[i]) ? (total * own[i]) / (own[i] + report[i]) : 0;
      g.fillStyle = colours.faint;
      g.globalAlpha = 0.55;
      g.fillRect(i * bin + 0.5, height - total, bin - 1, total - part);
      g.globalAlpha = 1;
      g.fillStyle = colours.accent;
      g.fillRect(i * bin + 0.5, height - part, bin - 1, part);
    }
    drawDates(width, days, colours);
    drawOutside(width, height, colours, before, after);
    placeBrush();
  }

  /** How many lie beyond either end. @param {number} width @param {number} height @param {Record<string, string>} colours @param {number} before @param {number} after */
  function drawOutside(width, height, colours, before, after) {
    g.fillStyle = colours.soft;
    g.textBaseline = "bottom";
    if (before) g.fillText(`◂ ${before}`, 10, height - 3);
    if (after) g.fillText(`${after} ▸`, width - g.measureText(`${after} ▸`).width - 10, height - 3);
  }

  /** @param {number} width @param {number} days @param {Record<string, string>} colours */
  function drawDates(width, days, colours) {
    g.fillStyle = colours.soft;
    g.font = "11px system-ui, sans-serif";
    g.textBaseline = "top";
    let free = 4;
    for (let day = Math.ceil(first); day < last; day++) {
      const at = utc(day), firstOfMonth = at.getUTCDate() === 1;
      const text = days > 1200 ? (firstOfMonth && at.getUTCMonth() === 0 ? yearName(app.lang, at) : "") : days > 45 ? (firstOfMonth ? monthName(app.lang, at) : "") : `${at.getUTCMonth() + 1}/${at.getUTCDate()}`;
      if (!text || x(day) < free) continue;
      const wide = g.measureText(text).width;
      if (x(day) + wide + 4 > width) break;
      g.fillText(text, x(day) + 3, 3);
      free = x(day) + wide + 18;
    }
  }

  /** Ends of the brush as they are drawn: a window may reach beyond the histogram. @returns {[number, number]} */
  function ends() {
    const a = Math.max(0, Math.min(box.clientWidth - 6, x(app.t0)));
    return [a, Math.min(box.clientWidth, Math.max(a + 6, x(app.t1)))];
  }

  function placeBrush() {
    const [a, b] = ends();
    brush.style.left = `${a}px`;
    brush.style.width = `${b - a}px`;
  }

  /** @type {{ kind: string, px: number, t0: number, t1: number } | null} */
  let held = null;
  box.addEventListener("pointerdown", (event) => {
    const px = event.clientX - box.getBoundingClientRect().left, [a, b] = ends();
    box.setPointerCapture(event.pointerId);
    const kind = Math.abs(px - a) < 7 ? "left" : Math.abs(px - b) < 7 ? "right" : px > a && px < b ? "move" : "new";
    held = { kind, px, t0: app.t0, t1: app.t1 };
  });
  box.addEventListener("pointermove", (event) => {
    const px = event.clientX - box.getBoundingClientRect().left;
    if (!held) {
      const [a, b] = ends(), edge = Math.abs(px - a) < 7 || Math.abs(px - b) < 7;
      box.style.cursor = edge ? "ew-resize" : px > a && px < b ? "grab" : "crosshair";
      return;
    }
    const by = dayAt(px) - dayAt(held.px);
    if (held.kind === "move") setWindow(held.t0 + by, held.t1 + by);
    else if (held.kind === "left") setWindow(Math.min(dayAt(px), held.t1 - 0.1), held.t1);
    else if (held.kind === "right") setWindow(held.t0, Math.max(dayAt(px), held.t0 + 0.1));
    else if (Math.abs(px - held.px) > 5) setWindow(dayAt(Math.min(px, held.px)), dayAt(Math.max(px, held.px)));
  });
  box.addEventListener("pointerup", (event) => {
    const px = event.clientX - box.getBoundingClientRect().left;
    if (held?.kind === "new" && Math.abs(px - held.px) <= 5) {
      const half = (app.t1 - app.t0) / 2;
      setWindow(dayAt(px) - half, dayAt(px) + half);
    }
    held = null;
  });
  box.addEventListener("pointercancel", () => (held = null));
  app.on((change) => {
    if (change === "window") placeBrush();
    if (change === "filter" || change === "surface" || change === "view") draw();
  });
  new ResizeObserver(draw).observe(box);
  return { draw };
}
