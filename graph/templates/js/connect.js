/** Lines between the selected event and what it is tied to. */
import { itemBox } from "./boxes.js";
import { row } from "./model.js";
import { MARK } from "./pack.js";

/** Lines from the selected event to the lanes of the others and to its causes. @param {CanvasRenderingContext2D} g @param {import("./draw.js").Scene} s @param {import("./arrange.js").Item} item @param {number} shift
 * @param {Set<number>} linked */
export function drawConnectors(g, s, item, shift, linked) {
  const box = itemBox(s, item, shift);
  const x = Math.min(Math.max(box.x + (item.bar ? 4 : MARK / 2), s.gutter + 8), s.width - 8);
  g.strokeStyle = s.colours.accent;
  g.lineWidth = 1.25;
  for (const lane of otherLanes(s, item)) {
    const band = s.layout.bands[lane];
    if (!band || !band.height) continue;
    const y = band.y + (lane > item.lane ? 9 : band.height - 9) - s.scroll;
    g.beginPath();
    g.moveTo(x, box.y);
    g.lineTo(x, y);
    g.stroke();
    g.beginPath();
    g.arc(x, y, 3.5, 0, 7);
    g.fillStyle = s.colours.paper;
    g.fill();
    g.stroke();
  }
  g.setLineDash([4, 3]);
  for (const other of s.layout.items) {
    if (!linked.has(other.e)) continue;
    const end = itemBox(s, other, shift);
    g.beginPath();
    g.moveTo(x, box.y);
    g.bezierCurveTo(x, (box.y + end.y) / 2, end.x + MARK / 2, (box.y + end.y) / 2, end.x + MARK / 2, end.y);
    g.stroke();
  }
  g.setLineDash([]);
}

/** Lanes of an event's other actors. @param {import("./draw.js").Scene} s @param {import("./arrange.js").Item} item */
function otherLanes(s, item) {
  const found = new Set();
  for (const rows of [s.model.agents, s.model.targets, s.model.speakers]) {
    for (const a of row(rows, item.e)) {
      const code = s.model.actors.country[a];
      const own = s.lanes.findIndex((lane) => lane.actor === a);
      const lane = own >= 0 ? own : s.lanes.findIndex((other) => other.actor >= 0 && s.model.actors.kind[other.actor] === "country" && s.model.actors.country[other.actor] === code);
      if (lane >= 0 && lane !== item.lane) found.add(lane);
    }
  }
  return found;
}
