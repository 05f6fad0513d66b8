import { MARK, PAIRED, SEPARATOR, SURROGATE, UNDERSCORE, classOf, classOfCodePoint } from "./characters.ts";
import { analyseUnit } from "./unit.ts";
import type { Unit } from "./unit.ts";

/** A token and the characters it came from: `[start, end)` in UTF-16 units of the analysed text. */
export interface TokenAt {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

const MEMO_ENTRIES = 1 << 16;
/** Text repeats its words: nearly every unit is in here. Emptied when full, which costs less than keeping order. */
const MEMO = new Map<string, Unit>();
const MEMO_MAX_LENGTH = 80;

function unitOf(raw: string): Unit {
  const known = MEMO.get(raw);
  if (known !== undefined) return known;
  const unit = analyseUnit(raw);
  if (raw.length <= MEMO_MAX_LENGTH) {
    if (MEMO.size >= MEMO_ENTRIES) MEMO.clear();
    MEMO.set(raw, unit);
  }
  return unit;
}

/**
 * The token stream of a text, the same for documents and queries: identifiers whole and split, case and accents folded, Porter stems,
 * pairs of characters for scripts without spaces. Tokens hold letters and digits only, so that they can be stored separated by spaces.
 * Time and memory are linear in the text, whatever is in it.
 */
export function analyse(text: string): string[] {
  const tokens: string[] = [];
  scan(text, (unit) => {
    for (const token of unit.tokens) tokens.push(token);
  });
  return tokens;
}

/** Tokens with the place each came from, in stream order; the whole of an identifier covers its parts. */
export function analyseWithOffsets(text: string): TokenAt[] {
  const tokens: TokenAt[] = [];
  scan(text, (unit, at) => {
    for (const [index, token] of unit.tokens.entries()) {
      tokens.push({ token, start: at + (unit.ranges[2 * index] ?? 0), end: at + (unit.ranges[2 * index + 1] ?? 0) });
    }
  });
  return tokens;
}

const HYPHEN = 45;
const DOT = 46;
const COLON = 58;
const APOSTROPHE = 39;
const CURLY_APOSTROPHE = 0x2019;

function scan(text: string, emit: (unit: Unit, start: number) => void): void {
  const length = text.length;
  let at = 0;
  while (at < length) {
    const kind = kindAt(text, at);
    if (kind === PAIRED) {
      const end = pairedEnd(text, at);
      emit(pairs(text.slice(at, end)), at);
      at = end;
    } else if (isWordKind(kind)) {
      const end = unitEnd(text, at);
      emit(unitOf(text.slice(at, end)), at);
      at = end;
    } else {
      at += kind === SEPARATOR && isAstral(text, at) ? 2 : 1;
    }
  }
}

/** Past the last character of a unit that starts at `start`: word characters, and connectors that have word characters on both sides. */
function unitEnd(text: string, start: number): number {
  let at = wordEnd(text, start);
  for (;;) {
    const code = text.charCodeAt(at);
    let next = -1;
    if (code === HYPHEN || code === DOT) next = at + 1;
    else if (code === COLON && text.charCodeAt(at + 1) === COLON) next = at + 2;
    else if ((code === APOSTROPHE || code === CURLY_APOSTROPHE) && isContraction(text, at + 1)) next = at + 1;
    if (next < 0 || next >= text.length) return at;
    const end = wordEnd(text, next);
    if (end === next) return at;
    at = end;
  }
}

const CONTRACTIONS: ReadonlySet<string> = new Set(["s", "t", "d", "m", "re", "ll", "ve"]);

function isContraction(text: string, at: number): boolean {
  const end = Math.min(wordEnd(text, at, at + 3), at + 3);
  return CONTRACTIONS.has(text.slice(at, end).toLowerCase());
}

function wordEnd(text: string, start: number, limit: number = text.length): number {
  let at = start;
  while (at < limit) {
    const code = text.charCodeAt(at);
    // The common case first: an ASCII letter.
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) at++;
    else {
      const kind = kindAt(text, at);
      if (!isWordKind(kind) && kind !== MARK) return at;
      at += code >= 0xd800 && code <= 0xdbff ? 2 : 1;
    }
  }
  return Math.min(at, text.length);
}

function isWordKind(kind: number): boolean {
  return kind !== SEPARATOR && kind !== MARK && kind !== PAIRED && kind <= UNDERSCORE;
}

function kindAt(text: string, at: number): number {
  const kind = classOf(text.charCodeAt(at));
  return kind === SURROGATE ? classOfCodePoint(text.codePointAt(at) ?? 0) : kind;
}

function isAstral(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}

function pairedEnd(text: string, start: number): number {
  let at = start;
  // Bounded, so that a book without a space is not one unit; the pair across the cut is lost.
  while (at < text.length && at - start < 4096 && kindAt(text, at) === PAIRED) at += isAstral(text, at) ? 2 : 1;
  return at;
}

/** Overlapping pairs of characters; a single character stands alone. */
function pairs(run: string): Unit {
  const tokens: string[] = [];
  const ranges: number[] = [];
  const chars = Array.from(run);
  let at = 0;
  for (const [index, char] of chars.entries()) {
    const next = chars[index + 1];
    if (next !== undefined || index === 0) {
      tokens.push(foldPaired(char + (next ?? "")));
      ranges.push(at, at + char.length + (next?.length ?? 0));
    }
    at += char.length;
  }
  return { tokens, ranges };
}

/** NFKD would take Hangul syllables and voiced kana apart. */
function foldPaired(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
