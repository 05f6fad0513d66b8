import type { TextRange } from "../../../src-shared/contract/index.ts";

/** Sorted, clipped to `[0, length)`, merged where they touch; empty ones are dropped. */
export function normaliseRanges(ranges: readonly TextRange[], length: number): TextRange[] {
  const clipped = ranges
    .map((range) => ({ start: Math.max(0, range.start), end: Math.min(length, range.end) }))
    .filter((range) => range.end > range.start)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  const merged: TextRange[] = [];
  for (const range of clipped) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}

/** Ranges that meet `[start, end)`, relative to `start`. `ranges` must be sorted and must not overlap. */
export function sliceRanges(ranges: readonly TextRange[], start: number, end: number): TextRange[] {
  const sliced: TextRange[] = [];
  for (let at = firstEndingAfter(ranges, start); at < ranges.length; at++) {
    const range = ranges[at];
    if (range === undefined || range.start >= end) break;
    sliced.push({ start: Math.max(0, range.start - start), end: Math.min(end, range.end) - start });
  }
  return sliced;
}

/** Index of the first range that ends after `offset` (binary search over sorted ranges). */
export function firstEndingAfter(ranges: readonly TextRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Offset at which each line starts; `\n` and `\r\n` end a line. A text that ends in a newline has no empty last line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (at + 1 < text.length) starts.push(at + 1);
  }
  return starts;
}

/** The 1-based line that holds `offset`. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(1, low);
}

/** Lines `start` to `end` (1-based, inclusive) as a half-open range of offsets, the last line's newline included. */
export function lineSpan(text: string, starts: readonly number[], start: number, end: number): TextRange {
  const first = Math.max(1, Math.min(start, starts.length));
  const last = Math.max(first, Math.min(end, starts.length));
  return { start: starts[first - 1] ?? 0, end: starts[last] ?? text.length };
}
