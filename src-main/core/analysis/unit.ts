import { DIGIT, LOWER, MARK, SURROGATE, UNDERSCORE, UPPER, classOf, classOfCodePoint } from "./characters.ts";
import { ASCII_ONLY, fold } from "../../../src-shared/query/fold.ts";
import { stem } from "./stem.ts";

/** Longer tokens are cut: nothing anybody types is longer, and hostile input stays small. */
export const MAX_TOKEN = 64;
/** A name of more parts is data (base64, a minified blob), not a name: only its beginning is kept, whole. */
const MAX_PARTS = 16;

/** The tokens of one written unit: a word, an identifier, a dotted or hyphenated compound. Offsets are relative to its start. */
export interface Unit {
  readonly tokens: readonly string[];
  /** Start and end of each token, two numbers a token, UTF-16, end exclusive. */
  readonly ranges: readonly number[];
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * Analyses one unit: word characters joined by single `-`, `.`, `::` or apostrophes. A name of several parts gives the whole first,
 * separators dropped (so that `parseSession`, `parse_session` and `parse-session` meet), then its parts. All are folded and stemmed.
 */
export function analyseUnit(raw: string): Unit {
  const tokens: string[] = [];
  const ranges: number[] = [];
  const add = (text: string, start: number, end: number): void => {
    const token = stem(text);
    if (token === "") return;
    tokens.push(token.length > MAX_TOKEN ? cut(token) : token);
    ranges.push(start, end);
  };
  const components = splitComponents(raw);
  const partLists = components.map((component) => splitParts(raw, component));
  const total = partLists.reduce((sum, parts) => sum + parts.length, 0);
  if (total > MAX_PARTS) {
    for (const component of components.slice(0, MAX_PARTS)) {
      add(joined(raw, component.start, component.end), component.start, component.end);
    }
    return { tokens, ranges };
  }
  const addWhole = (start: number, end: number): void => {
    const whole = joined(raw, start, end);
    if (whole.length <= MAX_TOKEN) add(whole, start, end);
  };
  const first = components[0];
  const last = components.at(-1);
  if (components.length > 1 && first !== undefined && last !== undefined) addWhole(first.start, last.end);
  for (const [index, component] of components.entries()) {
    const parts = partLists[index] ?? [];
    if (parts.length > 1) addWhole(component.start, component.end);
    for (const part of parts) add(joined(raw, part.start, part.end), part.start, part.end);
  }
  return { tokens, ranges };
}

function joined(raw: string, start: number, end: number): string {
  // Far beyond any token's length there is no need to fold a megabyte.
  const folded = fold(raw.slice(start, Math.min(end, start + 4 * MAX_TOKEN)).replace(/[^\p{L}\p{N}\p{M}]+/gu, ""));
  // A compatibility form may be made of other things than letters: `⒈` folds to `1.`, `ﹰ` to a space and a mark.
  return ASCII_ONLY.test(raw) ? folded : folded.replace(/[^\p{L}\p{N}]+/gu, "");
}

function cut(token: string): string {
  const short = token.slice(0, MAX_TOKEN);
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}

/** Runs between `-`, `.` and `::`. A possessive `'s` is dropped; `don't` is one word. */
function splitComponents(raw: string): Part[] {
  const components: Part[] = [];
  let start = 0;
  for (let at = 0; at <= raw.length; at++) {
    const char = raw.charAt(at);
    if (char !== "" && char !== "-" && char !== "." && char !== ":") continue;
    if (at > start) {
      const possessive = /['’][sS]$/.test(raw.slice(Math.max(start, at - 2), at)) ? 2 : 0;
      components.push({ start, end: at - possessive });
    }
    start = at + 1;
  }
  return components;
}

/** Cuts at `_`, at camelCase humps, and between letters and digits. */
function splitParts(raw: string, component: Part): Part[] {
  const splitDigits = digitsSplit(raw, component);
  const parts: Part[] = [];
  let start = component.start;
  const close = (end: number): void => {
    if (end > start) parts.push({ start, end });
  };
  let before = UNDERSCORE;
  let previous = component.start;
  for (let at = component.start; at < component.end; at++) {
    const kind = kindAt(raw, at);
    if (kind === UNDERSCORE) {
      close(at);
      start = at + 1;
    } else if (kind !== MARK && at > start) {
      const hump = kind === UPPER && before === LOWER;
      // `HTTPServer`: the last capital belongs to the next word; `IDs`, `URLs` stay whole.
      const acronym = kind === LOWER && before === UPPER && previous > start && !isPluralAt(raw, at, component.end);
      const digit = splitDigits && (kind === DIGIT) !== (before === DIGIT) && before !== UNDERSCORE;
      if (acronym) {
        close(previous);
        start = previous;
      } else if (hump || digit) {
        close(at);
        start = at;
      }
    }
    if (kind !== MARK) {
      before = kind;
      previous = at;
    }
    if (isHigh(raw.charCodeAt(at))) at++;
    // Enough to know that this is no name; the caller keeps only the whole.
    if (parts.length > MAX_PARTS) break;
  }
  close(component.end);
  return parts;
}

function isPluralAt(raw: string, at: number, end: number): boolean {
  return raw.charAt(at) === "s" && (at + 1 === end || classOf(raw.charCodeAt(at + 1)) !== LOWER);
}

/** `sha256`, `bm25f` split; hashes, base64 and short names such as `v2` or `e2` do not. */
function digitsSplit(raw: string, component: Part): boolean {
  let changes = 0;
  let letters = 0;
  let longest = 0;
  let before = UNDERSCORE;
  for (let at = component.start; at < component.end && at < component.start + 4 * MAX_TOKEN; at++) {
    const kind = kindAt(raw, at);
    const isDigit = kind === DIGIT;
    if (before !== UNDERSCORE && kind !== UNDERSCORE && isDigit !== (before === DIGIT)) changes++;
    letters = isDigit || kind === UNDERSCORE ? 0 : letters + 1;
    longest = Math.max(longest, letters);
    before = kind;
    if (isHigh(raw.charCodeAt(at))) at++;
  }
  return changes > 0 && changes <= 2 && longest >= 2;
}

function kindAt(raw: string, at: number): number {
  const kind = classOf(raw.charCodeAt(at));
  return kind === SURROGATE ? classOfCodePoint(raw.codePointAt(at) ?? 0) : kind;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
