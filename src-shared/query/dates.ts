/** Dates as people type them after `before:` and `after:`. Parsing needs no clock; `resolveDate` takes one. */

export type DateUnit = "hour" | "day" | "week" | "month" | "year";

export type DateValue =
  /** Parts as typed; month and day are 1-based. Without a zone they are local time. */
  | { readonly kind: "calendar"; readonly year: number; readonly month: number; readonly day: number }
  | { readonly kind: "instant"; readonly iso: string }
  /** `7d`, `2 weeks ago`: that long before now. */
  | { readonly kind: "ago"; readonly amount: number; readonly unit: DateUnit }
  /** `today` is (day, 0), `yesterday` (day, 1), `last week` (week, 1), `this month` (month, 0): the start of that period. */
  | { readonly kind: "period"; readonly unit: DateUnit; readonly back: number };

const UNITS: Readonly<Record<string, DateUnit>> = {
  h: "hour",
  hour: "hour",
  d: "day",
  day: "day",
  w: "week",
  week: "week",
  m: "month",
  mo: "month",
  month: "month",
  y: "year",
  year: "year",
};

function unitOf(word: string): DateUnit | null {
  const name = word.length > 2 && word.endsWith("s") ? word.slice(0, -1) : word;
  return Object.hasOwn(UNITS, name) ? (UNITS[name] ?? null) : null;
}

/** Reads `2026`, `2026-01`, `2026-01-22`, an ISO instant, `7d`, `3 weeks ago`, `today`, `yesterday`, `last week`, `this month`. */
export function parseDate(text: string): DateValue | null {
  const value = text.trim().toLowerCase().replace(/\s+/g, " ");
  if (value === "today") return { kind: "period", unit: "day", back: 0 };
  if (value === "yesterday") return { kind: "period", unit: "day", back: 1 };
  const named = /^(this|last) (day|week|month|year)$/.exec(value);
  if (named?.[1] !== undefined && named[2] !== undefined) {
    return { kind: "period", unit: named[2] as DateUnit, back: named[1] === "last" ? 1 : 0 };
  }
  const ago = /^(\d{1,4}) ?([a-z]+)(?: ago)?$/.exec(value);
  if (ago?.[1] !== undefined && ago[2] !== undefined) {
    const unit = unitOf(ago[2]);
    return unit === null ? null : { kind: "ago", amount: Number(ago[1]), unit };
  }
  const calendar = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value);
  if (calendar?.[1] !== undefined) return calendarDate(Number(calendar[1]), Number(calendar[2] ?? 1), Number(calendar[3] ?? 1));
  if (/^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}/.test(value)) {
    const time = Date.parse(value.replace(" ", "t").toUpperCase());
    return Number.isNaN(time) ? null : { kind: "instant", iso: new Date(time).toISOString() };
  }
  return null;
}

function calendarDate(year: number, month: number, day: number): DateValue | null {
  if (year < 1000) return null;
  const date = new Date(year, month - 1, day);
  // Date rolls 31 February over into March: refuse what does not come back as typed.
  return date.getMonth() === month - 1 && date.getDate() === day ? { kind: "calendar", year, month, day } : null;
}

/**
 * The instant a date stands for: the start of the day, month or year named, in local time. `after:` includes it and `before:` ends just
 * short of it, as in most mail search, so `after:2026-01 before:2026-02` is January.
 */
export function resolveDate(value: DateValue, now: Date): Date {
  switch (value.kind) {
    case "calendar":
      return new Date(value.year, value.month - 1, value.day);
    case "instant":
      return new Date(value.iso);
    case "ago":
      return stepBack(now, value.unit, value.amount);
    case "period":
      return startOfPeriod(stepBack(startOfPeriod(now, value.unit), value.unit, value.back), value.unit);
  }
}

function stepBack(from: Date, unit: DateUnit, amount: number): Date {
  const date = new Date(from);
  switch (unit) {
    case "hour":
      date.setTime(date.getTime() - amount * 3_600_000);
      return date;
    case "day":
      date.setDate(date.getDate() - amount);
      return date;
    case "week":
      date.setDate(date.getDate() - 7 * amount);
      return date;
    case "month":
      return stepBackMonths(date, amount);
    case "year":
      return stepBackMonths(date, 12 * amount);
  }
}

/** A month before 31 March is the last day of February, not 3 March. */
function stepBackMonths(date: Date, months: number): Date {
  const day = date.getDate();
  date.setDate(1);
  date.setMonth(date.getMonth() - months);
  const lastDay = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  date.setDate(Math.min(day, lastDay));
  return date;
}

function startOfPeriod(from: Date, unit: DateUnit): Date {
  const year = from.getFullYear();
  const month = from.getMonth();
  const day = from.getDate();
  switch (unit) {
    case "hour":
      return new Date(year, month, day, from.getHours());
    case "day":
      return new Date(year, month, day);
    case "week":
      // ISO 8601: a week starts on Monday.
      return new Date(year, month, day - ((from.getDay() + 6) % 7));
    case "month":
      return new Date(year, month, 1);
    case "year":
      return new Date(year, 0, 1);
  }
}
