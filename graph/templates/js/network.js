/** The actor–event network by vis-network: whole when small, else around the selection or its strongest part. */
import { byId, h } from "./dom.js";
import { palette } from "./draw.js";
import { involved, row } from "./model.js";
import { selectActor, selectEvent } from "./store.js";
import { drift, pushApart, setAside } from "./spread.js";
import { actorName, say, term } from "./words.js";

const MOST_EVENTS = 300, MOST_STRONG = 110;
const SPECKLE = 'system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif';

/** @param {import("./store.js").App} app @param {any} part nodes and edges as pyvis gave them */
export function makeNetwork(app, part) {
  const section = byId("network");
  const box = h("div", { class: "net", role: "img" }), note = h("div", { class: "net-note" });
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  section.append(box, note);
  const whole = app.model.count <= MOST_EVENTS;
  /** @type {any} */
  let net = null;
  /** @type {any} */
  let nodes = null;
  /** @type {any} */
  let edges = null;
  let shownFor = "", shownIn = "", waiting = false;
  /** @type {Map<string, any>} nodes as they look when nothing is selected */
  let plain = new Map();
  /** @type {any[]} */
  let plainEdges = [];

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
    if (!seeds.length) return start.filter((/** @type {number} */ e) => app.kept[e] && involved(app.model, e).length).sort((/** @type {number} */ a, /** @type {number} */ b) => app.model.weight[b] - app.model.weight[a]).slice(0, MOST_STRONG);
    const around = seeds.flatMap((a) => [...row(app.ofActor, a)]).filter((e) => app.kept[e]);
    const set = [...new Set(around)].sort((a, b) => app.model.weight[b] - app.model.weight[a]).slice(0, 120);
    return app.selected >= 0 ? [app.selected, ...set.filter((e) => e !== app.selected)] : set;
  }

  function build() {
    const { model } = app, colours = palette();
    const events = chosenEvents(), actors = new Set(events.flatMap((/** @type {number} */ e) => involved(model, e)));
    const list = events.map((/** @type {number} */ e) => eventNode(e, colours));
    for (const a of actors) list.push(actorNode(a, colours));
    /** @type {any[]} */
    const links = [];
    const edge = (/** @type {string} */ from, /** @type {string} */ to, /** @type {string} */ role, /** @type {string} */ colour) => links.push({ id: links.length, from, to, role, color: { color: colour, opacity: 0.75, highlight: colours.accent, hover: colours.accent }, dashes: role === "cause" });
    for (const e of events) {
      const colour = colours[`q${model.quad[e]}`];
      for (const a of row(model.agents, e)) edge(`a${a}`, `e${e}`, "agent", colour);
      for (const a of row(model.targets, e)) edge(`e${e}`, `a${a}`, "target", colour);
      for (const a of row(model.speakers, e)) if (!row(model.agents, e).includes(a)) edge(`a${a}`, `e${e}`, "speaker", colours.faint);
      for (const cause of row(model.causes, e)) if (events.includes(cause)) edge(`e${cause}`, `e${e}`, "cause", colours.accent);
    }
    const tied = new Set(links.flatMap((link) => [link.from, link.to]));
    for (const node of list) if (!tied.has(node.id)) node.physics = false;
    return { list, links };
  }

  /** @param {number} e @param {Record<string, string>} colours */
  function eventNode(e, colours) {
    const { model } = app, colour = colours[`q${model.quad[e]}`], occurred = model.statuses[model.status[e]] === "occurred";
    const label = wrap(model.label[e]);
    return { id: `e${e}`, label, full: label, shape: "dot", size: 6 + Math.min(8, model.weight[e] * 1.5), borderWidth: 1.5,
      color: { background: occurred ? colour : colours.paper, border: colour, highlight: { background: colour, border: colours.accent }, hover: { background: colour, border: colours.accent } },
      shapeProperties: { borderDashes: model.statuses[model.status[e]] === "possible" ? [3, 2] : false }, font: { size: 14, color: colours.soft, face: SPECKLE, strokeWidth: 3, strokeColor: colours.paper } };
  }

  /** @param {number} a @param {Record<string, string>} colours */
  function actorNode(a, colours) {
    const kind = app.model.actors.kind[a], country = kind === "country";
    return { id: `a${a}`, label: actorName(app.lang, app.model, a), shape: "box", margin: 6, scaling: { label: { enabled: true, drawThreshold: 5 } }, borderWidth: country ? 0 : 1, shapeProperties: { borderRadius: kind === "person" ? 12 : 3 },
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
    const key = [whole ? "" : `${app.selected},${app.actor}`, app.kept.length, app.keptCount, app.conditions.q].join("|"), surface = [app.lang, colours.paper].join("|");
    drawNote();
    box.setAttribute("aria-label", say(app.lang, "network"));
    if (key === shownFor && (surface === shownIn || plain.size)) {
      if (waiting) spread();
      if (surface !== shownIn) restyle();
      shownIn = surface;
      return mark();
    }
    [shownFor, shownIn] = [key, surface];
    plain = new Map();
    box.setAttribute("aria-busy", "true");
    load();
    const vis = /** @type {any} */ (window).vis, { list, links } = build();
    nodes = new vis.DataSet(list);
    edges = new vis.DataSet(links);
    plainEdges = links;
    net?.destroy();
    net = new vis.Network(box, { nodes, edges }, {
      autoResize: true, layout: { randomSeed: 7, improvedLayout: false },
      physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -60, springLength: 55, springConstant: 0.08, avoidOverlap: 0.6, centralGravity: 0.02 }, stabilization: { iterations: list.length > 150 ? 160 : 320, updateInterval: 400, fit: true }, maxVelocity: 60 },
      edges: { arrows: { to: { enabled: true, scaleFactor: 0.4 } }, smooth: { enabled: true, type: "continuous", roundness: 0.3 }, width: 1.4, selectionWidth: 1.6 },
      interaction: { hover: true, tooltipDelay: 1e6, keyboard: false, navigationButtons: false }, nodes: { scaling: { label: { enabled: true, drawThreshold: 9 } } },
    });
    net.once("stabilized", () => net.setOptions({ physics: false }));
    net.once("stabilizationIterationsDone", () => { net.setOptions({ physics: false }); spread(); mark(); box.setAttribute("aria-busy", "false"); });
    net.on("hoverNode", (/** @type {any} */ at) => (box.title = at.node[0] === "e" ? app.model.label[Number(at.node.slice(1))] : ""));
    net.on("blurNode", () => (box.title = ""));
    net.on("click", (/** @type {any} */ at) => {
      const id = at.nodes[0];
      if (id === undefined) return selectEvent(app, -1);
      if (id[0] === "e") selectEvent(app, Number(id.slice(1)));
      else selectActor(app, Number(id.slice(1)));
    });
  }

  function drawNote() {
    const { model, lang } = app, text = say(lang, whole ? "whole" : app.selected >= 0 || app.actor >= 0 ? "around" : "strongest");
    const kinds = /** @type {const} */ (["country", "person", "org"]);
    note.replaceChildren(h("span", null, text), ...kinds.map((kind) => h("span", { class: `key actor-key ${kind}` }, say(lang, kind))),
      ...model.quads.map((quad, i) => h("span", { class: "key" }, h("span", { class: `sign q${i} occurred own`, "aria-hidden": "true" }), term(lang, model, quad))));
  }

  /** The layout is about round, the window is wide and so are labels: stretch it to the window, then part what overlaps. */
  function spread() {
    // Another view may have come before the layout was done.
    waiting = !box.clientHeight;
    const at = net.getPositions(), ids = Object.keys(at);
    if (waiting || !ids.length) return;
    const list = nodes.get(ids), aspect = box.clientWidth / box.clientHeight;
    const tied = list.filter((/** @type {any} */ node) => node.physics !== false);
    const points = drift(tied.map((/** @type {any} */ node) => at[node.id]), aspect);
    // Names stay readable when the whole is small; the events' labels come with zoom.
    const size = (/** @type {"x" | "y"} */ axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis])) || 1;
    const fits = points.length ? Math.min(1, box.clientWidth / (size("x") * 1.1), box.clientHeight / (size("y") * 1.1)) : 1;
    const grow = Math.max(1, Math.min(2.2, 0.8 / fits));
    for (const node of list) node.font = { ...node.font, size: node.font.size * (node.id[0] === "a" ? grow : Math.min(grow, 1.3)) };
    pushApart(points.map((p, i) => ({ p, ...extent(tied[i]) })));
    const aside = setAside(points, list.length - tied.length, aspect);
    const placed = new Map(tied.map((/** @type {any} */ node, /** @type {number} */ i) => [node.id, points[i]]));
    for (const node of list) Object.assign(node, placed.get(node.id) ?? aside.shift());
    thinLabels(list);
    plain = new Map(list.map((/** @type {any} */ node) => [node.id, node]));
    nodes.update(list);
    net.redraw();
    net.fit();
    // On a small screen a readable part is worth more than the whole.
    if (box.clientWidth < 560) net.moveTo({ position: placed.get(strongest(tied)), scale: Math.max(net.getScale(), 11 / (15 * grow)) });
  }

  /** Another language or other colours: every node stays where it is, moved by hand or not. */
  function restyle() {
    const { list, links } = build(), at = net.getPositions();
    for (const node of list) Object.assign(node, at[node.id], { font: { ...node.font, size: plain.get(node.id).font.size } });
    thinLabels(list);
    plain = new Map(list.map((/** @type {any} */ node) => [node.id, node]));
    plainEdges = links;
    nodes.update(list);
  }

  /** Labels of events only where they cover nothing; the others come with the selection. @param {any[]} list */
  function thinLabels(list) {
    const taken = list.map((node) => ({ x: node.x, y: node.y, ...extent(node) }));
    const free = (/** @type {typeof taken[number]} */ a) => !taken.some((b) => Math.abs(a.x - b.x) < a.w + b.w && Math.abs(a.y - b.y) < a.h + b.h);
    for (const node of list.filter((n) => n.id[0] === "e").sort((a, b) => b.size - a.size)) {
      const lines = node.full.split("\n"), h = lines.length * node.font.size * 0.6;
      pen.font = `${node.font.size}px ${SPECKLE}`;
      const label = { x: node.x, y: node.y + node.size + 6 + h, w: Math.max(...lines.map((/** @type {string} */ line) => pen.measureText(line).width)) / 2, h, heavy: false };
      node.label = free(label) ? node.full : " ";
      if (node.label === node.full) taken.push(label);
    }
  }

  /** @param {any[]} list */
  function strongest(list) {
    // Actors are numbered by weight.
    const actors = list.filter((node) => node.id[0] === "a").sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
    return (actors[0] ?? list[0])?.id;
  }

  /** Half of what a node covers. @param {any} node @returns {{ w: number, h: number, heavy: boolean }} */
  function extent(node) {
    if (node.id[0] === "e") return { w: node.size + 3, h: node.size + 3, heavy: false };
    pen.font = `${node.font.size}px ${SPECKLE}`;
    return { w: pen.measureText(node.label).width / 2 + 11, h: node.font.size * 0.6 + 9, heavy: true };
  }

  /** Shows what is selected, its neighbours beside it, and dims the rest. */
  function mark() {
    if (!net || !nodes || !plain.size || !box.clientHeight) return;
    const id = app.selected >= 0 ? `e${app.selected}` : app.actor >= 0 ? `a${app.actor}` : null, found = id !== null && plain.has(id);
    const near = found ? new Set([id, ...net.getConnectedNodes(id)]) : null, colours = palette();
    nodes.update([...plain.values()].map(({ id, font, label, full }) => (!near ? { id, label, font, opacity: 1 } : near.has(id) ? { id, label: full ?? label, font, opacity: 1 } : { id, label: full ? " " : label, opacity: 0.2, font: { ...font, color: colours.faint, strokeWidth: 0 } })));
    edges.update(plainEdges.map(({ id: edge, from, to, color }) => ({ id: edge, color: !near || from === id || to === id ? color : { ...color, opacity: 0.12 } })));
    if (!found) return net.unselectAll();
    net.selectNodes([id]);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    net.focus(id, { scale: Math.max(net.getScale(), 0.65), animation: still ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
  }

  app.on((change) => ["view", "select", "filter", "surface"].includes(change) && render());
  return { render,
    stats: () => ({ nodes: nodes?.length ?? 0, edges: edges?.length ?? 0 }),
    /** Where the node of an event or actor is drawn and what it is called, for tests. */
    at: (/** @type {string} */ id) => {
      const e = app.model.eventAt.get(id), key = e === undefined ? `a${app.model.actorAt.get(id)}` : `e${e}`;
      return waiting || !net ? null : { ...net.canvasToDOM(net.getPositions([key])[key]), label: nodes.get(key).label };
    } };
}
