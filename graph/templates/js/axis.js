/** Ticks of the time axis: two tiers, hours to decades. */
import { dayName, dayOf, hourName, longDay, monthName, shortMonth, utc, weekday, yearName } from "./days.js";

/** @typedef {{ day: number, text: string }} Tick */
/** @typedef {{ lower: Tick[], upper: Tick[], unit: string }} Axis */
/** @typedef {import("./words.js").Lang} Lang */

const STEPS = [
  { unit: "hour", n: 1, days: 1 / 24 }, { unit: "hour", n: 3, days: 1 / 8 }, { unit: "hour", n: 6, days: 1 / 4 }, { unit: "hour", n: 12, days: 1 / 2 },
  { unit: "day", n: 1, days: 1 }, { unit: "week", n: 1, days: 7 }, { unit: "month", n: 1, days: 30 }, { unit: "month", n: 3, days: 91 },
  { unit: "year", n: 1, days: 365 }, { unit: "year", n: 5, days: 1826 }, { unit: "year", n: 10, days: 3652 }, { unit: "year", n: 50, days: 18262 },
  { unit: "year", n: 100, days: 36524 }, { unit: "year", n: 1000, days: 365242 },
];

/** First tick of a step at or before a day, and the next after a tick. @param {string} unit @param {number} n @param {number} day */
function floorTo(unit, n, day) {
  const at = utc(day);
  if (unit === "hour") return Math.floor((day * 24) / n + 1e-6) * (n / 24);
  if (unit === "day") return Math.floor(day);
  if (unit === "week") return Math.floor(day) - ((weekday(day) + 6) % 7);
  if (unit === "month") return dayOf(at.getUTCFullYear(), Math.floor(at.getUTCMonth() / n) * n);
  return dayOf(Math.floor(at.getUTCFullYear() / n) * n, 0);
}

/** @param {string} unit @param {number} n @param {number} day */
function after(unit, n, day) {
  const at = utc(day);
  if (unit === "hour") return floorTo(unit, n, day + n / 24 + 1e-5);
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  if (unit === "month") return dayOf(at.getUTCFullYear(), at.getUTCMonth() + n);
  return dayOf(at.getUTCFullYear() + n, 0);
}

/** @param {string} unit @param {number} n @param {number} from @param {number} to @param {(day: number) => string} text @returns {Tick[]} */
function ticks(unit, n, from, to, text) {
  const found = [];
  for (let day = floorTo(unit, n, from); day <= to && found.length < 400; day = after(unit, n, day)) found.push({ day, text: text(day) });
  return found;
}

/** Upper and lower tier for a window. @param {Lang} lang @param {number} from @param {number} to @param {number} scale pixels a day @returns {Axis} */
export function axisTicks(lang, from, to, scale) {
  const narrow = lang === "ja" ? 34 : 28;
  const step = STEPS.find((s) => s.days * scale >= (s.unit === "year" ? 48 : s.unit === "week" ? 44 : s.unit === "hour" ? 46 : narrow)) ?? STEPS[STEPS.length - 1];
  const withWeek = scale >= 58;
  /** @type {Record<string, (at: Date) => string>} */
  const names = {
    hour: (at) => hourName(lang, at), day: (at) => dayName(lang, at, withWeek), week: (at) => dayName(lang, at, false),
    month: (at) => shortMonth(lang, at), year: (at) => yearName(lang, at),
  };
  const lower = ticks(step.unit, step.n, from, to, (day) => names[step.unit](utc(day)));
  const upper = upperTier(lang, step.unit, from, to);
  return { lower, upper, unit: step.unit };
}

/** @param {Lang} lang @param {string} unit @param {number} from @param {number} to */
function upperTier(lang, unit, from, to) {
  if (unit === "hour") return ticks("day", 1, from, to, (day) => longDay(lang, day));
  if (unit === "day" || unit === "week") return ticks("month", 1, from, to, (day) => monthName(lang, utc(day)));
  if (unit === "month") return ticks("year", 1, from, to, (day) => yearName(lang, utc(day)));
  return [];
}
