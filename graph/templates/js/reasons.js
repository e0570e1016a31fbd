/** Why something was read as it was, in the reader's words: the reasons that the reading left, put plainly. */
import { term } from "./words.js";

/** @typedef {import("./words.js").Lang} Lang */

const share = (/** @type {string} */ p) => `${Math.round(Number(p) * 100)}%`;

/** Each kind of reason: its pattern and what it says in Japanese and English; "$1" and "$2" are its parts.
 * @type {[RegExp, string, string][]} */
const KINDS = [
  [/^trigger (.+): p=([\d.]+)$/, "「$1」を出来事の語と判断（確度 $2）", "“$1” taken for the word of an event ($2 sure)"],
  [/^type: lexicon -, p=([\d.]+)$/, "種類は文脈から判断（確度 $1）", "Type from the words around ($1 sure)"],
  [/^type: lexicon ([^,]+), p=([\d.]+)$/, "種類は語の分類「$1」と文脈から判断（確度 $2）", "Type from the word's class “$1” and the words around ($2 sure)"],
  [/^status: cues -, p=([\d.]+)$/, "状態は文の形から判断（確度 $1）", "Status from the form of the sentence ($1 sure)"],
  [/^status: cues (.+), p=([\d.]+)$/, "状態は「$1」を手がかりに判断（確度 $2）", "Status from “$1” ($2 sure)"],
  [/^status: planned, after (.+)$/, "報道日（$1）より後なので予定", "Planned, since after the day of the report ($1)"],
  [/^status: occurred, before (.+)$/, "報道日（$1）より前なので発生", "Occurred, since before the day of the report ($1)"],
  [/^date: 「(.+)」時点$/, "日付は「$1」時点から", "Date as of “$1”"],
  [/^date: 「(.+)」, open$/, "「$1」だけでは日付が決まらない", "“$1” alone leaves the date open"],
  [/^date: 「(.+)」 in its clause$/, "日付は同じ節の「$1」から", "Date from “$1” in its clause"],
  [/^date: carried from 「(.+)」$/, "日付は前の「$1」から", "Date carried on from “$1”"],
  [/^日付: 同じ出来事を伝える (.+) の「(.+)」から$/, "日付は同じ出来事を伝える $1 の「$2」から", "Date from “$2” in $1, about the same happening"],
];

/** @type {[RegExp, string][]} how a report's day was found, in English */
const DAYS = [
  [/^本文の日付による$/, "From the dates in its text"], [/^記録の日時による$/, "As recorded"],
  [/^前後の行の日付から判断$/, "From the dates of the lines around it"], [/^ページの行の日付がこの日までの数日に集まる$/, "The page's dates gather in the days before it"],
  [/^ページの並びから(\d+)年(?:(\d+)月)?と判断$/, "Year or month from the order of the page"], [/^ページの他の日付に近い(\d+)年(?:(\d+)月)?と判断$/, "Close to the page's other dates"],
];

/** One reason of an event. @param {Lang} lang @param {import("./model.js").Model} model @param {string} reason */
export function reasonWords(lang, model, reason) {
  for (const [pattern, ja, en] of KINDS) {
    const found = pattern.exec(reason);
    if (!found) continue;
    const part = (/** @type {string} */ at) => plain(lang, model, found[Number(at)]);
    return (lang === "ja" ? ja : en).replace(/\$(\d)/g, (_, at) => part(at));
  }
  return reason;
}

/** A number as a share, a class of the lexicon by its type's name. @param {Lang} lang @param {import("./model.js").Model} model @param {string} part */
function plain(lang, model, part) {
  if (/^[01]\.\d\d$/.test(part)) return share(part);
  const kind = /^([A-Z]+)\.\w+$/.exec(part);
  return kind ? term(lang, model, kind[1]) : part;
}

/** How the day of a report was found. @param {Lang} lang @param {string} basis */
export function dayReason(lang, basis) {
  if (lang === "ja") return basis;
  return DAYS.find(([pattern]) => pattern.test(basis))?.[1] ?? basis;
}
