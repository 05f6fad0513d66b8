/** Numbers, times and places as the terminal shows them. */
export function formatCount(count: number): string {
  // By hand: what knows all languages' ways takes 15 ms to load.
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 commit`, `2,000 commits`; "" for none. */
export function formatSome(count: number, one: string, many: string): string {
  return count === 0 ? "" : `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function formatSeconds(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(2)} s` : seconds < 120 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds / 60)} min`;
}

export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** `2026-02-04 21:31`, in the machine's own zone. */
export function formatDate(instant: string | null): string {
  if (instant === null) return "undated";
  const date = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Sets marked ranges in bold on a terminal; elsewhere the text stays as it is. Control characters never reach the terminal. */
export function formatHighlights(
  text: string,
  ranges: readonly { readonly start: number; readonly end: number }[],
  colour: boolean,
): string {
  if (!colour) return plain(text);
  let out = "";
  let at = 0;
  for (const { start, end } of ranges) {
    out += `${plain(text.slice(at, start))}\u001B[1m${plain(text.slice(start, end))}\u001B[22m`;
    at = end;
  }
  return out + plain(text.slice(at));
}

/** Indexed text may hold escape sequences that would steer the terminal. */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- removing control characters is its purpose
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, "");
}
