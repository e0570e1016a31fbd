/** The actor–event network by vis-network: whole when small, else around the selection or its strongest part. */
import { byId, h } from "./dom.js";
import { palette } from "./draw.js";
import { involved, row } from "./model.js";
import { selectActor, selectEvent } from "./store.js";
import { actorName, say } from "./words.js";

const MOST_EVENTS = 300;
const SPECKLE = 'system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif';

/** @param {import("./store.js").App} app @param {any} part nodes and edges as pyvis gave them */
export function makeNetwork(app, part) {
  const section = byId("network");
  const box = h("div", { class: "net", role: "img" }), note = h("p", { class: "net-note" });
  section.append(box, note);
  const whole = app.model.count <= MOST_EVENTS;
  /** @type {any} */
  let net = null;
  /** @type {any} */
  let nodes = null;
  /** @type {any} */
  let edges = null;
  let shownFor = "", waiting = false;

  /** vis-network's script runs only when this view is first opened. */
  function load() {
    if (/** @type {any} */ (window).vis) return;
    const script = document.createElement("script");
    script.textContent = byId("vis-network").textContent;
    document.head.append(script);
  }

  /** Events to show: the kept ones of the start, or those around the selection. */
  function chosenEvents() {
    const start = part.nodes.filter((/** @type {any} */ n) => n.kind === "event").map((/** @type {any} */ n) => app.model.eventAt.get(n.id));
    if (whole) return start.filter((/** @type {number} */ e) => app.kept[e]);
    const seeds = app.selected >= 0 ? involved(app.model, app.selected) : app.actor >= 0 ? [app.actor] : [];
    if (!seeds.length) return start.filter((/** @type {number} */ e) => app.kept[e]);
    const around = seeds.flatMap((a) => [...row(app.ofActor, a)]).filter((e) => app.kept[e]);
    const set = [...new Set(around)].sort((a, b) => app.model.weight[b] - app.model.weight[a]).slice(0, 120);
    return app.selected >= 0 ? [app.selected, ...set.filter((e) => e !== app.selected)] : set;
  }

  function build() {
    const { model } = app, colours = palette();
    const events = chosenEvents(), actors = new Set(events.flatMap((/** @type {number} */ e) => involved(model, e)));
    const list = events.map((/** @type {number} */ e) => eventNode(e, colours));
    for (const a of actors) list.push(actorNode(a, colours));
    /** @type {object[]} */
    const links = [];
    const edge = (/** @type {string} */ from, /** @type {string} */ to, /** @type {string} */ role, /** @type {string} */ colour) => links.push({ id: links.length, from, to, role, color: { color: colour, opacity: 0.75, highlight: colours.accent, hover: colours.accent }, dashes: role === "cause" });
    for (const e of events) {
      const colour = colours[`q${model.quad[e]}`];
      for (const a of row(model.agents, e)) edge(`a${a}`, `e${e}`, "agent", colour);
      for (const a of row(model.targets, e)) edge(`e${e}`, `a${a}`, "target", colour);
      for (const a of row(model.speakers, e)) if (!row(model.agents, e).includes(a)) edge(`a${a}`, `e${e}`, "speaker", colours.faint);
      for (const cause of row(model.causes, e)) if (events.includes(cause)) edge(`e${cause}`, `e${e}`, "cause", colours.accent);
    }
    return { list, links };
  }

  /** @param {number} e @param {Record<string, string>} colours */
  function eventNode(e, colours) {
    const { model } = app, colour = colours[`q${model.quad[e]}`], occurred = model.statuses[model.status[e]] === "occurred";
    return { id: `e${e}`, label: wrap(model.label[e]), shape: "dot", size: 6 + Math.min(8, model.weight[e] * 1.5), borderWidth: 1.5,
      color: { background: occurred ? colour : colours.paper, border: colour, highlight: { background: colour, border: colours.accent }, hover: { background: colour, border: colours.accent } },
      shapeProperties: { borderDashes: model.statuses[model.status[e]] === "possible" ? [3, 2] : false }, font: { size: 14, color: colours.soft, face: SPECKLE, strokeWidth: 3, strokeColor: colours.paper } };
  }

  /** @param {number} a @param {Record<string, string>} colours */
  function actorNode(a, colours) {
    const kind = app.model.actors.kind[a], country = kind === "country";
    return { id: `a${a}`, label: actorName(app.lang, app.model, a), shape: "box", margin: 6, borderWidth: country ? 0 : 1, shapeProperties: { borderRadius: kind === "person" ? 12 : 3 },
      color: { background: country ? colours.accent : colours.band, border: colours.faint, highlight: { background: country ? colours.accent : colours.band, border: colours.ink }, hover: { background: country ? colours.accent : colours.band, border: colours.ink } },
      font: { size: 14 + Math.min(14, Math.sqrt(app.model.actors.weight[a]) * 2.6), color: country ? colours.paper : colours.ink, face: SPECKLE }, mass: 1.5 + Math.min(4, app.model.actors.weight[a] / 4) };
  }

  /** @param {string} label */
  function wrap(label) {
    const chars = Array.from(label);
    return chars.length <= 12 ? label : chars.length <= 24 ? `${chars.slice(0, 12).join("")}\n${chars.slice(12).join("")}` : `${chars.slice(0, 12).join("")}\n${chars.slice(12, 23).join("")}…`;
  }

  function render() {
    if (app.view !== "network") return;
    const colours = palette();
    const key = [app.lang, colours.paper, whole ? "" : `${app.selected},${app.actor}`, app.kept.length, app.keptCount, app.conditions.q].join("|");
    note.textContent = say(app.lang, whole ? "whole" : app.selected >= 0 || app.actor >= 0 ? "around" : "strongest");
    box.setAttribute("aria-label", say(app.lang, "network"));
    if (key === shownFor) {
      if (waiting) spread();
      return mark();
    }
    shownFor = key;
    load();
    const vis = /** @type {any} */ (window).vis, { list, links } = build();
    nodes = new vis.DataSet(list);
    edges = new vis.DataSet(links);
    net?.destroy();
    net = new vis.Network(box, { nodes, edges }, {
      autoResize: true, layout: { randomSeed: 7, improvedLayout: false },
      physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -60, springLength: 55, springConstant: 0.08, avoidOverlap: 0.6, centralGravity: 0.02 }, stabilization: { iterations: list.length > 150 ? 160 : 320, updateInterval: 400, fit: true }, maxVelocity: 60 },
      edges: { arrows: { to: { enabled: true, scaleFactor: 0.4 } }, smooth: { enabled: true, type: "continuous", roundness: 0.3 }, width: 1, selectionWidth: 1.5 },
      interaction: { hover: true, tooltipDelay: 1e6, keyboard: false, navigationButtons: false }, nodes: { scaling: { label: { enabled: true, drawThreshold: 9 } } },
    });
    net.once("stabilized", () => net.setOptions({ physics: false }));
    net.once("stabilizationIterationsDone", () => { net.setOptions({ physics: false }); spread(); mark(); });
    net.on("hoverNode", (/** @type {any} */ at) => (box.title = at.node[0] === "e" ? app.model.label[Number(at.node.slice(1))] : ""));
    net.on("blurNode", () => (box.title = ""));
    net.on("click", (/** @type {any} */ at) => {
      const id = at.nodes[0];
      if (id === undefined) return selectEvent(app, -1);
      if (id[0] === "e") selectEvent(app, Number(id.slice(1)));
      else selectActor(app, Number(id.slice(1)));
    });
  }

  /** The layout is about round, the window is wide and so are labels: stretch it to the window. */
  function spread() {
    // Another view may have come before the layout was done.
    waiting = !box.clientHeight;
    const at = net.getPositions(), points = Object.values(at);
    if (waiting || !points.length) return;
    const size = (/** @type {"x" | "y"} */ axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis])) || 1;
    const wide = Math.max(0.6, Math.min(2.2, (box.clientWidth / box.clientHeight) * (size("y") / size("x"))));
    nodes.update(Object.entries(at).map(([id, p]) => ({ id, x: p.x * wide, y: p.y })));
    net.fit();
    // Names stay readable when the whole is small; the events' labels come with zoom.
    const grow = Math.max(1, Math.min(2.4, 0.85 / net.getScale()));
    nodes.update(nodes.get().map((/** @type {any} */ node) => ({ id: node.id, font: { ...node.font, size: node.font.size * (node.id[0] === "a" ? grow : Math.min(grow, 1.3)) } })));
  }

  /** Shows what is selected. */
  function mark() {
    if (!net || !nodes || !box.clientHeight) return;
    const id = app.selected >= 0 ? `e${app.selected}` : app.actor >= 0 ? `a${app.actor}` : null;
    if (id === null || !nodes.get(id)) return net.unselectAll();
    net.selectNodes([id]);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    net.focus(id, { scale: Math.max(net.getScale(), 0.9), animation: still ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
  }

  app.on((change) => ["view", "select", "filter", "surface"].includes(change) && render());
  return { render,
    stats: () => ({ nodes: nodes?.length ?? 0, edges: edges?.length ?? 0 }),
    /** Where the node of an event or actor is drawn, for tests. */
    at: (/** @type {string} */ id) => {
      const e = app.model.eventAt.get(id), key = e === undefined ? `a${app.model.actorAt.get(id)}` : `e${e}`;
      return waiting || !net ? null : net.canvasToDOM(net.getPositions([key])[key]);
    } };
}
