/** What is shown as a PNG picture, what is filtered as a CSV table. */
import { download, saveBlob } from "./dom.js";
import { iso } from "./days.js";
import { OWN, row } from "./model.js";
import { lineId, wordsOf } from "./texts.js";
import { actorName, laneName } from "./words.js";

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

/** The timeline with its lane names and title. @param {import("./store.js").App} app @param {any} timeline */
export function savePng(app, timeline) {
  const source = timeline.canvas, scene = timeline.scene(), ratio = source.width / scene.width, head = 40;
  const picture = document.createElement("canvas");
  picture.width = source.width;
  picture.height = source.height + head * ratio;
  const g = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
  g.fillStyle = scene.colours.paper;
  g.fillRect(0, 0, picture.width, picture.height);
  g.drawImage(source, 0, head * ratio);
  g.scale(ratio, ratio);
  g.fillStyle = scene.colours.ink;
  g.textBaseline = "middle";
  g.font = scene.font.replace(/^\S+/, "600 16px");
  g.fillText(app.title, 12, head / 2);
  g.font = scene.font;
  g.beginPath();
  g.rect(0, head + 46, scene.gutter - 8, scene.height - 46);
  g.clip();
  scene.lanes.forEach((/** @type {any} */ lane, /** @type {number} */ i) => {
    const band = scene.layout.bands[i];
    if (band.height) g.fillText(laneName(app.lang, app.model, lane), lane.sub ? 24 : 12, head + band.y - scene.scroll + 16);
  });
  picture.toBlob((blob) => blob && saveBlob(blob, `${fileName(app.title)}.png`), "image/png");
}

