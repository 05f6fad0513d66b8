import type { TextRange } from "../../../src-shared/contract/index.ts";

/** Marks of Markdown that only stand in the way of two lines of excerpt. */
const MARKS = /\*\*|__|`|^[ \t]*(?:[-*+]|\d+\.)[ \t]+(?:\[[ xX]\][ \t]+)?|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?/gm;

/** An excerpt of prose without its Markdown marks; its ranges follow. */
export function plainProse(text: string, ranges: readonly TextRange[]): { readonly text: string; readonly ranges: readonly TextRange[] } {
  const cuts = Array.from(text.matchAll(MARKS), (match) => ({ start: match.index, end: match.index + match[0].length }));
  if (cuts.length === 0) return { text, ranges };
  /** Where an offset lies once the cuts are taken out. */
  const moved = (offset: number): number =>
    offset - cuts.reduce((gone, cut) => gone + Math.max(0, Math.min(offset, cut.end) - cut.start), 0);
  return {
    text: text.replace(MARKS, ""),
    ranges: ranges.map((range) => ({ start: moved(range.start), end: moved(range.end) })).filter((range) => range.end > range.start),
  };
}
