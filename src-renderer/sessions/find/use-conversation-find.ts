import { useDeferredValue, useMemo, useState, type RefObject } from "react";
import { useCoreQuery } from "../../app/core-query.ts";
import { useKeys } from "../../app/keys.ts";
import type { FindControls } from "../../reading/find/find-bar.tsx";
import { termsOfQuery } from "./terms-of-query.ts";
import { positionsOf, startAt, type Position } from "./positions.ts";
import { useHighlights, useRanges } from "./use-ranges.ts";

export interface ConversationFindOptions {
  readonly id: string;
  /** The search that led here. */
  readonly query: string;
  readonly root: RefObject<Element | null>;
  /** The turn at the top of what is seen. */
  readonly turnInView: () => number;
  /** Brings a part onto the page, unfolded. */
  readonly onGoTo: (position: Position) => void;
  /** The element of a part, where it is on the page. */
  readonly partElement: (position: Position) => Element | null;
}

/**
 * Find in a conversation of which only what is in sight exists: the core looks through all of it, the page marks what it shows. Before
 * anything is typed, the words of the search that led here are marked.
 */
export function useConversationFind({ id, query, root, turnInView, onGoTo, partElement }: ConversationFindOptions): FindControls {
  const [bar, setBar] = useState({ isOpen: false, words: "" });
  const words = useDeferredValue(bar.isOpen ? bar.words : "");
  const terms = useMemo(() => (words.trim() === "" ? [...termsOfQuery(query)] : [words]), [words, query]);
  const { data } = useCoreQuery("sessions.find", { id, terms }, { enabled: terms.length > 0 });
  const positions = useMemo(() => positionsOf(terms.length === 0 ? [] : (data?.matches ?? [])), [data, terms]);
  const [place, setPlace] = useState<{ readonly positions: readonly Position[]; readonly at: number }>({ positions, at: -1 });
  const current = place.positions === positions ? place.at : -1;

  const shown = useRanges(root, terms);
  const position = positions[current];
  const currentRange = useMemo(() => {
    const element = position === undefined ? null : partElement(position);
    if (element === null || position === undefined) return undefined;
    const own = shown.filter((range) => element.contains(range.startContainer));
    // What is shown may hold fewer than the source, such as a link's address: then the last one.
    return own[Math.min(position.nth, own.length - 1)];
  }, [shown, position, partElement]);
  useHighlights(shown, currentRange);

  const goTo = (step: 1 | -1): void => {
    if (positions.length === 0) return;
    const at = current < 0 ? startAt(positions, turnInView(), step) : (current + step + positions.length) % positions.length;
    const next = positions[at];
    setPlace({ positions, at });
    if (next !== undefined) onGoTo(next);
  };
  const controls: FindControls = {
    ranges: positions,
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
    "match.next": positions.length === 0 ? null : controls.next,
    "match.previous": positions.length === 0 ? null : controls.previous,
    "screen.back": bar.isOpen ? controls.close : null,
  });
  return controls;
}
