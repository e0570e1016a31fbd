/** Puts the page together: first frame from the core columns, then texts and search. */
import { byId } from "./dom.js";
import { makeDetails } from "./details.js";
import { countConditions } from "./filter.js";
import { readHash, writeHash } from "./hash.js";
import { highlightFound } from "./highlight.js";
import { makeList } from "./list.js";
import { makeModel, readBlock } from "./model.js";
import { makeNetwork } from "./network.js";
import { makeOutside } from "./outside.js";
import { makeOverview } from "./overview.js";
import { makePanel } from "./panel.js";
import { preparePrint } from "./print.js";
import { makeSources } from "./sources.js";
import { completeIndex, makeApp, refilter } from "./store.js";
import { makeTexts } from "./texts.js";
import { makeTimeline } from "./timeline.js";
import { saveCsv, savePng } from "./export.js";

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
const loaded = () => new Promise((done) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", done, { once: true }) : done(null)));

const measured = { firstFrameMs: -1 };
/** @type {any} */
let timeline = null;
/** @type {any} */
let network = null;
/** @type {any} */
let sources = null;
/** @type {any} */
let app = null;

async function start() {
  const model = makeModel(await readBlock("data-core"));
  app = makeApp(model, document.documentElement.lang === "en" ? "en" : "ja", byId("title").textContent ?? "");
  const wished = readHash(app, safeHash());
  timeline = makeTimeline(app);
  const overview = makeOverview(app, timeline.setWindow);
  makeOutside(app, timeline.fit);
  const panel = makePanel(app, timeline, { png: () => savePng(app, timeline), csv: () => saveCsv(app) });
  const details = makeDetails(app);
  preparePrint(app, { timeline, list: makeList(app), sources: () => sources });
  panel.drawAll();
  timeline.home();
  /** @type {[number, number]} */
  const home = [app.t0, app.t1];
  if (wished) timeline.setWindow(...wished);
  details.render();
  await nextFrame();
  timeline.resize();
  timeline.draw();
  overview.draw();
  measured.firstFrameMs = performance.now();
  keepHash(home);
  void complete();
}

/** What the first frame does not need. */
async function complete() {
  await loaded();
  await nextFrame();
  sources = makeSources(app);
  highlightFound(app);
  network = makeNetwork(app, await readBlock("data-network"));
  app.texts = makeTexts(await readBlock("data-texts"), app.model);
  completeIndex(app);
  if (app.conditions.q || countConditions(app.conditions)) refilter(app);
  app.tell("texts");
  if (app.view !== "timeline") app.tell("view");
  if (app.selected >= 0 || app.actor >= 0) app.tell("select");
}

/** @returns {string} */
function safeHash() {
  try {
    return location.hash;
  } catch {
    return "";
  }
}

/** @param {[number, number]} home */
function keepHash(home) {
  let timer = 0, written = "";
  const write = () => {
    written = writeHash(app, home);
    try {
      history.replaceState(null, "", written ? `#${written}` : location.pathname + location.search);
    } catch {
      // Inside an iframe's srcdoc there is no address to keep.
    }
  };
  app.on(() => {
    clearTimeout(timer);
    timer = window.setTimeout(write, 200);
  });
  window.addEventListener("hashchange", () => {
    if (safeHash().replace(/^#/, "") === written || safeHash() === "#view") return;
    const wished = readHash(app, safeHash());
    timeline.setWindow(...(wished ?? home));
    refilter(app);
    app.tell("lanes");
    app.tell("surface");
    app.tell("view");
    app.tell("select");
  });
}

const ready = start();
/** For measuring: `ready` settles after the first drawn frame. */
Object.assign(window, {
  nenpyo: {
    ready,
    stats: () => ({ events: app?.model.count ?? 0, shown: timeline?.shown() ?? 0, firstFrameMs: measured.firstFrameMs }),
    boxes: () => timeline.boxes(),
    node: (/** @type {string} */ id) => network.at(id),
    app: () => app,
  },
});
