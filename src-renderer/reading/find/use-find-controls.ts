import { useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
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
  /** How many matches there are; null while they are looked for. */
  readonly total: number | null;
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
  /** In order, and the same array as long as they are the same matches; null while they are looked for. */
  readonly matches: readonly T[] | null;
  /** Index of the first match to go to in a direction; one before the first or after the last goes around. */
  readonly startAt: (step: 1 | -1) => number;
  readonly onGoTo?: (match: T) => void;
}

/** A match that was gone to: of what was typed, or, with nothing typed, of the search that led here. */
interface Place<T> {
  readonly matches: readonly T[];
  readonly words: string;
  readonly at: number;
}

export function useFindWords(): FindWords {
  const [{ isOpen, typed }, setBar] = useState({ isOpen: false, typed: "" });
  const words = useDeferredValue(isOpen ? typed : "");
  return { isOpen, typed, words, set: (change) => setBar((bar) => ({ ...bar, ...change })) };
}

/**
 * The bar's buttons, and the keys for the same: next and previous match (n, N), find in page (Ctrl or Cmd+F), Esc. What is typed goes to
 * its first match at once, as a browser does; the matches of the search that led here are gone to only when asked.
 */
export function useFindControls<T>(
  { isOpen, typed, words, set }: FindWords,
  { matches: found, startAt, onGoTo }: FindSteps<T>,
): FindControls {
  const [place, setPlace] = useState<Place<T> | null>(null);
  const matches = found ?? NOTHING;
  const total = matches.length;
  const begun = useMemo(
    () => (words === "" || total === 0 ? -1 : (startAt(1) + total) % total),
    // oxlint-disable-next-line react/exhaustive-deps -- where one reads when the matches come, not where one has gone since
    [words, found],
  );
  // A page that draws more of itself has other matches of the same words: the way through them goes on.
  const isSame = place !== null && place.words === words && (place.matches === matches || words !== "");
  const current = isSame ? Math.min(place.at, total - 1) : begun;
  const goTo = (at: number): void => {
    const match = matches[at];
    if (match !== undefined) onGoTo?.(match);
  };
  const move = (step: 1 | -1): void => {
    if (total === 0) return;
    const at = ((current < 0 ? startAt(step) : current + step) + total) % total;
    setPlace({ matches, words, at });
    goTo(at);
  };
  const show = useEffectEvent(goTo);
  /** The words whose first match was gone to. */
  const shown = useRef("");
  useEffect(() => {
    if (words !== "" && begun < 0) return;
    if (shown.current !== words && words !== "") show(begun);
    shown.current = words;
  }, [words, begun]);
  const controls: FindControls = {
    total: found === null ? null : total,
    current,
    isOpen,
    words: typed,
    setWords: (next) => set({ isOpen: true, typed: next }),
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

const NOTHING: readonly never[] = [];

/** The first of all, or the last. */
export const fromTheEnds = (step: 1 | -1): number => (step === 1 ? 0 : -1);
