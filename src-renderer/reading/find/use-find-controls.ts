import { useDeferredValue, useState } from "react";
import { useKeys } from "../../app/keys.ts";

/** What is typed in the bar of a find. */
export interface FindWords {
  readonly isOpen: boolean;
  readonly typed: string;
  /** What is looked for: of what is typed while the bar is open, else "". It gives way to the next key. */
  readonly words: string;
  set(change: { readonly isOpen: boolean; readonly typed?: string }): void;
}

/** What the box needs of a find, over one text or over a page of many. */
export interface FindControls {
  /** How many matches there are. */
  readonly total: number;
  /** Index of the match that n and N stand at, or -1. */
  readonly current: number;
  readonly isOpen: boolean;
  readonly words: string;
  setWords(words: string): void;
  next(): void;
  previous(): void;
  open(): void;
  close(): void;
}

export interface FindSteps<T> {
  /** In order, and the same array as long as they are the same matches: with another one the way through them begins anew. */
  readonly matches: readonly T[];
  /** Index of the first match to go to in a direction; one before the first or after the last goes around. */
  readonly startAt: (step: 1 | -1) => number;
  readonly onGoTo?: (match: T) => void;
  /** Where it stands before anything is gone to; -1 unless given. */
  readonly initial?: number;
}

export function useFindWords(): FindWords {
  const [{ isOpen, typed }, setBar] = useState({ isOpen: false, typed: "" });
  const words = useDeferredValue(isOpen ? typed : "");
  return { isOpen, typed, words, set: (change) => setBar((bar) => ({ ...bar, ...change })) };
}

/** The bar's buttons, and the keys for the same: next and previous match (n, N), find in page (Ctrl or Cmd+F), Esc. */
export function useFindControls<T>(
  { isOpen, typed, set }: FindWords,
  { matches, startAt, onGoTo, initial = -1 }: FindSteps<T>,
): FindControls {
  const [place, setPlace] = useState<{ readonly matches: readonly T[]; readonly at: number } | null>(null);
  const current = place?.matches === matches ? place.at : initial;
  const total = matches.length;
  const move = (step: 1 | -1): void => {
    if (total === 0) return;
    const at = ((current < 0 ? startAt(step) : current + step) + total) % total;
    setPlace({ matches, at });
    const match = matches[at];
    if (match !== undefined) onGoTo?.(match);
  };
  const controls: FindControls = {
    total,
    current,
    isOpen,
    words: typed,
    setWords: (words) => set({ isOpen: true, typed: words }),
    next: () => move(1),
    previous: () => move(-1),
    open: () => set({ isOpen: true }),
    close: () => set({ isOpen: false }),
  };
  useKeys({
    "find.open": controls.open,
    "match.next": total === 0 ? null : controls.next,
    "match.previous": total === 0 ? null : controls.previous,
    "screen.back": isOpen ? controls.close : null,
  });
  return controls;
}

/** The first of all, or the last. */
export const fromTheEnds = (step: 1 | -1): number => (step === 1 ? 0 : -1);
