/** Numbers, sizes, times and counts as words, in one locale. */

export const LOCALE = "en";

const integer = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const dateTime = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });
const fullDateTime = new Intl.DateTimeFormat(LOCALE, { dateStyle: "full", timeStyle: "long" });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const compact = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const dateOnly = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });

/** `12,345`. */
export function formatNumber(value: number): string {
  return integer.format(value);
}

/** `1 file`, `12,345 files`. */
export function count(value: number, one: string, many: string): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

/** Decimal units, as file managers show them: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return count(bytes, "byte", "bytes");
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = "";
  for (const next of units) {
    if (value < 999.5 && unit !== "") break;
    value /= 1000;
    unit = next;
  }
  return `${value < 10 ? oneDigit.format(value) : integer.format(value)} ${unit}`;
}

/** A span of time in two units at most: `40 seconds`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return "less than a second";
  const whole = Math.round(seconds);
  if (whole < 60) return count(whole, "second", "seconds");
  if (whole < 3600) return joined(Math.floor(whole / 60), "min", whole % 60, "s");
  return joined(Math.floor(whole / 3600), "h", Math.floor((whole % 3600) / 60), "min");
}

function joined(first: number, firstUnit: string, second: number, secondUnit: string): string {
  return second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`;
}

/** `now`, `5 minutes ago`, `yesterday`, and past four weeks the date. */
export function formatRelative(instant: string, now: number): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  const seconds = (time - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return "now";
  if (size < 45 * 60) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 22 * 3600) return relative.format(Math.round(seconds / 3600), "hour");
  if (size < 27 * 86400) return relative.format(Math.round(seconds / 86400), "day");
  return dateOnly.format(time);
}

/** `4 Feb 2026, 21:31` in the reader's zone; the text itself when it is no time. */
export function formatDateTime(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : dateTime.format(time);
}

/** With weekday, seconds and zone, for hovering. */
export function formatFullDateTime(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : fullDateTime.format(time);
}

/** `21:31` in the reader's zone; the text itself when it is no time. */
export function formatClock(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : clock.format(time);
}

/** `1.2M`, `45K`: for large counts of which the size alone matters. */
export function formatCompact(value: number): string {
  return compact.format(value);
}

/** `4 Feb 2026`. */
export function formatDate(instant: string): string {
  const time = Date.parse(instant);
  return Number.isNaN(time) ? instant : dateOnly.format(time);
}

/** A share of 0…1 as whole percent, never "100 %" before it is all. */
export function formatPercent(share: number): string {
  const percent = share >= 1 ? 100 : Math.min(99, Math.floor(share * 100));
  return `${percent} %`;
}
