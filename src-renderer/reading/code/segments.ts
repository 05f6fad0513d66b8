import type { TextRange } from "../../../src-shared/contract/index.ts";

/** A run of one colour in a line. `tone` names a `--syntax-*` token; empty is plain text. */
export interface CodeToken {
  readonly text: string;
  readonly tone: string;
}

/** A run of one colour that is wholly inside or wholly outside a match. */
export interface CodeSegment extends CodeToken {
  /** Index of the match in the line's ranges, or -1. */
  readonly match: number;
}

/** Cuts a line's coloured tokens at the borders of its matches. `ranges` are sorted, apart, and relative to the line. */
export function segmentsOf(tokens: readonly CodeToken[], ranges: readonly TextRange[]): CodeSegment[] {
  if (ranges.length === 0) return tokens.map((token) => ({ ...token, match: -1 }));
  const segments: CodeSegment[] = [];
  let offset = 0;
  let next = 0;
  for (const token of tokens) {
    const end = offset + token.text.length;
    let at = offset;
    while (at < end) {
      while ((ranges[next]?.end ?? Infinity) <= at) next++;
      const range = ranges[next];
      const inside = range !== undefined && range.start <= at;
      const stop = Math.min(end, range === undefined ? end : inside ? range.end : range.start);
      segments.push({ text: token.text.slice(at - offset, stop - offset), tone: token.tone, match: inside ? next : -1 });
      at = stop;
    }
    offset = end;
  }
  return segments;
}
