/** The view in the address, so that it can be sent. */
import { iso, parseIso } from "./days.js";
import { noConditions } from "./filter.js";

/** @param {import("./store.js").App} app @param {[number, number]} homeWindow */
export function writeHash(app, homeWindow) {
  const { conditions: c, model, wishes } = app;
  const p = new URLSearchParams();
  const set = (/** @type {string} */ key, /** @type {string} */ value) => value && p.set(key, value);
  if (app.view !== "timeline") p.set("view", app.view);
  if (app.selected >= 0) p.set("event", model.id[app.selected]);
  if (app.actor >= 0) p.set("who", model.actors.id[app.actor]);
  if (Math.abs(app.t0 - homeWindow[0]) > 1e-6 || Math.abs(app.t1 - homeWindow[1]) > 1e-6) p.set("t", `${app.t0.toFixed(3)}~${app.t1.toFixed(3)}`);
  set("q", c.q);
  set("type", [...c.types].map((i) => model.types[i]).join(" "));
  set("status", [...c.statuses].map((i) => model.statuses[i]).join(" "));
  set("dated", [...c.places].join(" "));
  set("basis", [...c.bases].map((i) => model.bases[i]).join(" "));
  for (const a of c.involving) p.append("actor", model.actors.id[a]);
  set("source", c.source);
  if (c.since !== null) p.set("since", iso(c.since));
  if (c.until !== null) p.set("until", iso(c.until));
  for (const a of wishes.pinned) p.append("pin", model.actors.id[a]);
  for (const key of wishes.hidden) p.append("hide", key);
  for (const key of wishes.order) p.append("lane", key);
  return p.toString();
}

/** @param {import("./store.js").App} app @param {string} hash @returns {[number, number] | null} the window, when it names one */
export function readHash(app, hash) {
  const p = new URLSearchParams(hash.replace(/^#/, "")), { model } = app, c = noConditions();
  const some = (/** @type {string} */ key, /** @type {string[]} */ names) => new Set((p.get(key) ?? "").split(" ").map((name) => names.indexOf(name)).filter((i) => i >= 0));
  const actors = (/** @type {string} */ key) => p.getAll(key).flatMap((id) => model.actorAt.get(id) ?? []);
  c.q = p.get("q") ?? "";
  c.types = some("type", model.types);
  c.statuses = some("status", model.statuses);
  c.places = some("dated", ["0", "1", "2"]);
  c.bases = some("basis", model.bases);
  c.involving = new Set(actors("actor"));
  c.source = p.get("source") ?? "";
  c.since = parseIso(p.get("since") ?? "");
  c.until = parseIso(p.get("until") ?? "");
  app.conditions = c;
  app.wishes = { pinned: actors("pin"), hidden: new Set(p.getAll("hide")), order: p.getAll("lane") };
  app.selected = model.eventAt.get(p.get("event") ?? "") ?? -1;
  app.actor = app.selected >= 0 ? -1 : (model.actorAt.get(p.get("who") ?? "") ?? -1);
  const view = p.get("view") ?? "";
  app.view = ["network", "list", "sources"].includes(view) ? view : "timeline";
  const window = (p.get("t") ?? "").split("~").map(Number);
  return window.length === 2 && window.every(Number.isFinite) && window[1] > window[0] ? [window[0], window[1]] : null;
}
