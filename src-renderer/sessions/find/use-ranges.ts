import { useEffect, useState, type RefObject } from "react";
import { findRanges } from "./find-ranges.ts";
import "./find.css";

/** Marks matches without touching the content (CSS custom highlights). */
export function useHighlights(ranges: readonly Range[], current: Range | undefined): void {
  useEffect(() => {
    if (!("highlights" in CSS)) return undefined;
    CSS.highlights.set("found", new Highlight(...ranges));
    CSS.highlights.set("found-current", current === undefined ? new Highlight() : new Highlight(current));
    return () => {
      CSS.highlights.delete("found");
      CSS.highlights.delete("found-current");
    };
  }, [ranges, current]);
}

const NONE: readonly Range[] = [];

/** Where the terms stand in what the element shows; looked for again when that changes. */
export function useRanges(root: RefObject<Element | null>, terms: readonly string[]): readonly Range[] {
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
