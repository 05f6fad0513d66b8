import type { TextRange } from "../../../src-shared/contract/search.ts";
import { analyseWithOffsets } from "../analysis/analyser.ts";
import type { Pattern } from "./patterns.ts";

/** What is looked for in a text. */
export interface Sought {
  readonly tokens: ReadonlySet<string>;
  readonly patterns: readonly Pattern[];
}

/** Where it stands in a text: exactly the characters that matched, also after stemming and splitting. In order, not overlapping. */
export function matchRanges(text: string, { tokens, patterns }: Sought): TextRange[] {
  if (tokens.size === 0 && patterns.length === 0) return [];
  const found = [
    ...(tokens.size === 0 ? [] : analyseWithOffsets(text).filter((token) => tokens.has(token.token))),
    ...patterns.flatMap((pattern) => pattern.ranges(text)),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const ranges: { start: number; end: number }[] = [];
  for (const { start, end } of found) {
    const last = ranges.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}
