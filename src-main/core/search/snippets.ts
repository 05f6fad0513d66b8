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
/** A passage's beginning that is looked at; passages are a few kilobytes. */
const MAX_LOOKED_AT = 20_000;

/** The part of a passage around its densest match: whole lines of code, whole words of prose. Never empty when the text is not. */
export function makeSnippet(text: string, sought: Sought, isCode: boolean): Snippet {
  const looked = text.length > MAX_LOOKED_AT ? text.slice(0, MAX_LOOKED_AT) : text;
  const ranges = matchRanges(looked, sought);
  const [start, end] = isCode ? codeWindow(looked, ranges) : proseWindow(looked, ranges);
  const leading = looked.slice(start, end).length - looked.slice(start, end).replace(/^\s*\n|^ +(?=\S)/, "").length;
  const from = isCode ? start : start + leading;
  return {
    text: looked.slice(from, end).trimEnd(),
    highlights: ranges
      .filter((range) => range.end > from && range.start < end)
      .map((range) => ({ start: Math.max(0, range.start - from), end: Math.min(end, range.end) - from })),
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
  const match = densest(ranges, PROSE_CHARACTERS);
  if (text.length <= PROSE_CHARACTERS) return [0, text.length];
  const middle = match === null ? 0 : (match.start + match.end) / 2;
  let start = Math.max(0, Math.min(text.length - PROSE_CHARACTERS, Math.round(middle - PROSE_CHARACTERS / 2)));
  let end = Math.min(text.length, start + PROSE_CHARACTERS);
  if (match !== null) [start, end] = [Math.min(start, match.start), Math.max(end, match.end)];
  // To the edges of words, but never into a match.
  const wordStart = start === 0 ? 0 : text.slice(start, match?.start ?? end).search(/(?<=\s)\S/);
  if (wordStart > 0 && wordStart < 40) start += wordStart;
  const tail = end === text.length ? -1 : text.slice(match?.end ?? start, end).search(/\s\S*$/);
  if (tail > 0) end = (match?.end ?? start) + tail;
  return [start, end];
}

function codeWindow(text: string, ranges: readonly TextRange[]): [number, number] {
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
  const match = densest(ranges, 400);
  const first = match === null ? 0 : Math.max(0, lineOf(match.start) - 1);
  const last = Math.min(starts.length, first + CODE_LINES);
  return [starts[first] ?? 0, last < starts.length ? (starts[last] ?? text.length) - 1 : text.length];
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
