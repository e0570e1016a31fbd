// The page's modules without a browser: days, search, lanes, places of marks and labels, tables, address.
import assert from "node:assert/strict";
import { test } from "node:test";

const js = (name) => import(new URL(`../../graph/templates/js/${name}.js`, import.meta.url));
const { arrange, cut, cutHead, densest } = await js("arrange");
const { axisTicks } = await js("axis");
const { dayOf, figures, interval, iso, longDay, parseIso } = await js("days");
const { weave } = await js("details");
const { cell, toCsv } = await js("export");
const { choose, makeIndex, noConditions, scan } = await js("filter");
const { readHash, writeHash } = await js("hash");
const { makeLanes } = await js("lanes");
const { OWN, effectsOf, makeModel } = await js("model");
const { dayReason, reasonWords } = await js("reasons");
const { drift, pushApart, setAside } = await js("spread");
const { beside, completeIndex, eventsOf, makeApp } = await js("store");
const { haystack } = await js("texts");
const { basisWords, placeName } = await js("words");

const DAY = dayOf(2024, 2, 4);
const ragged = (rows) => ({ n: rows.map((row) => row.length), v: rows.flat() });

/** Events of actor 0 (a country), 1 (its minister) or nobody. */
function model(events) {
  const column = (key, fallback) => events.map((event) => (key in event ? event[key] : fallback));
  return makeModel({
    names: {}, types: ["AGREE", "OTHER"], quads: ["verbal cooperation", "neutral"], statuses: ["occurred", "planned"], grains: ["day"], bases: ["stated"],
    actors: { id: ["FR", "min"], label: ["フランス", "仏外相"], kind: ["country", "person"], country: ["FR", "FR"], weight: [5, 3] },
    events: {
      id: column("id").map((id, i) => id ?? `e${i}`), label: column("label", "会談"), type: column("type", 0), quad: column("quad", 0), status: column("status", 0), start: column("start", null), end: column("end", null),
      published: column("published", null), grain: column("grain", 0), basis: column("basis", 0), weight: column("weight", 1), agents: ragged(column("agents", [])), targets: ragged(column("targets", [])),
      speakers: ragged(events.map(() => [])), causes: ragged(column("causes", [])),
    },
  });
}

const measure = (text) => Array.from(text).length * 12;

function placed(events, { width = 1200, height = 700, days = 8 } = {}) {
  const m = model(events), { lanes, of } = makeLanes(m, 8, { pinned: [], hidden: new Set(), order: [] });
  const used = new Uint8Array(lanes.length).fill(1);
  const layout = arrange(m, [...m.byWeight], of, lanes.length, { origin: DAY, scale: width / days, height, widest: 330, partial: false, used, name: (e) => m.label[e] }, measure);
  return { m, lanes, layout };
}

test("days survive text, long before and after now", () => {
  for (const text of ["2024-02-29", "0001-01-01", "1868-01-25", "9999-12-31"]) assert.equal(iso(parseIso(text)), text);
  assert.equal(parseIso("2024-2-9"), null);
});

test("intervals are named as a reader names them", () => {
  assert.equal(longDay("ja", DAY), "2024年3月4日(月)");
  assert.equal(interval("ja", dayOf(2024, 0), dayOf(2024, 11, 31)), "2024年");
  assert.equal(interval("en", dayOf(2024, 4), dayOf(2024, 4, 31)), "May 2024");
  assert.equal(interval("en", DAY, DAY), "Mon 4 Mar 2024");
});

test("whole years and months are written without days that nobody stated", () => {
  assert.equal(figures(DAY, DAY), "2024-03-04");
  assert.equal(figures(DAY, DAY + 2), "2024-03-04–06");
  assert.equal(figures(DAY, dayOf(2024, 3, 1)), "2024-03-04–04-01");
  assert.equal(figures(dayOf(2024, 1), dayOf(2024, 1, 29)), "2024-02");
  assert.equal(figures(dayOf(1948, 0), dayOf(1948, 11, 31)), "1948");
  assert.equal(figures(dayOf(1901, 0), dayOf(2000, 11, 31)), "1901–2000");
  assert.equal(interval("ja", dayOf(1901, 0), dayOf(2000, 11, 31)), "1901年 – 2000年");
  assert.equal(interval("en", dayOf(2024, 0), dayOf(2024, 2, 31)), "Jan 2024 – Mar 2024");
});

test("the reading's reasons are put in words, what is unknown stays", () => {
  const m = { ...model([]), names: { ASSAULT: ["攻撃", "Assault"] } }, ja = (text) => reasonWords("ja", m, text);
  assert.equal(ja("trigger 拘束: p=0.99"), "「拘束」を出来事の語と判断（確度 99%）");
  assert.equal(ja("type: lexicon ASSAULT.attack, p=1.00"), "種類は語の分類「攻撃」と文脈から判断（確度 100%）");
  assert.equal(ja("date: 「1月4日」 in its clause"), "日付は同じ節の「1月4日」から");
  assert.equal(reasonWords("en", m, "date: 「$2」時点"), "Date as of “$2”");
  assert.equal(ja("何か別の理由"), "何か別の理由");
  assert.equal(dayReason("en", "ページの並びから2025年と判断"), "Year or month from the order of the page");
  assert.equal(dayReason("ja", "本文の日付による"), "本文の日付による");
});

test("names in the network are parted, what hangs on nothing lies below", () => {
  const bodies = Array.from({ length: 40 }, (_, i) => ({ p: { x: (i * 37) % 90, y: (i * 53) % 70 }, w: 30, h: 9, heavy: i % 2 === 0 }));
  pushApart(bodies);
  for (const a of bodies) for (const b of bodies) if (a !== b) assert.ok(Math.abs(a.p.x - b.p.x) >= 59.9 || Math.abs(a.p.y - b.p.y) >= 17.9);
  const points = drift([{ x: -100, y: -100 }, { x: 100, y: 100 }], 2);
  assert.ok(points[1].x - points[0].x > points[1].y - points[0].y);
  for (const place of setAside(points, 7, 2)) assert.ok(place.y > points[1].y);
});

test("a year taken from the page is named", () => {
  assert.equal(basisWords("ja", model([]), "page", DAY), "ページの並びから2024年と判断");
});

test("a country's code becomes its name, a place stays", () => {
  assert.equal(placeName("ja", "FR"), "フランス");
  assert.equal(placeName("en", "パリ"), "パリ");
});

test("ticks are in order, at most one a name's width, whatever the scale", () => {
  for (const scale of [0.003, 0.05, 0.4, 3, 12, 60, 200, 1500, 20000]) {
    const span = 1200 / scale, { lower } = axisTicks("ja", DAY, DAY + span, scale);
    assert.ok(lower.length > 1 && lower.length < 60, `${scale}: ${lower.length}`);
    for (let i = 1; i < lower.length; i++) assert.ok((lower[i].day - lower[i - 1].day) * scale > 25);
  }
});

test("marks and labels never overlap, and every mark has a place", () => {
  const events = Array.from({ length: 90 }, (_, i) => ({
    label: "首相が会談で合意を発表し協力を表明".slice(0, 4 + (i % 14)), agents: i % 3 ? [i % 2] : [], weight: i % 5,
    ...(i % 4 ? { published: DAY + (i % 6) } : { start: DAY + (i % 6), end: DAY + (i % 6) + (i % 8 ? 0 : 3) }),
  }));
  for (const height of [300, 700, 3000]) {
    const { layout } = placed(events, { height });
    assert.equal(layout.items.length, 90);
    const boxes = layout.items.map((item) => {
      const x = item.x + item.shift, label = item.text && !item.bare;
      const from = label && item.left ? x - 3 - item.textWidth : x;
      const to = Math.max(x + (item.bar || 11), label && !item.left ? x + (item.bar ? 7 : 16) + item.textWidth : 0);
      return { lane: item.lane, row: item.row, from, to };
    });
    for (const a of boxes) for (const b of boxes) if (a !== b && a.lane === b.lane && a.row === b.row) assert.ok(a.to <= b.from || b.to <= a.from, JSON.stringify([a, b]));
  }
});

test("with room enough every event is labelled", () => {
  const { layout } = placed(Array.from({ length: 20 }, (_, i) => ({ start: DAY + (i % 5), end: DAY + (i % 5), agents: [0] })), { height: 2000 });
  assert.ok(layout.items.every((item) => item.text && !item.bare));
});

test("a mark that moves aside stays inside its day", () => {
  const { layout } = placed(Array.from({ length: 30 }, () => ({ published: DAY, agents: [0] })), { height: 260 });
  for (const item of layout.items) assert.ok(item.x + item.shift >= 0 && item.x + item.shift + 14 <= layout.scale);
});

test("an event at its report's day lies below those with a day of their own", () => {
  const { layout } = placed([{ published: DAY, agents: [0] }, { start: DAY, end: DAY, agents: [0] }]);
  const row = (e) => layout.items.find((item) => item.e === e).row;
  assert.ok(row(0) > row(1));
});

test("a text is cut at characters, never inside one", () => {
  assert.equal(cut("𠮷野𠮷野𠮷野𠮷野", 72, measure), "𠮷野𠮷野𠮷…");
  assert.equal(cut("短い", 72, measure), "短い");
  assert.equal(cutHead("𠮷野𠮷野𠮷野𠮷野𠮷", 72, measure), "…𠮷野𠮷野𠮷");
});

test("the page opens where most events lie", () => {
  const [from, to] = densest(Int32Array.from([0, 5000, 5001, 5001, 5002, 5003, 5003, 5004, 9000]));
  assert.ok(from > 4990 && from <= 5000 && to > 5004 && to < 5020);
  assert.deepEqual(densest(new Int32Array()), [0, 7]);
});

test("a person's event lies in its country's lane, an event without anybody in its own", () => {
  const { lanes, layout } = placed([{ start: DAY, agents: [0] }, { start: DAY, agents: [1] }, { start: DAY }]);
  assert.deepEqual(lanes.map((lane) => [lane.key, lane.count]), [["gFR", 2], ["none", 1]]);
  assert.deepEqual(layout.items.map((item) => [item.e, item.lane]).sort(), [[0, 0], [1, 0], [2, 1]]);
});

test("an actor's events, the next in time and consequences are found", () => {
  const m = model([{ published: DAY, agents: [1] }, { start: DAY + 2, agents: [0], causes: [0] }, { start: DAY + 1 }, {}]);
  const app = makeApp(m, "ja", "");
  assert.deepEqual([eventsOf(app, 0), eventsOf(app, 1)], [[0, 1], [0]]);
  assert.deepEqual([beside(app, 0, 1), beside(app, 2, 1), beside(app, 1, 1), beside(app, 0, -1)], [2, 1, -1, -1]);
  app.kept[2] = 0;
  assert.equal(beside(app, 0, 1), 1);
  assert.deepEqual([effectsOf(m, 0), effectsOf(m, 1)], [[1], []]);
});

test("pinned, hidden and moved lanes are as wished", () => {
  const m = model([{ start: DAY, agents: [0] }, { start: DAY, agents: [1] }, { start: DAY }]);
  assert.deepEqual(makeLanes(m, 8, { pinned: [1], hidden: new Set(), order: [] }).lanes.map((lane) => lane.key), ["amin", "gFR", "none"]);
  assert.deepEqual(makeLanes(m, 8, { pinned: [1], hidden: new Set(), order: ["gFR", "amin"] }).lanes.map((lane) => lane.key), ["gFR", "amin", "none"]);
  assert.equal(makeLanes(m, 8, { pinned: [], hidden: new Set(["gFR"]), order: [] }).of[0], -1);
});

test("search finds one character, folds width and case, and asks for every word", () => {
  const found = [];
  scan(haystack(["米国とEU", "台湾", "ｅｕ首脳"]), "eu", (i) => found.push(i));
  assert.deepEqual(found, [0, 2]);
  const m = model([{ label: "仏独が会談" }, { label: "独が声明" }, { label: "無関係" }]);
  const q = (words) => [...choose(m, null, makeIndex(m, null), { at: new Int32Array(3), v: new Int32Array() }, { ...noConditions(), q: words })];
  assert.deepEqual(q("独"), [1, 1, 0]);
  assert.deepEqual(q("独　会談"), [1, 0, 0]);
  assert.deepEqual(q(""), [1, 1, 1]);
});

test("conditions meet, a country through its people", () => {
  const m = model([{ start: DAY, agents: [1] }, { start: DAY + 9, agents: [], status: 1 }, { published: DAY }, {}]);
  const kept = (conditions) => [...choose(m, null, makeIndex(m, null), { at: new Int32Array(3), v: new Int32Array() }, { ...noConditions(), ...conditions })];
  assert.deepEqual(kept({ involving: new Set([0]) }), [1, 0, 0, 0]);
  assert.deepEqual(kept({ statuses: new Set([1]) }), [0, 1, 0, 0]);
  assert.deepEqual(kept({ places: new Set([OWN]) }), [1, 1, 0, 0]);
  assert.deepEqual(kept({ since: DAY, until: DAY + 1 }), [1, 0, 1, 0]);
});

test("spans that overlap leave the text as it was", () => {
  const text = "𠮷田外相が会談", node = (part) => ({ part });
  const spans = [[0, 4, 1], [2, 6, 2], [5, 7, 0], [5, 7, 3], [9, 9, 0]].map(([from, to, rank]) => ({ from, to, rank, make: node }));
  const woven = weave(Array.from(text), spans);
  assert.equal(woven.map((piece) => piece.part ?? piece).join(""), text);
  assert.deepEqual(woven.filter((piece) => piece.part).map((piece) => piece.part), ["𠮷田外相", "会談"]);
});

test("a table's cells keep commas and quotes and are no formulas", () => {
  assert.equal(cell('a,"b"'), '"a,""b"""');
  assert.equal(cell("=1+1"), "'=1+1");
  const app = makeApp(model([{ label: "甲、乙", published: DAY, agents: [0] }]), "ja", "題");
  const [head, row] = toCsv(app).split("\r\n");
  assert.equal(row.split(",").length, head.split(",").length);
  assert.match(row, /^e0,甲、乙,AGREE,occurred,,,2024-03-04,/);
});

test("the address brings a view back", () => {
  const app = makeApp(model([{ start: DAY, agents: [1] }, { start: DAY }]), "ja", "");
  completeIndex(app);
  Object.assign(app, { view: "list", selected: 1, t0: DAY, t1: DAY + 2 });
  Object.assign(app.conditions, { q: "会談 & #", types: new Set([1]), involving: new Set([0]), since: DAY });
  app.wishes = { pinned: [1], hidden: new Set(["gFR"]), order: ["amin"] };
  const hash = writeHash(app, [0, 1]), again = makeApp(app.model, "ja", "");
  assert.deepEqual(readHash(again, `#${hash}`), [DAY, DAY + 2]);
  for (const key of ["view", "selected", "conditions", "wishes"]) assert.deepEqual(again[key], app[key]);
});

test("an address from elsewhere breaks nothing", () => {
  const app = makeApp(model([{ start: DAY }]), "ja", "");
  assert.equal(readHash(app, "#view=<b>&event=__proto__&t=9~1&type=%00&since=now"), null);
  assert.deepEqual([app.view, app.selected, app.conditions.since], ["timeline", -1, null]);
});
