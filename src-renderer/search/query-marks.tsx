import { useEffect, useRef, type RefObject } from "react";
import type { QueryNote } from "../../src-shared/contract/index.ts";
import { markedRuns } from "./query-problems.ts";

export interface QueryMarksProps {
  readonly text: string;
  readonly problems: readonly QueryNote[];
  readonly input: RefObject<HTMLInputElement | null>;
}

/** Lines under what the notes are about, over the box: the same text, unseen, and scrolled as the box is. */
export function QueryMarks({ text, problems, input }: QueryMarksProps) {
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const box = input.current;
    if (box === null) return undefined;
    const follow = (): void => {
      if (line.current !== null) line.current.style.transform = `translateX(${-box.scrollLeft}px)`;
    };
    follow();
    box.addEventListener("scroll", follow);
    return () => box.removeEventListener("scroll", follow);
  }, [input]);
  return (
    <span className="search-marks" aria-hidden>
      <span ref={line}>
        {markedRuns(text, problems).map(({ text: run, isMarked }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- runs of one text, in their order
          <span key={index} data-marked={isMarked || undefined}>
            {run}
          </span>
        ))}
      </span>
    </span>
  );
}
