/** The timeline: what its window shows, chosen, laid out and drawn. */
import { AXIS, MOST, ROW, arrange, densest } from "./arrange.js";
import { byId } from "./dom.js";
import { itemBox } from "./boxes.js";
import { drawScene, palette } from "./draw.js";
import { listen } from "./input.js";
import { drawLaneNames } from "./lanebar.js";
import { makeLanes } from "./lanes.js";
import { NOWHERE } from "./model.js";
import { UNIT } from "./pack.js";
import { litEvents, selectEvent } from "./store.js";
import { makeTip } from "./tip.js";

const FONT_STACK = '"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", "Yu Gothic", Meiryo, system-ui, sans-serif';
const FONT = `12.5px ${FONT_STACK}`;
const DAY_MIN = 1 / 12, DAY_MAX = 400000;

/** @param {import("./store.js").App} app */
export function makeTimeline(app) {
  const canvas = /** @type {HTMLCanvasElement} */ (byId("canvas"));
  const scroller = byId("scroller"), field = byId("field"), laneBox = byId("lanes");
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  const widths = new Map(), tip = makeTip(app);
  /** @type {import("./draw.js").Scene} */
  let scene;
  /** @type {ReturnType<typeof makeLanes>} */
  let grouping = { lanes: [], of: new Int16Array(app.model.count).fill(-1) };
  let lit = litEvents(app);
  let colours = palette();
  let hovered = -1, frame = 0, layoutKey = "", version = 0;
  /** @type {Int32Array} */
  let keptByStart = app.model.byStart;
  let keeping = false;
  const today = todayInside();
  let size = { width: 0, height: 0, gutter: 150 };

  /** Today, only where the events reach it. */
  function todayInside() {
    const now = new Date(), day = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5;
    const { byStart, start, end } = app.model;
    return byStart.length && start[byStart[0]] <= day && byStart.some((e) => end[e] >= day) ? day : null;
  }

  const measure = (/** @type {string} */ text) => {
    let width = widths.get(text);
    if (width === undefined) {
      g.font = FONT;
      width = g.measureText(text).width;
      if (widths.size > 5000) widths.clear();
      widths.set(text, width);
    }
    return width;
  };

  const scale = () => (size.width - size.gutter) / (app.t1 - app.t0);

  function resize() {
    const width = scroller.clientWidth, height = scroller.clientHeight, ratio = window.devicePixelRatio || 1;
    size = { width, height, gutter: width < 560 ? 84 : 150 };
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    laneBox.style.width = `${size.gutter}px`;
    regroup();
  }

  function regroup() {
    grouping = makeLanes(app.model, Math.max(5, Math.min(10, Math.floor(size.height / 80))), app.wishes);
    version++;
  }

  /** Kept events that touch the window, as a slice by start. @param {number} from @param {number} to @returns {[number, number]} */
  function slice(from, to) {
    const { start, longest } = app.model;
    const find = (/** @type {number} */ day) => {
      let low = 0, high = keptByStart.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (start[keptByStart[middle]] < day) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return [find(from - longest), find(to)];
  }

  /** The weightiest events of a window, at most `MOST`. @param {number} from @param {number} to */
  function weightiest(from, to) {
    const { start, end } = app.model;
    const touches = (/** @type {number} */ e) => app.kept[e] && start[e] < to && end[e] + 1 > from && grouping.of[e] >= 0;
    const [a, b] = slice(from, to);
    const found = [];
    let total = 0;
    for (let i = a; i < b; i++) if (touches(keptByStart[i])) total++;
    for (const e of app.model.byWeight) {
      if (found.length >= MOST || found.length >= total) break;
      if (touches(e)) found.push(e);
    }
    if (app.selected >= 0 && app.model.place[app.selected] !== NOWHERE && touches(app.selected) && !found.includes(app.selected)) found.push(app.selected);
    return { found, partial: total > MOST };
  }

  function relayout() {
    const span = app.t1 - app.t0, half = span / 2;
    const small = keptByStart.length <= MOST;
    // Chosen for a stretch wider than the window, so that a small pan changes nothing.
    const step = Math.floor(app.t0 / half);
    const key = [version, scale().toPrecision(9), small ? "all" : step, size.width, size.height, app.lang, small ? "" : app.selected].join("|");
    if (key === layoutKey) return;
    layoutKey = key;
    const [from, to] = small ? [-Infinity, Infinity] : [step * half, step * half + span * 1.5];
    const { found, partial } = small ? { found: [...app.model.byWeight].filter((e) => app.kept[e] && grouping.of[e] >= 0), partial: false } : weightiest(from, to);
    // The room for labels goes to the chosen actor's events.
    const name = (/** @type {number} */ e) => (lit === null || lit.has(e) ? app.model.label[e] : "");
    const counts = new Int32Array(grouping.lanes.length);
    for (let i = 0; i < keptByStart.length; i++) if (grouping.of[keptByStart[i]] >= 0) counts[grouping.of[keptByStart[i]]]++;
    const used = Uint8Array.from(counts, (n) => (n ? 1 : 0));
    const view = { origin: small ? app.model.start[keptByStart[0]] ?? 0 : Math.floor(app.t0), scale: scale(), height: size.height, widest: size.width < 560 ? 190 : 330, partial, used, name };
    const layout = arrange(app.model, found, grouping.of, grouping.lanes.length, view, measure);
    field.style.height = `${Math.max(layout.height, size.height)}px`;
    scene = { ...scene, layout };
    document.body.classList.toggle("partial", partial);
    drawLaneNames(app, laneBox, grouping.lanes, layout.bands, counts);
  }

  function densities() {
    const bin = 6, count = Math.ceil((size.width - size.gutter) / bin);
    const bins = grouping.lanes.map(() => new Float32Array(count));
    const { start } = app.model, perBin = scale() / bin;
    const [a, b] = slice(app.t0, app.t1);
    for (let i = a; i < b; i++) {
      const e = keptByStart[i], lane = grouping.of[e];
      const from = Math.floor((start[e] - app.t0) * perBin), to = Math.max(from, Math.floor((start[e] + 1 - app.t0) * perBin - 1e-9));
      if (lane < 0 || to < 0 || from >= count) continue;
      for (let k = Math.max(0, from); k <= Math.min(count - 1, to); k++) bins[lane][k]++;
    }
    return { bins, bin };
  }

  function draw() {
    frame = 0;
    if (!size.width || !scroller.clientWidth) return;
    relayout();
    const density = scene.layout.partial ? densities() : null;
    scene = {
      ...scene, model: app.model, lanes: grouping.lanes, laneOf: grouping.of, t0: app.t0, width: size.width, height: size.height, gutter: size.gutter,
      scroll: scroller.scrollTop, lang: app.lang, colours, font: FONT, measure, selected: app.selected, hovered, lit, density: density?.bins ?? null, binWidth: density?.bin ?? 6, today,
    };
    drawScene(g, scene);
  }

  const redraw = () => {
    frame ||= requestAnimationFrame(draw);
  };

  /** @param {number} t0 @param {number} t1 */
  function setWindow(t0, t1) {
    const span = Math.min(Math.max(t1 - t0, DAY_MIN), DAY_MAX), middle = (t0 + t1) / 2;
    [app.t0, app.t1] = span === t1 - t0 ? [t0, t1] : [middle - span / 2, middle + span / 2];
    app.tell("window");
  }

  /** @param {number} factor below 1 zooms in @param {number} [x] pixel that keeps its day */
  function zoom(factor, x = (size.width + size.gutter) / 2) {
    const at = app.t0 + Math.max(0, x - size.gutter) / scale();
    const span = Math.min(Math.max((app.t1 - app.t0) * factor, DAY_MIN), DAY_MAX), real = span / (app.t1 - app.t0);
    setWindow(at - (at - app.t0) * real, at + (app.t1 - at) * real);
  }

  function fit() {
    if (!keptByStart.length) return;
    let last = -Infinity;
    for (const e of keptByStart) last = Math.max(last, app.model.end[e] + 1);
    const first = app.model.start[keptByStart[0]], air = Math.max((last - first) * 0.04, 0.5);
    setWindow(first - air, last + air * 2);
  }

  function home() {
    const narrow = keptByStart.filter((e) => app.model.end[e] - app.model.start[e] < 32);
    setWindow(...densest(Int32Array.from(narrow.length ? narrow : keptByStart, (e) => app.model.start[e])));
  }

  /** @param {number} x @param {number} y @returns {number} the event there, −1 for none */
  function hit(x, y) {
    if (y < AXIS || x < size.gutter || !scene?.layout) return -1;
    const shift = size.gutter + (scene.layout.origin - app.t0) * scene.layout.scale;
    for (let i = scene.layout.items.length - 1; i >= 0; i--) {
      const box = itemBox(scene, scene.layout.items[i], shift);
      if (x >= box.left - 3 && x <= box.right + 3 && Math.abs(y - box.y) <= (scene.layout.items[i].tall * UNIT) / 2) return scene.layout.items[i].e;
    }
    return -1;
  }

  /** Moves the window so that an event is seen. @param {number} e */
  function reveal(e) {
    if (e < 0 || app.model.place[e] === NOWHERE) return;
    const { start, end } = app.model, span = app.t1 - app.t0;
    const before = end[e] > start[e] ? end[e] + 1 <= app.t0 : start[e] < app.t0;
    if (start[e] >= app.t1 - span * 0.05 || before) setWindow(start[e] - span * 0.3, start[e] + span * 0.7);
    redraw();
    requestAnimationFrame(() => {
      const item = scene?.layout?.items.find((i) => i.e === e);
      if (!item) return;
      const y = itemBox(scene, item, 0).y;
      if (y < AXIS + ROW || y > size.height - ROW) scroller.scrollTop += y - size.height / 2;
    });
  }

  /** @param {number} px to the right */
  const pan = (px) => setWindow(app.t0 + px / scale(), app.t1 + px / scale());

  /** @param {number} e */
  function hover(e) {
    if (e === hovered) return;
    hovered = e;
    canvas.style.cursor = e >= 0 ? "pointer" : "grab";
    const item = e < 0 ? null : scene.layout.items.find((i) => i.e === e);
    if (item) tip.show(e, itemBox(scene, item, size.gutter + (scene.layout.origin - app.t0) * scene.layout.scale), size);
    else tip.hide();
    redraw();
  }

  /** Selects the next or previous shown event in time. @param {number} by */
  function step(by) {
    const shown = [...keptByStart].filter((e) => grouping.of[e] >= 0);
    if (!shown.length) return;
    const at = shown.indexOf(app.selected);
    const inside = shown.findIndex((e) => app.model.start[e] >= app.t0);
    const next = at < 0 ? shown[Math.max(inside, 0)] : shown[Math.max(0, Math.min(shown.length - 1, at + by))];
    selectEvent(app, next);
  }

  /** @param {number} e what was clicked, −1 for the ground */
  function click(e) {
    if (e >= 0) selectEvent(app, e === app.selected ? -1 : e);
    else if (app.selected >= 0 || app.actor >= 0) selectEvent(app, -1);
  }

  const scrollBy = (/** @type {number} */ px) => void (scroller.scrollTop += px);
  listen(canvas, { hit, hover, click, zoom, pan, scrollBy, step, home, fit, width: () => size.width - size.gutter });
  scroller.addEventListener("scroll", redraw);

  function refresh() {
    const { byStart } = app.model;
    let n = 0;
    for (let i = 0; i < byStart.length; i++) n += app.kept[byStart[i]];
    keptByStart = new Int32Array(n);
    for (let i = 0, k = 0; i < byStart.length; i++) if (app.kept[byStart[i]]) keptByStart[k++] = byStart[i];
    version++;
    redraw();
  }

  app.on((change) => {
    if (change === "filter") refresh();
    if (change === "lanes") { regroup(); redraw(); }
    if (change === "surface") { colours = palette(); version++; redraw(); }
    if (change === "window" || change === "view") {
      tip.hide();
      redraw();
    }
    if (change === "select") {
      lit = litEvents(app);
      version++;
      reveal(app.selected);
      redraw();
    }
  });
  const observer = new ResizeObserver(() => {
    if (!scroller.clientWidth || (scroller.clientWidth === size.width && scroller.clientHeight === size.height)) return;
    // An event's panel takes from the window's end: what is seen stays where it is. An actor's panel keeps the whole
    // window, since its events may lie anywhere. What closes goes back the way it came.
    if (scroller.clientWidth < size.width) keeping = app.actor < 0;
    const keep = keeping && size.width && scroller.clientWidth !== size.width ? scale() : 0;
    resize();
    if (keep) setWindow(app.t0, app.t0 + (size.width - size.gutter) / keep);
    if (keep && app.selected >= 0) reveal(app.selected);
    draw();
  });
  observer.observe(scroller);

  return {
    draw, resize, zoom, fit, home, setWindow, hit,
    /** Marks on the screen now. */
    shown: () => scene?.layout?.items.filter((item) => { const shift = size.gutter + (scene.layout.origin - app.t0) * scene.layout.scale; const box = itemBox(scene, item, shift); return box.right > size.gutter && box.left < size.width; }).length ?? 0,
    /** Boxes of marks and labels on the screen, for tests and pictures. */
    boxes: () => {
      if (!scene) return [];
      const shift = size.gutter + (scene.layout.origin - app.t0) * scene.layout.scale;
      return scene.layout.items.map((item) => ({ ...itemBox(scene, item, shift), id: app.model.id[item.e], text: item.bare ? "" : item.text, textWidth: item.textWidth })).filter((box) => box.right > size.gutter && box.left < size.width);
    },
    scene: () => scene, lanes: () => grouping.lanes, canvas,
  };
}
