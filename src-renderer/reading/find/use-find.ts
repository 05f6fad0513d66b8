import { useMemo } from "react";
import type { TextRange } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { firstEndingAfter, lineStarts } from "../text/ranges.ts";
import { findInText } from "./find-in-text.ts";
import { fromTheEnds, useFindControls, useFindWords, type FindControls } from "./use-find-controls.ts";

export interface Find extends FindControls {
  /** The matches to show: of what is typed in the bar, else those given. */
  readonly ranges: readonly TextRange[];
}

export interface FindOptions {
  readonly text: string;
  /** Matches of the search that led here. */
  readonly given: readonly TextRange[];
  /** The passage in view: n starts there. */
  readonly marked?: LineRange | null | undefined;
}

/** Find in page over one text. */
export function useFind({ text, given, marked = null }: FindOptions): Find {
  const bar = useFindWords();
  const found = useMemo(() => findInText(text, bar.words), [text, bar.words]);
  const ranges = bar.words === "" ? given : found;
  const controls = useFindControls(bar, {
    matches: ranges,
    startAt: (step) => startOf(text, ranges, marked, step),
  });
  return { ...controls, ranges };
}

/** The first match to go to: in or after the passage in view, or the last before it. */
function startOf(text: string, ranges: readonly TextRange[], marked: LineRange | null, step: 1 | -1): number {
  if (marked === null) return fromTheEnds(step);
  const after = firstEndingAfter(ranges, lineStarts(text)[marked.start - 1] ?? 0);
  return step === 1 ? after : after - 1;
}
