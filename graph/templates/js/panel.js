/** Header, filters, tray, legend and help around the views. */
import { byId, button, h, icon, iconButton, keepFocus, langOf } from "./dom.js";
import { iso, parseIso } from "./days.js";
import { eventButton } from "./details.js";
import { countConditions, noConditions } from "./filter.js";
import { NOWHERE, OWN, REPORT } from "./model.js";
import { refilter, selectEvent, showView } from "./store.js";
import { sourceOf } from "./texts.js";
import { actorName, say, term } from "./words.js";

const VIEWS = /** @type {const} */ (["timeline", "network", "list", "sources"]);

/** @param {import("./store.js").App} app @param {{ zoom: (f: number) => void, fit: () => void, home: () => void }} timeline @param {{ png: () => void, csv: () => void }} save */
export function makePanel(app, timeline, save) {
  const t = (/** @type {import("./words.js").Word} */ word) => say(app.lang, word);
  let searching = 0, filtersOpen = false, seen = true;

  function drawTabs() {
    byId("tabs").setAttribute("aria-label", t("menu"));
    byId("tabs").replaceChildren(...VIEWS.map((view) => h("button", { type: "button", role: "tab", id: `tab-${view}`, "aria-selected": String(app.view === view), "aria-controls": view, tabindex: app.view === view ? "0" : "-1",
      onclick: () => showView(app, view), onkeydown: (/** @type {KeyboardEvent} */ event) => tabKey(event, view) }, t(view))));
    for (const view of VIEWS) byId(view).hidden = app.view !== view;
    byId("skip").textContent = t(app.view === "timeline" ? "timeline" : "list");
  }

  /** @param {KeyboardEvent} event @param {typeof VIEWS[number]} view */
  function tabKey(event, view) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    showView(app, VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length]);
    byId(`tab-${app.view}`).focus();
  }

  function drawTools() {
    const tools = byId("tools"), n = countConditions(app.conditions);
    tools.setAttribute("aria-label", t("menu"));
    const search = h("input", { type: "search", id: "search", placeholder: t("search"), "aria-label": t("search"), autocomplete: "off", spellcheck: "false", oninput: onSearch });
    /** @type {HTMLInputElement} */ (search).value = app.conditions.q;
    keepFocus(tools, () => tools.replaceChildren(
      h("label", { class: "search" }, icon("search"), search), h("output", { id: "count" }, countText()),
      h("button", { type: "button", class: `tool${n ? " on" : ""}`, "data-key": "filters", "aria-expanded": String(filtersOpen), "aria-controls": "filters", "aria-label": n ? `${t("filters")} ${n}` : t("filters"), onclick: () => { filtersOpen = !filtersOpen; drawTools(); drawFilters(); } }, icon("filter"), h("span", null, n ? `${t("filters")} ${n}` : t("filters"))),
      button(t("language"), () => { app.lang = app.lang === "ja" ? "en" : "ja"; app.tell("surface"); }, { class: "tool language", "data-key": "language", lang: app.lang === "ja" ? "en" : "ja" }),
      iconButton("dark", t("dark"), switchTheme), iconButton("help", t("help"), openHelp, { "aria-keyshortcuts": "?" })));
  }

  function countText() {
    return app.keptCount === app.model.count ? `${app.model.count.toLocaleString(app.lang)} ${t("events")}` : `${app.keptCount.toLocaleString(app.lang)} ${t("of")} ${app.model.count.toLocaleString(app.lang)} ${t("events")}`;
  }

  /** @param {Event} event */
  function onSearch(event) {
    app.conditions.q = /** @type {HTMLInputElement} */ (event.target).value;
    cancelAnimationFrame(searching);
    searching = requestAnimationFrame(() => refilter(app));
  }

  function switchTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    app.tell("surface");
  }

  function drawFilters() {
    const box = byId("filters"), c = app.conditions;
    box.hidden = !filtersOpen;
    box.setAttribute("aria-label", t("filters"));
    if (!filtersOpen) return;
    const checks = (/** @type {Set<number>} */ set, /** @type {[number, string, string?][]} */ options) => options.map(([value, name, mark]) => h("label", { class: "check" },
      h("input", { type: "checkbox", checked: set.has(value), onchange: (/** @type {Event} */ event) => { if (/** @type {HTMLInputElement} */ (event.target).checked) set.add(value); else set.delete(value); refilter(app); } }), mark ? h("span", { class: `sign ${mark}`, "aria-hidden": "true" }) : null, name));
    const date = (/** @type {"since" | "until"} */ key, /** @type {string} */ name) => h("label", null, `${name} `, h("input", { type: "date", value: c[key] === null ? "" : iso(Number(c[key])), onchange: (/** @type {Event} */ event) => { c[key] = parseIso(/** @type {HTMLInputElement} */ (event.target).value); refilter(app); } }));
    const used = (/** @type {ArrayLike<number>} */ values) => new Set(Array.from(values));
    const types = used(app.model.type), statuses = used(app.model.status), bases = used(app.model.basis);
    const group = (/** @type {string} */ name, /** @type {(Node | null)[]} */ ...content) => h("fieldset", { class: name === t("type") ? "types" : null }, h("legend", null, name), h("div", { class: "options" }, ...content));
    keepFocus(box, () => box.replaceChildren(
      group(t("actor"), actorField(), ...[...c.involving].map((a) => button(`${actorName(app.lang, app.model, a)} ×`, () => { c.involving.delete(a); refilter(app); drawFilters(); }, { class: "chip on" }))),
      group(t("type"), ...checks(c.types, app.model.types.flatMap((type, i) => (types.has(i) ? [/** @type {[number, string, string]} */ ([i, term(app.lang, app.model, type), `q${quadOfType(i)} occurred own`])] : [])))),
      group(t("status"), ...checks(c.statuses, app.model.statuses.flatMap((s, i) => (statuses.has(i) ? [/** @type {[number, string, string]} */ ([i, term(app.lang, app.model, s), `q4 ${s} own`])] : [])))),
      group(t("dated"), ...checks(c.places, [[OWN, t("ownDay"), "q4 occurred own"], [REPORT, t("reportDay"), "q4 occurred report"], [NOWHERE, t("undated"), "q4 occurred open"]])),
      group(t("dateBasis"), ...checks(c.bases, app.model.bases.flatMap((b, i) => (bases.has(i) ? [/** @type {[number, string]} */ ([i, term(app.lang, app.model, b)])] : [])))),
      group(t("range"), date("since", t("from")), date("until", t("to")), sourceField()),
      h("div", { class: "filter-end" }, button(t("reset"), resetAll, { class: "tool" }), button(t("close"), () => { filtersOpen = false; drawTools(); drawFilters(); }, { class: "tool" }))));
  }

  /** @param {number} type */
  function quadOfType(type) {
    const e = app.model.type.indexOf(type);
    return e < 0 ? 4 : app.model.quad[e];
  }

  function actorField() {
    const options = app.model.actors.label.slice(0, 3000).map((_, a) => h("option", { value: actorName(app.lang, app.model, a) }));
    const choose = (/** @type {Event} */ event) => {
      const input = /** @type {HTMLInputElement} */ (event.target), name = input.value.trim();
      const a = app.model.actors.label.findIndex((label, i) => label === name || actorName(app.lang, app.model, i) === name);
      if (a < 0) return;
      app.conditions.involving.add(a);
      refilter(app);
      drawFilters();
    };
    return h("span", null, h("input", { type: "text", list: "actor-names", "aria-label": t("actor"), placeholder: t("anyone"), onchange: choose }), h("datalist", { id: "actor-names" }, ...options));
  }

  function sourceField() {
    const texts = app.texts;
    const names = texts ? [...new Set(Array.from({ length: texts.lines }, (_, l) => sourceOf(texts, l)))].sort().slice(0, 500) : [];
    if (names.length < 2) return null;
    return h("label", null, `${t("source")} `, h("select", { onchange: (/** @type {Event} */ event) => { app.conditions.source = /** @type {HTMLSelectElement} */ (event.target).value; refilter(app); } },
      h("option", { value: "" }, t("anyone")), ...names.map((name) => h("option", { value: name, selected: app.conditions.source === name }, name))));
  }

  function drawLegend() {
    const quads = app.model.quads.map((quad, i) => h("span", { class: "key" }, h("span", { class: `sign q${i} occurred own`, "aria-hidden": "true" }), term(app.lang, app.model, quad)));
    const statuses = app.model.statuses.slice(1).map((status) => h("span", { class: "key" }, h("span", { class: `sign q4 ${status} own`, "aria-hidden": "true" }), term(app.lang, app.model, status)));
    const report = h("span", { class: "key" }, h("span", { class: "sign q4 occurred report", "aria-hidden": "true" }), t("reportDay"));
    const hidden = app.wishes.hidden.size ? button(`${t("hiddenLanes")} ${app.wishes.hidden.size}: ${t("show")}`, () => { app.wishes.hidden.clear(); app.tell("lanes"); }, { class: "link" }) : null;
    byId("legend").replaceChildren(h("div", { class: "keys" }, hidden, ...quads, h("i", null), ...statuses, report, h("span", { class: "key dense", title: t("partial") }, h("span", { class: "bins", "aria-hidden": "true" }), t("density"))),
      h("p", { class: "hint", hidden: seen }, t("hint")), h("div", { class: "acts" }, iconButton("minus", t("zoomOut"), () => timeline.zoom(1.5)), iconButton("plus", t("zoomIn"), () => timeline.zoom(0.67)), iconButton("home", t("home"), timeline.home), iconButton("fit", t("fit"), timeline.fit),
        button("PNG", save.png, { class: "tool", title: t("png") }), button("CSV", save.csv, { class: "tool", title: t("csv") })));
  }

  function drawTray() {
    const tray = byId("tray"), list = [];
    for (let e = 0; e < app.model.count && list.length < 200; e++) if (app.model.place[e] === NOWHERE && app.kept[e]) list.push(e);
    tray.hidden = !list.length;
    tray.replaceChildren(...(list.length ? [h("button", { type: "button", class: "tray-name", title: t("undatedWhy"), "aria-expanded": String(tray.classList.contains("open")), onclick: (/** @type {Event} */ event) => /** @type {HTMLElement} */ (event.currentTarget).setAttribute("aria-expanded", String(tray.classList.toggle("open"))) }, `${t("tray")} ${list.length}`), h("div", null, ...list.map((e) => eventButton(app, e)))] : []));
  }

  /** Instead of an empty timeline. */
  function drawNothing() {
    byId("nothing").hidden = app.keptCount > 0;
    byId("nothing").replaceChildren(h("b", null, t("nothing")), h("span", null, t("nothingHelp")), button(t("reset"), resetAll, { class: "tool" }));
  }

  function resetAll() {
    app.conditions = noConditions();
    app.wishes.hidden.clear();
    refilter(app);
    app.tell("lanes");
    drawTools();
    drawFilters();
  }

  function seenBefore() {
    try {
      return localStorage.getItem("nenpyo-seen") === "1";
    } catch {
      return false;
    }
  }

  /** The hint goes with the first act and does not come again. */
  function hideHint() {
    seen = true;
    byId("legend").querySelector(".hint")?.setAttribute("hidden", "");
    try {
      localStorage.setItem("nenpyo-seen", "1");
    } catch {
      // Where nothing can be stored, the hint is shown each time.
    }
  }
  for (const type of ["wheel", "pointerdown", "keydown"]) byId("view").addEventListener(type, hideHint, { once: true, passive: true });

  function openHelp() {
    const dialog = /** @type {HTMLDialogElement} */ (byId("help"));
    const keys = app.lang === "ja"
      ? [["ホイール / ＋ －", "時間を拡大・縮小"], ["ドラッグ / Shift＋← →", "時間を移動"], ["← →", "前・次の出来事を選ぶ"], ["Shift＋ホイール / ↑ ↓", "上下に移動"], ["0 / f", "主な期間 / 全期間"], ["/", "検索"], ["1 – 4", "年表・ネットワーク・一覧・出典"], ["Esc", "選択を解除"], ["?", "このヘルプ"]]
      : [["Wheel / + −", "Zoom time"], ["Drag / Shift+← →", "Move in time"], ["← →", "Previous, next event"], ["Shift+wheel / ↑ ↓", "Scroll lanes"], ["0 / f", "Main period / everything"], ["/", "Search"], ["1 – 4", "Timeline, network, list, sources"], ["Esc", "Clear the selection"], ["?", "This help"]];
    const signs = (/** @type {string[]} */ ...kinds) => h("span", { class: "signs", "aria-hidden": "true" }, ...kinds.map((kind) => h("span", { class: `sign ${kind}` })));
    const notes = /** @type {[Node | null, string][]} */ (app.lang === "ja"
      ? [[signs("q4 occurred own"), "丸は日付のある出来事です。"], [signs("q4 occurred report"), "菱形は本文に日付がなく、報道日に置いた出来事です。"], [signs("q4 occurred open"), "四角は日付の決められない出来事で、年表の下に並びます。"],
        [signs("q4 occurred own", "q4 planned own", "q4 possible own", "q4 denied own"), "塗りは発生、白抜きは予定、破線は可能性、×は否定です。"], [signs("q0 occurred own", "q1 occurred own", "q2 occurred own", "q3 occurred own"), "青は協調、橙と赤は対立、濃い色は行動を表します。"],
        [null, "左の名前を押すと、その国・主体の出来事だけが残ります。名前の横の「…」で固定・移動・非表示にできます。"], [null, "表示中の条件はアドレスに保存され、そのまま送れます。"]]
      : [[signs("q4 occurred own"), "A disc has a day of its own."], [signs("q4 occurred report"), "A diamond has none in the text and stands at the day of its report."], [signs("q4 occurred open"), "A square has no day that could be known; it waits below the timeline."],
        [signs("q4 occurred own", "q4 planned own", "q4 possible own", "q4 denied own"), "Occurred, planned, possible, denied."], [signs("q0 occurred own", "q1 occurred own", "q2 occurred own", "q3 occurred own"), "Blue is cooperation, orange and red are conflict; the dark ones are deeds."],
        [null, "Press a name on the left to dim everything else; “…” beside it pins, moves or hides the lane."], [null, "The address keeps what you see and can be sent."]]);
    dialog.replaceChildren(h("div", { class: "panel-head" }, h("h2", { id: "help-title" }, t("help")), iconButton("close", t("close"), () => dialog.close())),
      h("dl", { class: "keys-list" }, ...keys.flatMap(([key, text]) => [h("dt", null, h("kbd", null, key)), h("dd", null, text)])), h("ul", { class: "notes" }, ...notes.map((note) => h("li", null, ...note))));
    dialog.setAttribute("aria-labelledby", "help-title");
    if (!dialog.open) dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Escape") {
      document.querySelector(".menu")?.remove();
      if (target.matches?.("input")) target.blur();
      else if (app.selected >= 0 || app.actor >= 0) selectEvent(app, -1);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches?.("input, select, textarea")) return;
    if (event.key === "?") openHelp();
    else if (event.key === "/") byId("search").focus();
    else if ("1234".includes(event.key)) showView(app, VIEWS[Number(event.key) - 1]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    const menu = document.querySelector(".menu");
    if (menu && !menu.contains(/** @type {Node} */ (event.target))) menu.remove();
  });

  function drawAll() {
    document.documentElement.lang = app.lang;
    byId("details").setAttribute("aria-label", t("selected"));
    byId("canvas").setAttribute("aria-label", `${t("timeline")}: ${countText()}. ${t("hint")}`);
    byId("title").setAttribute("title", app.title);
    byId("title").lang = langOf(app.title) ?? app.lang;
    drawTabs();
    drawTools();
    drawFilters();
    drawLegend();
    drawTray();
    drawNothing();
  }

  app.on((change) => {
    if (change === "surface") drawAll();
    if (change === "view") drawTabs();
    if (change === "lanes") drawLegend();
    if (change === "texts") {
      // Only now: the browser's store is slow to open.
      seen = seenBefore();
      drawLegend();
      drawFilters();
      drawTray();
    }
    if (change !== "filter") return;
    byId("count").textContent = countText();
    const tool = byId("tools").querySelector("[aria-controls=filters]"), n = countConditions(app.conditions);
    tool?.classList.toggle("on", n > 0);
    const name = tool?.querySelector("span");
    if (name) name.textContent = n ? `${t("filters")} ${n}` : t("filters");
    tool?.setAttribute("aria-label", name?.textContent ?? "");
    byId("status").textContent = countText();
    drawTray();
    drawNothing();
  });
  return { drawAll };
}
