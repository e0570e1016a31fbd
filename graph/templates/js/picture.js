/** The timeline as a picture of its own, with title, lane names and legend: for a PNG file and for paper. */
import { AXIS } from "./arrange.js";
import { drawMark, drawScene } from "./draw.js";
import { laneName, say, term } from "./words.js";

const HEAD = 40, FOOT = 34;

/** @param {import("./store.js").App} app @param {import("./draw.js").Scene} scene what is drawn, at its size @param {number} ratio pixels of the picture for one of the scene */
export function timelinePicture(app, scene, ratio) {
  const picture = document.createElement("canvas"), part = document.createElement("canvas");
  picture.width = part.width = Math.round(scene.width * ratio);
  part.height = Math.round(scene.height * ratio);
  picture.height = Math.round((scene.height + HEAD + FOOT) * ratio);
  const inner = /** @type {CanvasRenderingContext2D} */ (part.getContext("2d"));
  inner.scale(ratio, ratio);
  drawScene(inner, scene);
  const g = /** @type {CanvasRenderingContext2D} */ (picture.getContext("2d"));
  g.fillStyle = scene.colours.paper;
  g.fillRect(0, 0, picture.width, picture.height);
  g.drawImage(part, 0, Math.round(HEAD * ratio));
  g.scale(ratio, ratio);
  g.textBaseline = "middle";
  drawLegendRow(g, app, scene);
  g.fillStyle = scene.colours.ink;
  g.font = scene.font.replace(/^\S+/, "600 17px");
  g.fillText(app.title, 14, HEAD / 2, scene.width - 28);
  drawNames(g, app, scene);
  return picture;
}

/** @param {CanvasRenderingContext2D} g @param {import("./store.js").App} app @param {import("./draw.js").Scene} scene */
function drawNames(g, app, scene) {
  g.beginPath();
  g.rect(0, HEAD + AXIS, scene.gutter - 8, scene.height - AXIS);
  g.clip();
  scene.lanes.forEach((lane, i) => {
    const band = scene.layout.bands[i], left = lane.sub ? 26 : 14;
    if (!band.height) return;
    g.font = lane.sub || lane.actor < 0 ? scene.font : scene.font.replace(/^\S+/, "600 12.5px");
    g.fillText(laneName(app.lang, app.model, lane), left, HEAD + band.y - scene.scroll + 14, scene.gutter - left - 10);
  });
}

/** @param {CanvasRenderingContext2D} g @param {import("./store.js").App} app @param {import("./draw.js").Scene} scene */
function drawLegendRow(g, app, scene) {
  const { model, lang } = app, y = HEAD + scene.height + FOOT / 2;
  /** @type {[string, string, boolean, string][]} */
  const keys = [
    ...model.quads.map((quad, i) => /** @type {[string, string, boolean, string]} */ ([`q${i}`, "occurred", true, term(lang, model, quad)])),
    ...model.statuses.slice(1).map((status) => /** @type {[string, string, boolean, string]} */ (["q4", status, true, term(lang, model, status)])),
    ["q4", "occurred", false, say(lang, "reportDay")],
  ];
  g.font = scene.font;
  let x = 20;
  for (const [colour, status, own, name] of keys) {
    drawMark(g, x, y, 5, scene.colours[colour], status, own, scene.colours.paper);
    g.fillStyle = scene.colours.soft;
    g.fillText(name, x + 11, y);
    x += g.measureText(name).width + 34;
  }
}
