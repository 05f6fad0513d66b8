import type { TextRange } from "../../../src-shared/contract/search.ts";
import { matchRanges, type Sought } from "./highlights.ts";

export interface Snippet {
  readonly text: string;
  readonly highlights: readonly TextRange[];
  /** Lines of the passage before the snippet's first. */
  readonly linesBefore: number;
}

const PROSE_CHARACTERS = 240;
const CODE_LINES = 6;
/** Lines longer than this together (minified code, data) are cut like prose. */
const CODE_CHARACTERS = 800;
/** A passage's beginning that is looked at; passages are a few kilobytes. */
const MAX_LOOKED_AT = 20_000;

/** The part of a passage around its densest match: whole lines of code, whole words of prose. Never empty when the text is not. */
export function makeSnippet(text: string, sought: Sought, isCode: boolean): Snippet {
  const looked = text.length > MAX_LOOKED_AT ? text.slice(0, wholeCharacter(text, MAX_LOOKED_AT, -1)) : text;
  const ranges = matchRanges(looked, sought);
  const [start, end] = (isCode ? codeWindow(looked, ranges) : null) ?? proseWindow(looked, ranges);
  const leading = /^\s*\n|^[^\S\n]+(?=\S)/.exec(looked.slice(start, end))?.[0].length ?? 0;
  // Code keeps its indentation: what stands above a line says how deep it is.
  const from = isCode && !/^\s*\n/.test(looked.slice(start, end)) ? start : start + leading;
  const shown = looked.slice(from, end).trimEnd();
  const to = from + shown.length;
  return {
    text: shown,
    highlights: ranges
      .filter((range) => range.end > from && range.start < to)
      .map((range) => ({ start: Math.max(0, range.start - from), end: Math.min(to, range.end) - from })),
    linesBefore: countLines(looked, from),
  };
}

/** The start of the window of `size` that holds the most matched characters. */
function densest(ranges: readonly TextRange[], size: number): TextRange | null {
  let best: { from: TextRange; to: TextRange; weight: number } | null = null;
  for (const [first, from] of ranges.entries()) {
    let weight = 0;
    let to = from;
    for (const range of ranges.slice(first, first + 60)) {
      if (range.end - from.start > size) break;
      weight += range.end - range.start;
      to = range;
    }
    if (best === null || weight > best.weight) best = { from, to, weight };
  }
  return best === null ? null : { start: best.from.start, end: best.to.end };
}

function proseWindow(text: string, ranges: readonly TextRange[]): [number, number] {
  if (text.length <= PROSE_CHARACTERS) return [0, text.length];
  const match = densest(ranges, PROSE_CHARACTERS);
  const middle = match === null ? firstWritten(text) + PROSE_CHARACTERS / 2 : (match.start + match.end) / 2;
  let start = Math.max(0, Math.min(text.length - PROSE_CHARACTERS, Math.round(middle - PROSE_CHARACTERS / 2)));
  let end = Math.min(text.length, start + PROSE_CHARACTERS);
  if (match !== null) [start, end] = [Math.min(start, match.start), Math.max(end, match.end)];
  // To the edges of words, but never into a match.
  const wordStart = start === 0 || isSpace(text, start - 1) ? 0 : text.slice(start, match?.start ?? end).search(/(?<=\s)\S/);
  if (wordStart > 0 && wordStart < LONGEST_WORD) start += wordStart;
  const tail = end === text.length || isSpace(text, end) ? -1 : text.slice(match?.end ?? start, end).search(/\s\S*$/);
  if (tail > 0) end = (match?.end ?? start) + tail;
  return [wholeCharacter(text, start, -1), wholeCharacter(text, end, 1)];
}

/** A longer one (an address, a hash, a script without spaces) is cut. */
const LONGEST_WORD = 40;

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at));
}

function firstWritten(text: string): number {
  return Math.max(0, text.search(/\S/));
}

/** The nearest offset, in the direction, that cuts no surrogate pair and nothing that is joined to what stands before it. */
function wholeCharacter(text: string, offset: number, step: 1 | -1): number {
  let at = offset;
  while (at > 0 && at < text.length && isJoined(text, at)) at += step;
  return at;
}

function isJoined(text: string, at: number): boolean {
  if (/^[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1))) return true;
  return /^[\p{M}\u200d]/u.test(text.slice(at, at + 2)) || text.charAt(at - 1) === "\u200d";
}

/** Null when the lines are too long to be shown whole. */
function codeWindow(text: string, ranges: readonly TextRange[]): [number, number] | null {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const endOf = (line: number): number => (line + 1 < starts.length ? (starts[line + 1] ?? text.length) - 1 : text.length);
  const match = densest(ranges, 400);
  const own = lineOf(match?.start ?? firstWritten(text));
  let first = match === null ? own : Math.max(0, own - 1);
  let last = Math.min(starts.length - 1, first + CODE_LINES - 1);
  const isLong = (): boolean => endOf(last) - (starts[first] ?? 0) > CODE_CHARACTERS;
  while (last > own && isLong()) last--;
  if (isLong()) first = own;
  return isLong() ? null : [starts[first] ?? 0, endOf(last)];
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
