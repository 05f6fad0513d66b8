import { useCallback, useEffect, useState, type RefObject } from "react";
import { findRanges } from "./find-ranges.ts";

export interface Found {
  readonly count: number;
  /** Index of the match gone to last; -1 before the first. */
  readonly current: number;
  readonly next: () => void;
  readonly previous: () => void;
}

/**
 * Marks the terms in an element without touching its content (CSS custom highlights), and steps through them.
 * When the element's text changes it is searched again.
 */
export function useFind(root: RefObject<Element | null>, terms: readonly string[]): Found {
  const [ranges, setRanges] = useState<readonly Range[]>([]);
  const [current, setCurrent] = useState(-1);
  const key = terms.join("\n");
  useEffect(() => {
    const element = root.current;
    const search = (): void => {
      setRanges(element === null || key === "" ? [] : findRanges(element, key.split("\n")));
      setCurrent(-1);
    };
    search();
    if (element === null || key === "") return undefined;
    // Parts that come later (a commit's files, a diff) are searched too.
    const observer = new MutationObserver(search);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [root, key]);

  useEffect(() => {
    if (!("highlights" in CSS)) return undefined;
    CSS.highlights.set("found", new Highlight(...ranges));
    const at = ranges[current];
    if (at === undefined) CSS.highlights.delete("found-current");
    else CSS.highlights.set("found-current", new Highlight(at));
    return () => {
      CSS.highlights.delete("found");
      CSS.highlights.delete("found-current");
    };
  }, [ranges, current]);

  const goTo = useCallback(
    (step: 1 | -1): void => {
      if (ranges.length === 0) return;
      const index = current < 0 && step < 0 ? ranges.length - 1 : (current + step + ranges.length) % ranges.length;
      setCurrent(index);
      ranges[index]?.startContainer.parentElement?.scrollIntoView({ block: "center" });
    },
    [ranges, current],
  );
  return { count: ranges.length, current, next: () => goTo(1), previous: () => goTo(-1) };
}
