/** Days since 1970-01-01 (fractions are hours) and how they are written. */

const WEEK_JA = "日月火水木金土";
const WEEK_EN = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {number} day */
export function utc(day) {
  return new Date(Math.round(day * 864e5));
}

/** @param {number} year @param {number} month 0 to 11, may run over @param {number} [date] */
export function dayOf(year, month, date = 1) {
  const at = new Date(0);
  at.setUTCFullYear(year, month, date);
  return at.getTime() / 864e5;
}

/** @param {number} day */
export function iso(day) {
  return utc(Math.floor(day)).toISOString().slice(0, 10);
}

/** @param {string} text an ISO day @returns {number | null} */
export function parseIso(text) {
  const found = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text);
  return found ? dayOf(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : null;
}

/** 0 = Sunday. @param {number} day */
export function weekday(day) {
  return utc(Math.floor(day)).getUTCDay();
}

/** @param {import("./words.js").Lang} lang @param {number} day */
export function longDay(lang, day) {
  const at = utc(day);
  const [y, m, d, w] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCDay()];
  return lang === "ja" ? `${y}年${m + 1}月${d}日(${WEEK_JA[w]})` : `${WEEK_EN[w]} ${d} ${MONTHS[m]} ${y}`;
}

/** What an interval is made of: "year" and "month" for whole ones, else "day". @param {number} start @param {number} end inclusive */
function madeOf(start, end) {
  const [a, b] = [utc(start), utc(end + 1)];
  if (start === end || a.getUTCDate() !== 1 || b.getUTCDate() !== 1) return "day";
  return a.getUTCMonth() === 0 && b.getUTCMonth() === 0 ? "year" : "month";
}

/** A day or an interval in words, whole months and years as such.
 * @param {import("./words.js").Lang} lang @param {number} start @param {number} end inclusive */
export function interval(lang, start, end) {
  const name = { day: longDay, month: (/** @type {import("./words.js").Lang} */ l, /** @type {number} */ day) => monthName(l, utc(day)), year: (/** @type {import("./words.js").Lang} */ l, /** @type {number} */ day) => yearName(l, utc(day)) }[madeOf(start, end)];
  const [from, to] = [name(lang, start), name(lang, end)];
  return from === to ? from : `${from} – ${to}`;
}

/** The same in figures, as short as it can be: 2026-01-05, 2026-01-05–07, 2026-01, 1948, 1901–2000. @param {number} start @param {number} end inclusive */
export function figures(start, end) {
  const length = { day: 10, month: 7, year: 4 }[madeOf(start, end)];
  const [from, to] = [iso(start).slice(0, length), iso(end).slice(0, length)];
  const same = from.slice(0, 7) === to.slice(0, 7) ? 8 : from.slice(0, 4) === to.slice(0, 4) ? 5 : 0;
  return from === to ? from : `${from}–${to.slice(same)}`;
}

/** @param {import("./words.js").Lang} lang @param {Date} at */
export function monthName(lang, at) {
  return lang === "ja" ? `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月` : `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** @param {import("./words.js").Lang} lang @param {Date} at */
export function yearName(lang, at) {
  return lang === "ja" ? `${at.getUTCFullYear()}年` : `${at.getUTCFullYear()}`;
}

/** @param {import("./words.js").Lang} lang @param {Date} at */
export function shortMonth(lang, at) {
  return lang === "ja" ? `${at.getUTCMonth() + 1}月` : MONTHS[at.getUTCMonth()];
}

/** @param {import("./words.js").Lang} lang @param {Date} at @param {boolean} withWeek */
export function dayName(lang, at, withWeek) {
  const d = at.getUTCDate();
  if (!withWeek) return lang === "ja" ? `${d}日` : `${d}`;
  return lang === "ja" ? `${d}日(${WEEK_JA[at.getUTCDay()]})` : `${WEEK_EN[at.getUTCDay()]} ${d}`;
}

/** @param {import("./words.js").Lang} lang @param {Date} at */
export function hourName(lang, at) {
  const hour = at.getUTCHours();
  return lang === "ja" ? `${hour}時` : `${String(hour).padStart(2, "0")}:00`;
}
