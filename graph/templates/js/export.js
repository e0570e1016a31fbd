/** What is shown as a PNG picture, what is filtered as a CSV table. */
import { download, saveBlob } from "./dom.js";
import { iso } from "./days.js";
import { OWN, row } from "./model.js";
import { lineId, wordsOf } from "./texts.js";
import { timelinePicture } from "./picture.js";
import { actorName } from "./words.js";

/** @param {string} title */
function fileName(title) {
  return title.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 60) || "nenpyo";
}

/** A cell; what a spreadsheet would take for a formula is kept as text. @param {string | number} value */
export function cell(value) {
  const text = String(value), safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {import("./store.js").App} app */
export function toCsv(app) {
  const { model, texts, lang } = app;
  const names = (/** @type {import("./model.js").Ragged} */ rows, /** @type {number} */ e) => [...row(rows, e)].map((a) => actorName(lang, model, a)).join("|");
  const lines = [["id", "label", "type", "status", "start", "end", "published", "basis", "agents", "targets", "places", "mentions", "lines"]];
  for (let e = 0; e < model.count; e++) {
    if (!app.kept[e]) continue;
    const own = model.place[e] === OWN, sources = new Set();
    if (texts) for (let m = texts.mentions.at[e]; m < texts.mentions.at[e + 1]; m += 4) sources.add(lineId(texts, texts.mentions.v[m]));
    lines.push([model.id[e], model.label[e], model.types[model.type[e]], model.statuses[model.status[e]], own ? iso(model.start[e]) : "", own ? iso(model.end[e]) : "", model.published[e] === null ? "" : iso(Number(model.published[e])),
      model.bases[model.basis[e]] ?? "", names(model.agents, e), names(model.targets, e), wordsOf(texts, "places", e).join("|"), String(model.weight[e]), [...sources].join("|")]);
  }
  return "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** @param {import("./store.js").App} app */
export function saveCsv(app) {
  download(toCsv(app), "text/csv;charset=utf-8", `${fileName(app.title)}.csv`);
}

/** @param {import("./store.js").App} app @param {any} timeline */
export function savePng(app, timeline) {
  const scene = timeline.scene(), ratio = Math.max(2, timeline.canvas.width / scene.width);
  timelinePicture(app, scene, ratio).toBlob((blob) => blob && saveBlob(blob, `${fileName(app.title)}.png`), "image/png");
}
