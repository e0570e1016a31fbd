/** The words of the surface, Japanese and English. */

/** @typedef {"ja" | "en"} Lang */

const JA = {
  timeline: "年表", network: "ネットワーク", list: "一覧", sources: "出典", search: "語・人物・国で検索", filters: "絞り込み",
  help: "ヘルプ", close: "閉じる", dark: "明暗を切り替え", language: "English", reset: "条件をすべて解除", fit: "全期間を表示", home: "主な期間に戻る",
  zoomIn: "拡大", zoomOut: "縮小", png: "PNG画像を保存", csv: "CSVを保存", more: "さらに表示", menu: "メニュー",
  when: "いつ", reported: "報道日", who: "誰が", whom: "誰に・何を", speaker: "発言者", where: "どこで", status: "状態", type: "種類",
  dateBasis: "日付の根拠", sourceLines: "出典の文", causes: "原因", effects: "結果", readings: "食い違う記述", reasons: "判断の根拠",
  previous: "前", next: "次", earlier: "時間順で前の出来事", later: "時間順で次の出来事", events: "件", mentions: "言及", noLane: "主体なし", otherLane: "その他", tray: "日付不明",
  country: "国", person: "人物", org: "組織", surfaces: "本文での表記", together: "ともに登場", pin: "レーンに固定", unpin: "固定を外す", hide: "レーンを隠す",
  up: "上へ", down: "下へ", hiddenLanes: "隠したレーン", show: "表示", from: "から", to: "まで", actor: "国・人物・組織", dated: "日付",
  ownDay: "出来事の日付あり", reportDay: "報道日のみ", undated: "日付なし", source: "出典", shown: "表示中", of: "／", nothing: "該当する出来事がありません",
  nothingHelp: "条件を緩めるか、解除してください。", date: "日付", label: "出来事", lines: "出典数", published: "報道日", openLink: "元の記事を開く", summary: "要約",
  title: "見出し", boilerplate: "定型文", duplicate: "重複", noEvents: "出来事なし", withEvents: "出来事あり", allLines: "すべての行", whole: "すべての出来事と主体",
  around: "選択の周辺", strongest: "主要な部分", corrected: "訂正", ofHome: "（所属する人物・組織を含む）", legendLink: "凡例", personKey: "人物", orgKey: "組織", countryKey: "国", eventKey: "出来事",
  alone: "主体のない出来事は年表と一覧にあります", today: "今日", undatedWhy: "年や日を決められない日付です", field_date: "日付", field_status: "状態", field_figure: "数値",
  hint: "ホイールで拡大・縮小、ドラッグで移動、印を押すと出典の文", legend: "凡例", density: "棒＝全件数", range: "期間", anyone: "すべて",
  outside: "件が表示期間の外：すべて表示", cooperative: "協調", hostile: "対立", selected: "選択中", clear: "選択を解除", noText: "本文がありません", partial: "件数が多いため主な出来事と件数の濃淡を表示",
};

/** @type {Record<keyof typeof JA, string>} */
const EN = {
  timeline: "Timeline", network: "Network", list: "List", sources: "Sources", search: "Search words, names", filters: "Filter",
  help: "Help", close: "Close", dark: "Light or dark", language: "日本語", reset: "Reset all", fit: "Show the whole time", home: "Back to the main period",
  zoomIn: "Zoom in", zoomOut: "Zoom out", png: "Save PNG", csv: "Save CSV", more: "Show more", menu: "Menu",
  when: "When", reported: "Reported", who: "Who", whom: "To whom", speaker: "Speaker", where: "Where", status: "Status", type: "Type",
  dateBasis: "Basis of the date", sourceLines: "Source text", causes: "Causes", effects: "Consequences", readings: "Conflicting readings", reasons: "Why it was read so",
  previous: "Previous", next: "Next", earlier: "Previous event in time", later: "Next event in time", events: "events", mentions: "mentions", noLane: "No actor", otherLane: "Others", tray: "Undated",
  country: "Country", person: "Person", org: "Organisation", surfaces: "As written", together: "Appears with", pin: "Pin as lane", unpin: "Unpin", hide: "Hide lane",
  up: "Move up", down: "Move down", hiddenLanes: "Hidden lanes", show: "Show", from: "from", to: "to", actor: "Country, person or body", dated: "Date",
  ownDay: "Own date", reportDay: "Report day only", undated: "No date", source: "Source", shown: "shown", of: "of", nothing: "No event matches",
  nothingHelp: "Loosen the conditions or reset them.", date: "Date", label: "Event", lines: "Sources", published: "Reported", openLink: "Open the article", summary: "Summary",
  title: "Headline", boilerplate: "Boilerplate", duplicate: "Duplicate", noEvents: "no event", withEvents: "with events", allLines: "All lines", whole: "All events and actors",
  around: "Around the selection", strongest: "Strongest part", corrected: "Corrected", ofHome: " (with its people and bodies)", legendLink: "Legend", personKey: "Person", orgKey: "Body", countryKey: "Country", eventKey: "Event",
  alone: "Events without an actor are in the timeline and the list", today: "Today", undatedWhy: "Its year or day cannot be known", field_date: "Date", field_status: "Status", field_figure: "Figure",
  hint: "Wheel: zoom · drag: move · click: source", legend: "Legend", density: "bars = all events", range: "Period", anyone: "All",
  outside: " outside this period: show all", cooperative: "cooperation", hostile: "conflict", selected: "Selected", clear: "Clear selection", noText: "No text", partial: "Too many to draw: main events and density",
};

/** @typedef {keyof typeof JA} Word */

/** @type {Record<string, [string, string]>} */
const TERMS = {
  occurred: ["発生", "Occurred"], planned: ["予定", "Planned"], possible: ["可能性", "Possible"], denied: ["否定", "Denied"],
  stated: ["本文に書かれた日付", "Stated in the text"], page: ["ページの並びから年月を判断", "Year or month from the order of the page"],
  carried: ["同じ要約の前の日付から", "From an earlier date of the same summary"], relative: ["報道日からの言い方（昨日・5日など）", "Relative to the report's day"],
  "as-of": ["「〜時点」の日付から", "From an “as of” date"], coreference: ["同じ出来事を伝える別の行から", "From another line about the same happening"],
  unresolved: ["本文に日付がない", "No date in the text"], corrected: ["手で訂正した日付", "Set right by hand"],
};

/** @param {Lang} lang @param {Word} word */
export function say(lang, word) {
  return (lang === "ja" ? JA : EN)[word];
}

/** One spelling for searching. @param {string} text */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** The name of a type, quad class, status or basis. @param {Lang} lang @param {import("./model.js").Model} model @param {string} word */
export function term(lang, model, word) {
  const pair = Object.hasOwn(model.names, word) ? model.names[word] : Object.hasOwn(TERMS, word) ? TERMS[word] : null;
  return pair ? pair[lang === "ja" ? 0 : 1] : word;
}

/** The basis of a date in words; a year taken from the page is named. @param {Lang} lang @param {import("./model.js").Model} model @param {string} basis
 * @param {number | null} start */
export function basisWords(lang, model, basis, start) {
  if (basis === "page" && start !== null) {
    const year = new Date(start * 864e5).getUTCFullYear();
    return lang === "ja" ? `ページの並びから${year}年と判断` : `Read as ${year} from the order of the page`;
  }
  return term(lang, model, basis);
}

/** The name of an actor; of a country in the surface's language. @param {Lang} lang @param {import("./model.js").Model} model @param {number} a */
export function actorName(lang, model, a) {
  const code = model.actors.country[a];
  return lang === "ja" || model.actors.kind[a] !== "country" || !code ? model.actors.label[a] : placeName(lang, code);
}

/** @param {Lang} lang @param {import("./model.js").Model} model @param {import("./lanes.js").Lane} lane */
export function laneName(lang, model, lane) {
  return lane.actor >= 0 ? actorName(lang, model, lane.actor) : say(lang, lane.key === "none" ? "noLane" : "otherLane");
}

/** @type {Map<string, Intl.DisplayNames>} */
const REGIONS = new Map();

/** A place; a country's code becomes its name. @param {Lang} lang @param {string} place */
export function placeName(lang, place) {
  if (!/^[A-Z]{2}$/.test(place)) return place;
  if (!REGIONS.has(lang)) REGIONS.set(lang, new Intl.DisplayNames([lang], { type: "region" }));
  return REGIONS.get(lang)?.of(place) ?? place;
}
