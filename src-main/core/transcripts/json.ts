/** Values of foreign JSON, taken only as what they turn out to be. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectAt(value: unknown, key: string): JsonObject {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

export function arrayAt(value: unknown, key: string): readonly unknown[] {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}

/** A string that holds something, else null. */
export function textAt(value: unknown, ...keys: readonly string[]): string | null {
  if (!isObject(value)) return null;
  for (const key of keys) {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    if (typeof found === "string" && found !== "") return found;
  }
  return null;
}

export function numberAt(value: unknown, ...keys: readonly string[]): number | null {
  if (!isObject(value)) return null;
  for (const key of keys) {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    if (typeof found === "number" && Number.isFinite(found)) return found;
  }
  return null;
}

/** The value of a JSON text, or the text itself where it is none. */
export function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** JSON for people and search; never throws. */
export function stringify(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value) ?? "";
}

/** ISO instant of an RFC 3339 text, or of a time in seconds or milliseconds; null for anything else. */
export function instantOf(value: unknown): string | null {
  if (typeof value === "string" && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) {
    const time = Date.parse(value.includes("T") ? value : value.replace(" ", "T"));
    return Number.isNaN(time) ? null : new Date(time).toISOString();
  }
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  const milliseconds = value < 100_000_000_000 ? value * 1000 : value;
  return milliseconds > 0 && milliseconds < 8.64e15 ? new Date(milliseconds).toISOString() : null;
}
