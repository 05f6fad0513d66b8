import { useCallback, useDeferredValue, useEffect, useMemo, useState, type RefObject } from "react";
import { useKeys } from "../../app/keys.ts";
import type { FindControls } from "../../reading/find/find-bar.tsx";
import { findRanges } from "./find-ranges.ts";
import { termsOfQuery } from "./terms-of-query.ts";
import "./find.css";

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

  useEffect(() => {
    if (!("highlights" in CSS)) return undefined;
    const at = ranges[current];
    CSS.highlights.set("found", new Highlight(...ranges));
    CSS.highlights.set("found-current", at === undefined ? new Highlight() : new Highlight(at));
    return () => {
      CSS.highlights.delete("found");
      CSS.highlights.delete("found-current");
    };
  }, [ranges, current]);

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

const NONE: readonly Range[] = [];

function useRanges(root: RefObject<Element | null>, terms: readonly string[]): readonly Range[] {
  const [ranges, setRanges] = useState(NONE);
  useEffect(() => {
    const element = root.current;
    if (element === null || terms.length === 0) return undefined;
    const search = (): void => setRanges(findRanges(element, terms));
    const first = requestAnimationFrame(search);
    // Parts that come later (a commit's files, a change) are searched too.
    const observer = new MutationObserver(search);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      cancelAnimationFrame(first);
      observer.disconnect();
      setRanges(NONE);
    };
  }, [root, terms]);
  return ranges;
}
