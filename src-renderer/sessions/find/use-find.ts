import { useCallback, useDeferredValue, useMemo, useState, type RefObject } from "react";
import { useKeys } from "../../app/keys.ts";
import type { FindControls } from "../../reading/find/find-bar.tsx";
import { termsOfQuery } from "./terms-of-query.ts";
import { useHighlights, useRanges } from "./use-ranges.ts";

/**
 * Find in page over many pieces of text at once: matches are marked without touching the content (CSS custom highlights).
 * Before anything is typed, the words of the search that led here are marked. When the element's text changes it is searched again.
 */
export function usePageFind(root: RefObject<Element | null>, query: string): FindControls {
  const [bar, setBar] = useState({ isOpen: false, words: "" });
  const words = useDeferredValue(bar.isOpen ? bar.words : "");
  const terms = useMemo(() => (words.trim() === "" ? termsOfQuery(query) : [words]), [words, query]);
  const ranges = useRanges(root, terms);
  const [place, setPlace] = useState<{ readonly ranges: readonly Range[]; readonly at: number }>({ ranges, at: -1 });
  const current = place.ranges === ranges ? place.at : -1;

  useHighlights(ranges, ranges[current]);

  const goTo = useCallback(
    (step: 1 | -1): void => {
      if (ranges.length === 0) return;
      const at = current < 0 ? (step === 1 ? 0 : ranges.length - 1) : (current + step + ranges.length) % ranges.length;
      setPlace({ ranges, at });
      ranges[at]?.startContainer.parentElement?.scrollIntoView({ block: "center" });
    },
    [ranges, current],
  );
  const controls: FindControls = {
    ranges,
    current,
    ...bar,
    setWords: (next) => setBar({ isOpen: true, words: next }),
    next: () => goTo(1),
    previous: () => goTo(-1),
    open: () => setBar({ ...bar, isOpen: true }),
    close: () => setBar({ ...bar, isOpen: false }),
  };
  useKeys({
    "find.open": controls.open,
    "match.next": ranges.length === 0 ? null : controls.next,
    "match.previous": ranges.length === 0 ? null : controls.previous,
    "screen.back": bar.isOpen ? controls.close : null,
  });
  return controls;
}
