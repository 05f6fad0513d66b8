import type { RefObject } from "react";
import { fromTheEnds, useFindControls, useFindWords, type FindControls } from "../../reading/find/use-find-controls.ts";
import { useTerms } from "./use-terms.ts";
import { useHighlights, useRanges } from "./use-ranges.ts";

/**
 * Find in page over many pieces of text at once: matches are marked without touching the content (CSS custom highlights).
 * Before anything is typed, the words of the search that led here are marked. When the element's text changes it is searched again.
 */
export function usePageFind(root: RefObject<Element | null>, query: string): FindControls {
  const bar = useFindWords();
  const ranges = useRanges(root, useTerms(bar.words, query));
  const controls = useFindControls(bar, {
    matches: ranges,
    startAt: fromTheEnds,
    onGoTo: (range) => range.startContainer.parentElement?.scrollIntoView({ block: "center" }),
  });
  useHighlights(ranges, ranges?.[controls.current]);
  return controls;
}
