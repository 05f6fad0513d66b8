import { useEffect, useState, type RefObject } from "react";
import { findRanges } from "./find-ranges.ts";
import "./find.css";

/** Marks matches without touching the content (CSS custom highlights). */
export function useHighlights(ranges: readonly Range[] | null, current: Range | undefined): void {
  useEffect(() => {
    if (!("highlights" in CSS)) return undefined;
    CSS.highlights.set("found", new Highlight(...(ranges ?? NONE)));
    CSS.highlights.set("found-current", current === undefined ? new Highlight() : new Highlight(current));
    return () => {
      CSS.highlights.delete("found");
      CSS.highlights.delete("found-current");
    };
  }, [ranges, current]);
}

/** Where the terms stand in what the element shows; looked for again when that changes. Null until they have been looked for. */
export function useRanges(root: RefObject<Element | null>, terms: readonly string[]): readonly Range[] | null {
  const [found, setFound] = useState<{ readonly terms: readonly string[]; readonly ranges: readonly Range[] } | null>(null);
  useEffect(() => {
    const element = root.current;
    if (element === null || terms.length === 0) return undefined;
    const search = (): void => setFound({ terms, ranges: findRanges(element, terms) });
    const first = requestAnimationFrame(search);
    // Parts that come later (a commit's files, a change) are searched too.
    const observer = new MutationObserver(search);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      cancelAnimationFrame(first);
      observer.disconnect();
    };
  }, [root, terms]);
  if (terms.length === 0) return NONE;
  return found?.terms === terms ? found.ranges : null;
}

const NONE: readonly Range[] = [];
