import type { LineTable } from "./line-table.ts";

/** A line shared with other code is taken whole up to this length; past it (minified code) only what belongs to the definition. */
const MAX_SHARED_LINE = 2000;

/** A range of text widened to whole lines. Lines are 0-based and inclusive, offsets end-exclusive. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Whether the range holds all of its first and last line. */
  readonly ownsFirst: boolean;
  readonly ownsLast: boolean;
}

export function wholeLines(start: number, end: number, lines: LineTable): LineSpan {
  const firstLine = lines.lineAt(start);
  let stop = end;
  while (stop > start && lines.isBlankBetween(stop - 1, stop)) stop -= 1;
  const lastLine = lines.lineAt(Math.max(start, stop - 1));
  const firstStart = lines.startOf(firstLine);
  const lastEnd = lines.endOf(lastLine);
  const ownsFirst = lines.endOf(firstLine) - firstStart <= MAX_SHARED_LINE || lines.isBlankBetween(firstStart, start);
  const ownsLast = lastEnd - lines.startOf(lastLine) <= MAX_SHARED_LINE || lines.isBlankBetween(stop, lastEnd);
  const both = firstLine !== lastLine || (ownsFirst && ownsLast);
  return {
    from: ownsFirst ? firstStart : start,
    to: ownsLast ? lastEnd : stop,
    firstLine,
    lastLine,
    ownsFirst: ownsFirst && both,
    ownsLast: ownsLast && both,
  };
}
