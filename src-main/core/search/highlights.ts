import type { TextRange } from "../../../src-shared/contract/search.ts";
import { analyseWithOffsets } from "../analysis/analyser.ts";

/** Where tokens stand in a text: exactly the characters that matched, also after stemming and splitting. In order, not overlapping. */
export function matchRanges(text: string, tokens: ReadonlySet<string>): TextRange[] {
  if (tokens.size === 0) return [];
  const found = analyseWithOffsets(text)
    .filter((token) => tokens.has(token.token))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of found) {
    const last = ranges.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}
