import { useVirtualizer, type ReactVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import type { TranscriptOutline, Turn } from "../../../src-shared/domain/index.ts";
import { useRowHeight } from "../../reading/code/use-row-height.ts";
import { partId, turnId } from "./folds.ts";
import { useTurns } from "./use-turns.ts";

export interface Place {
  readonly turn: number;
  readonly part: number | null;
  /** Takes the keyboard to the part too. A turn that is gone to has it in any case. */
  readonly focus?: true;
}

/** A part of what stands under the turns, by its anchor. */
interface EndPlace {
  readonly anchor: string;
}

export interface Rows {
  /** The head is row 0, turn `n` is row `n + 1`, the tail is the last. */
  readonly virtualizer: ReactVirtualizer<HTMLElement, Element>;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  /** Takes the element that holds the rows, as its `ref`. */
  readonly space: (element: HTMLDivElement | null) => void;
  readonly turnAt: (turn: number) => Turn | undefined;
  /** The turn at the top of what is seen. */
  readonly inView: number;
  /** Brings a turn, or a part of one, into sight, whether or not it is here yet. */
  readonly goTo: (place: Place) => void;
  /** Brings a part of what stands under the turns into sight, by its anchor. */
  readonly goToEnd: (anchor: string) => void;
}

/** Above and below what is seen, in rows. */
const OVERSCAN = 6;
const HEAD = 120;
const TAIL = 300;
/** A turn's heading and the space around it, in lines. */
const HEADING_LINES = 2.4;

export function useRows(id: string, outline: TranscriptOutline): Rows {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const lineHeight = useRowHeight();
  const count = outline.turns + 2;
  // oxlint-disable-next-line react/incompatible-library -- the page is built without React's compiler
  const virtualizer = useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (row) => {
      if (row === 0) return HEAD;
      if (row === count - 1) return TAIL;
      const lines = (outline.lengths[row - 1] ?? 1) + (outline.continues[row - 1] === 1 ? 0 : HEADING_LINES);
      return Math.round(lines * lineHeight * 1.05);
    },
    overscan: OVERSCAN,
    // Rows are moved without React while the same ones are in sight: a frame of scrolling draws nothing anew.
    directDomUpdates: true,
  });
  const { containerRef } = virtualizer;
  const space = useCallback(
    (element: HTMLDivElement | null): void => {
      content.current = element;
      containerRef(element);
    },
    [containerRef],
  );
  const drawn = virtualizer.getVirtualItems();
  const turnAt = useTurns(id, outline, { first: (drawn[0]?.index ?? 0) - 1, last: (drawn.at(-1)?.index ?? 0) - 1 });

  const [target, setTarget] = useState<Place | EndPlace | null>(null);
  const goTo = useCallback(
    (place: Place): void => {
      virtualizer.scrollToIndex(place.turn + 1, { align: "start" });
      setTarget(place);
    },
    [virtualizer],
  );
  const goToEnd = useCallback(
    (anchor: string): void => {
      virtualizer.scrollToIndex(count - 1, { align: "start" });
      setTarget({ anchor });
    },
    [virtualizer, count],
  );
  const isHere = target !== null && ("anchor" in target || turnAt(target.turn) !== undefined);
  useEffect(() => {
    if (target === null || !isHere) return undefined;
    let frame = requestAnimationFrame(() => {
      // Rows above were measured in this frame: now it stands where it will stay.
      frame = requestAnimationFrame(() => {
        reveal(target);
        setTarget(null);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [target, isHere]);

  const top = virtualizer.getVirtualItemForOffset((virtualizer.scrollOffset ?? 0) + 2 * lineHeight);
  const inView = Math.min(outline.turns - 1, Math.max(0, (top?.index ?? 0) - 1));
  return { virtualizer, scroller, content, space, turnAt, inView, goTo, goToEnd };
}

function reveal(place: Place | EndPlace): void {
  const element = elementOf(place);
  if (element === null) return;
  element.scrollIntoView({ block: "start" });
  // Find keeps the keyboard while it goes from match to match.
  const takesKeyboard = "anchor" in place || place.part === null || place.focus === true;
  if (takesKeyboard && document.activeElement?.closest("search, [role='listbox']") == null) element.focus({ preventScroll: true });
}

function elementOf(place: Place | EndPlace): HTMLElement | null {
  if ("anchor" in place) return document.getElementById(place.anchor);
  const { turn, part } = place;
  return (part === null ? null : document.getElementById(partId(turn, part))) ?? document.getElementById(turnId(turn));
}
