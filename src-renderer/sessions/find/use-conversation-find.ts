import { useMemo, type RefObject } from "react";
import { useCoreQuery } from "../../app/core-query.ts";
import { useFindControls, useFindWords, type FindControls } from "../../reading/find/use-find-controls.ts";
import { positionsOf, startAt, type Position } from "./positions.ts";
import { useHighlights, useRanges } from "./use-ranges.ts";
import { useTerms } from "./use-terms.ts";

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
  const bar = useFindWords();
  const terms = useTerms(bar.words, query);
  const { data } = useCoreQuery("sessions.find", { id, terms }, { enabled: terms.length > 0 });
  const isPending = terms.length > 0 && data === undefined;
  const positions = useMemo(() => positionsOf(terms.length === 0 ? [] : (data?.matches ?? [])), [data, terms]);
  const controls = useFindControls(bar, {
    matches: isPending ? null : positions,
    startAt: (step) => startAt(positions, turnInView(), step),
    onGoTo,
  });

  const shown = useRanges(root, terms);
  const position = positions[controls.current];
  const currentRange = useMemo(() => {
    const element = position === undefined ? null : partElement(position);
    if (element === null || position === undefined) return undefined;
    const own = (shown ?? []).filter((range) => element.contains(range.startContainer));
    // What is shown may hold fewer than the source, such as a link's address: then the last one.
    return own[Math.min(position.nth, own.length - 1)];
  }, [shown, position, partElement]);
  useHighlights(shown, currentRange);
  return controls;
}
