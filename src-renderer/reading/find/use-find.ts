import { useDeferredValue, useMemo, useState } from "react";
import type { TextRange } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { useKeys } from "../../app/keys.ts";
import { firstEndingAfter, lineStarts } from "../text/ranges.ts";
import { findInText } from "./find-in-text.ts";

export interface Find {
  /** The matches to show: of what is typed in the bar, else those given. */
  readonly ranges: readonly TextRange[];
  /** Index in `ranges` that n and N stand at, or -1. */
  readonly current: number;
  readonly isOpen: boolean;
  readonly words: string;
  setWords(words: string): void;
  next(): void;
  previous(): void;
  open(): void;
  close(): void;
}

export interface FindOptions {
  readonly text: string;
  /** Matches of the search that led here. */
  readonly given: readonly TextRange[];
  /** The passage in view: n starts there. */
  readonly marked?: LineRange | null | undefined;
  /** With `false` the keys are left to others. */
  readonly enabled?: boolean;
}

/** Next and previous match (n, N) and find in page (Ctrl or Cmd+F) over one text. */
export function useFind({ text, given, marked = null, enabled = true }: FindOptions): Find {
  const [bar, setBar] = useState({ isOpen: false, words: "" });
  const words = useDeferredValue(bar.isOpen ? bar.words : "");
  const found = useMemo(() => findInText(text, words), [text, words]);
  const ranges = words === "" ? given : found;
  const [place, setPlace] = useState<{ readonly ranges: readonly TextRange[]; readonly at: number }>({ ranges, at: -1 });
  // What is being typed shows its first match at once; the search's own are gone to only when asked.
  const current = place.ranges === ranges ? place.at : words === "" ? -1 : Math.min(0, found.length - 1);

  function move(step: 1 | -1): void {
    if (ranges.length === 0) return;
    const from = current >= 0 ? current + step : startOf(text, ranges, marked, step);
    setPlace({ ranges, at: (from + ranges.length) % ranges.length });
  }
  const close = (): void => setBar({ isOpen: false, words: bar.words });
  const on = <T>(handler: T): T | null => (enabled ? handler : null);
  useKeys({
    "find.open": on(() => setBar({ isOpen: true, words: bar.words })),
    "match.next": on(() => move(1)),
    "match.previous": on(() => move(-1)),
    "screen.back": enabled && bar.isOpen ? close : null,
  });
  return {
    ranges,
    current,
    isOpen: bar.isOpen,
    words: bar.words,
    setWords: (next) => setBar({ isOpen: true, words: next }),
    next: () => move(1),
    previous: () => move(-1),
    open: () => setBar({ isOpen: true, words: bar.words }),
    close,
  };
}

/** The first match to go to: in or after the passage in view, or the last before it. */
function startOf(text: string, ranges: readonly TextRange[], marked: LineRange | null, step: 1 | -1): number {
  if (marked === null) return step === 1 ? 0 : ranges.length - 1;
  const after = firstEndingAfter(ranges, lineStarts(text)[marked.start - 1] ?? 0);
  return step === 1 ? after : after - 1;
}
