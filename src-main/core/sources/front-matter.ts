import { parseDocument } from "yaml";
import type { Instant } from "../../../src-shared/domain/ids.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { plainMessage, salvageByKey } from "./front-matter-salvage.ts";
import type { SourceProblem } from "./source-reader.ts";

/** YAML front matter as plain data: every scalar is a string as written (`1e5` as a hash stays `1e5`). */
export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>;
  /** Index of the first line after the closing `---`. */
  readonly bodyStart: number;
  readonly problems: SourceProblem[];
}

/** Longest front matter that is parsed; more is certainly something else. */
const MAX_LINES = 500;
const MAX_CHARACTERS = 32_768;
/** YAML recursion and alias bombs: nesting by indicators is bounded before parsing, aliases by the parser. */
const MAX_FLOW_DEPTH = 32;
const MAX_ALIASES = 50;

/**
 * Front matter at the head of `lines`, or null where there is none. Never throws: YAML errors become problems, and what can be read
 * in spite of them is kept. `mayBeOpen`: it is known to be one, so that without its closing `---` it is read up to the first heading;
 * else a lone `---` is a thematic break.
 */
export function readFrontMatter(lines: readonly string[], mayBeOpen = false): FrontMatter | null {
  if ((lines[0] ?? "").trimEnd() !== "---") return null;
  let end = -1;
  for (let i = 1; i < lines.length && i <= MAX_LINES; i += 1) {
    const line = (lines[i] ?? "").trimEnd();
    if (mayBeOpen && /^#{1,6} /.test(line) && (lines[i - 1] ?? "").trim() === "") return readOpen(lines, i);
    if (line === "---" || line === "...") {
      end = i;
      break;
    }
  }
  if (end < 0) return null;
  const text = lines.slice(1, end).join("\n");
  const { data, problems } = parseYaml(text);
  return { data, bodyStart: end + 1, problems };
}

function readOpen(lines: readonly string[], end: number): FrontMatter {
  const { data, problems } = parseYaml(lines.slice(1, end).join("\n"));
  return { data, bodyStart: end, problems: [{ line: 1, message: "The front matter has no closing `---`." }, ...problems] };
}

function parseYaml(text: string): { data: Readonly<Record<string, unknown>>; problems: SourceProblem[] } {
  const fail = (message: string) => ({ data: {}, problems: [{ line: 1, message }] });
  if (text.length > MAX_CHARACTERS) return fail("The front matter is too long to be read.");
  if (flowDepth(text) > MAX_FLOW_DEPTH) return fail("The front matter is nested too deeply to be read.");
  try {
    const document = parseDocument(text, { schema: "failsafe", uniqueKeys: false, strict: false, prettyErrors: true, logLevel: "silent" });
    if (document.errors.length > 0) return salvageByKey(text.split("\n"));
    const problems = document.warnings.slice(0, 10).map((warning) => ({
      line: (warning.linePos?.[0].line ?? 1) + 1,
      message: `Front matter: ${plainMessage(warning.message)}`,
    }));
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (value === null || value === "") return { data: {}, problems };
    if (!isRecord(value))
      return { data: {}, problems: [...problems, { line: 2, message: "The front matter is not a list of `key: value`." }] };
    return { data: value, problems };
  } catch (error) {
    return fail(`Front matter: ${plainMessage(messageOf(error))}`);
  }
}

function flowDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, (depth += 1));
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
  }
  return deepest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The scalar at a path of keys, trimmed; null where it is absent, empty or no scalar. */
export function scalarAt(data: Readonly<Record<string, unknown>>, ...keys: string[]): string | null {
  let value: unknown = data;
  for (const key of keys) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return null;
    value = value[key];
  }
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" || text === "null" || text === "~" ? null : text;
}

/** The list of scalars under a key; a single scalar counts as a list split at commas. */
export function listAt(data: Readonly<Record<string, unknown>>, key: string): string[] {
  const value = Object.hasOwn(data, key) ? data[key] : null;
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string").map((item) => item.trim());
  if (typeof value !== "string") return [];
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * An instant as dates are written in these files: ISO date, date with time (no zone means UTC), or `July 27, 2025`.
 * Null for anything else, impossible dates included.
 */
export function parseInstant(text: string | null): Instant | null {
  if (text === null) return null;
  const iso = ISO.exec(text.trim());
  if (iso !== null) {
    const [, year, month, day, hour = "00", minute = "00", second = "00", zone = "Z"] = iso;
    const offset = zone.toUpperCase() === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
    const calendar = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    if (calendar.getUTCMonth() !== Number(month) - 1) return null;
    return toInstant(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`));
  }
  const named = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(text.trim());
  const month = MONTHS.indexOf((named?.[1] ?? "").slice(0, 3).toLowerCase());
  if (named === null || month < 0) return null;
  const date = new Date(Date.UTC(Number(named[3]), month, Number(named[2])));
  return date.getUTCMonth() === month ? toInstant(date.getTime()) : null;
}

/** Epoch milliseconds → instant with whole seconds; null when out of range. */
export function toInstant(milliseconds: number): Instant | null {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return null;
  const iso = new Date(milliseconds).toISOString();
  return iso.startsWith("+") || iso.startsWith("-") ? null : `${iso.slice(0, 19)}Z`;
}
