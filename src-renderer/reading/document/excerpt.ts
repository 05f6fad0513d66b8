import type { TextRange } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { lineSpan, lineStarts, sliceRanges } from "../text/ranges.ts";

/** A part of a Markdown text, with what belongs to it. */
export interface Excerpt {
  readonly text: string;
  readonly ranges: readonly TextRange[];
  /** Line of the document at which it starts. */
  readonly firstLine: number;
  /** The heading it stands under, without its marks; empty when it is the whole text. */
  readonly heading: string;
}

/** Longer sections are cut around the passage. */
const MOST_LINES = 240;
const AROUND = 60;

/**
 * The section that holds a passage: from the nearest heading above it to the next heading of its rank or above.
 * A text short enough to read whole stays whole.
 */
export function excerptOf(text: string, ranges: readonly TextRange[], lines: LineRange | null, whole: number): Excerpt {
  if (lines === null || text.length <= whole) return { text, ranges, firstLine: 1, heading: "" };
  const starts = lineStarts(text);
  const headings = headingsOf(text, starts);
  const above = headings.findLast((heading) => heading.line <= lines.start);
  const next = above === undefined ? headings[0] : headings.find((heading) => heading.line > lines.end && heading.level <= above.level);
  let first = above?.line ?? 1;
  let last = next === undefined ? starts.length : next.line - 1;
  if (last - first > MOST_LINES) {
    first = Math.max(first, lines.start - AROUND);
    last = Math.min(last, Math.max(lines.end, lines.start + AROUND) + AROUND);
  }
  const span = lineSpan(text, starts, first, Math.max(first, last));
  return {
    text: text.slice(span.start, span.end),
    ranges: sliceRanges(ranges, span.start, span.end),
    firstLine: first,
    heading: above?.text ?? "",
  };
}

interface Heading {
  readonly line: number;
  readonly level: number;
  readonly text: string;
}

/** `#` headings outside code fences. */
function headingsOf(text: string, starts: readonly number[]): Heading[] {
  const found: Heading[] = [];
  let fence = "";
  starts.forEach((start, index) => {
    const line = text.slice(start, starts[index + 1] ?? text.length);
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence !== "") {
      if (mark.startsWith(fence)) fence = "";
      return;
    }
    if (mark !== "") {
      fence = mark;
      return;
    }
    const heading = /^(#{1,6})[ \t]+(.*?)[ \t#]*\r?\n?$/.exec(line);
    if (heading !== null) found.push({ line: index + 1, level: heading[1]?.length ?? 1, text: heading[2] ?? "" });
  });
  return found;
}
