import { useRef, useState, type RefObject } from "react";
import type { SearchResult } from "../../src-shared/contract/index.ts";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { useList, type ListState } from "../ui/use-list.ts";
import { resultHref } from "./result-links.ts";
import type { ResultItem } from "./results-list.tsx";
import { useIsWide } from "./use-is-wide.ts";

export interface FoundOptions {
  readonly results: readonly SearchResult[];
  /** Passage of the chosen result, or null for the first. */
  readonly selected: number | null;
  /** The words to keep marked where a result opens. */
  readonly query: string;
  readonly onSelect: (passageId: number | null) => void;
  /** Called before the screen is left for a result. */
  readonly onLeave: () => void;
}

/** Results with the chosen one beside or over them. */
export interface Found {
  readonly results: readonly SearchResult[];
  readonly list: ListState<ResultItem>;
  readonly chosen: SearchResult | undefined;
  readonly active: number;
  /** Of the screen, whose width decides whether the preview has room beside the list. */
  readonly screen: RefObject<HTMLDivElement | null>;
  readonly preview: RefObject<HTMLElement | null>;
  readonly isWide: boolean;
  /** The preview lies over the list. */
  readonly isOver: boolean;
  setOver(isOver: boolean): void;
  open(index: number): void;
  /** Whether there was a preview over the list to close. */
  back(): boolean;
  focusList(): void;
}

export function useFound({ results, selected, query, onSelect, onLeave }: FoundOptions): Found {
  const screen = useRef<HTMLDivElement>(null);
  const preview = useRef<HTMLElement>(null);
  const isWide = useIsWide(screen);
  const [isOver, setOver] = useState(false);
  const items: readonly ResultItem[] = results.length === 0 ? [] : [...results, "end"];
  const place = results.findIndex((result) => result.passageId === selected);
  const active = results.length === 0 ? -1 : Math.max(0, place);
  const chosen = results[active];

  const leave = (result: SearchResult, href: string): void => {
    onSelect(result.passageId);
    onLeave();
    navigate(href);
  };
  const open = (index: number): void => {
    const result = results[index];
    if (result !== undefined) leave(result, resultHref(result, query));
  };
  const list = useList<ResultItem>({
    items,
    active,
    onActiveChange: (index) => onSelect(results[index]?.passageId ?? null),
    onOpen: (_, index) => open(index),
    onPreview: () => (isWide ? preview.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus() : setOver(true)),
    isHeading: (item) => item === "end",
  });
  const focusList = (): void => document.getElementById(list.id)?.focus({ preventScroll: true });
  useKeys({
    "search.similar": chosen === undefined ? null : () => leave(chosen, routes.similar({ passageId: chosen.passageId })),
  });
  return {
    results,
    list,
    chosen,
    active,
    screen,
    preview,
    isWide,
    isOver,
    setOver,
    open,
    back() {
      if (!isOver || isWide) return false;
      setOver(false);
      focusList();
      return true;
    },
    focusList,
  };
}
