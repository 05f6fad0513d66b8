/** Frames as JSON text, for transports between programs. Unlike `JSON.stringify` alone it refuses what JSON would silently lose. */

/** Also finds cycles, since any cycle is deeper than this. */
const MAX_DEPTH = 200;

/**
 * @throws TypeError naming the place of a value that JSON cannot carry: a function, bigint, symbol, NaN or infinity, an
 * instance (Date, Map, Uint8Array, …), `undefined` in an array, or nesting beyond 200 levels. An `undefined` property is left out.
 */
export function encodeJsonFrame(frame: unknown): string {
  check(frame, "frame", 0);
  return JSON.stringify(frame);
}

/** Undefined when the text is no JSON. */
export function decodeJsonFrame(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function check(value: unknown, at: string, depth: number): void {
  if (value === null || typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
    return;
  if (depth > MAX_DEPTH) throw new TypeError(`${at} is nested too deeply for JSON`);
  if (Array.isArray(value)) {
    for (const item of value) check(item, `${at}[]`, depth + 1);
  } else if (isPlainObject(value)) {
    for (const key of Object.keys(value)) {
      const item = value[key];
      if (item !== undefined) check(item, key, depth + 1);
    }
  } else {
    throw new TypeError(`"${at}" holds a ${typeof value === "object" ? value.constructor.name : typeof value}, which JSON cannot carry`);
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
