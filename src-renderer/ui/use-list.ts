import { useId, useState, type KeyboardEvent as ReactKeyboardEvent } from "react";
import { isCharacter, KEY_BINDINGS, pressMatches } from "../app/key-bindings.ts";
import { isKey, isMac, useKeys, type KeyHandler } from "../app/keys.ts";
import { clampActive, moveActive, type ListMove } from "./list-moves.ts";

export interface ListOptions<T> {
  readonly items: readonly T[];
  /** Enter, or a click on a row. */
  readonly onOpen?: ((item: T, index: number) => void) | undefined;
  /** Space. */
  readonly onPreview?: ((item: T, index: number) => void) | undefined;
  /** Rows that divide the list: they are never active. */
  readonly isHeading?: ((item: T) => boolean) | undefined;
  /** Give both to keep the active row elsewhere (the address); -1 is none. */
  readonly active?: number | undefined;
  readonly onActiveChange?: ((index: number) => void) | undefined;
  /** With `false` the keys work only while the list or its search field has the focus. */
  readonly screenKeys?: boolean | undefined;
}

export interface ListState<T> {
  readonly id: string;
  readonly items: readonly T[];
  readonly active: number;
  readonly activeItem: T | undefined;
  setActive(index: number): void;
  move(move: ListMove): void;
  open(index: number): void;
  isHeading(index: number): boolean;
  /** Some rows may be headings. */
  readonly hasHeadings: boolean;
  optionId(index: number): string;
  /** Keys of the list element itself. */
  readonly onKeyDown: (event: ReactKeyboardEvent) => void;
  /** For a search field above the list: arrows move, Enter opens, while typing goes on. */
  readonly inputProps: {
    readonly role: "combobox";
    readonly "aria-expanded": boolean;
    readonly "aria-controls": string;
    readonly "aria-activedescendant": string | undefined;
    readonly "aria-autocomplete": "list";
    readonly onKeyDown: (event: ReactKeyboardEvent) => void;
  };
}

const MOVES = { "list.next": "next", "list.previous": "previous", "list.first": "first", "list.last": "last" } as const;

/** The active row of a list and the keys that move it. Draw it with `VirtualList`. */
export function useList<T>(options: ListOptions<T>): ListState<T> {
  const { items, onOpen, onPreview, screenKeys = true } = options;
  const id = useId();
  const [own, setOwn] = useState(-1);
  const isHeading = (index: number): boolean => {
    const item = items[index];
    return item !== undefined && (options.isHeading?.(item) ?? false);
  };
  const active = clampActive(items.length, options.active ?? own, isHeading);
  const setActive = (index: number): void => {
    setOwn(index);
    options.onActiveChange?.(index);
  };
  const move = (to: ListMove): void => setActive(moveActive(items.length, active, to, isHeading));
  const call = (handler: typeof onOpen, index: number): boolean => {
    const item = items[index];
    if (item === undefined || handler === undefined || isHeading(index)) return false;
    handler(item, index);
    return true;
  };

  /** One-letter keys work from anywhere on the screen; the others would take them from the button or the scrolled text that has the focus. */
  const fromScreen =
    (act: () => boolean | void): KeyHandler =>
    (event) =>
      isLetter(event) || isForList(event.target, id) ? act() : false;
  const has = items.length > 0 && screenKeys;
  useKeys({
    "list.next": has ? fromScreen(() => move("next")) : null,
    "list.previous": has ? fromScreen(() => move("previous")) : null,
    "list.first": has ? fromScreen(() => move("first")) : null,
    "list.last": has ? fromScreen(() => move("last")) : null,
    "list.open": has && onOpen !== undefined ? fromScreen(() => call(onOpen, active)) : null,
    "list.preview": has && onPreview !== undefined ? fromScreen(() => call(onPreview, active)) : null,
  });

  const onInputKeyDown = (event: ReactKeyboardEvent): void => {
    if (event.nativeEvent.isComposing || isCharacterPress(event)) return;
    // With a modifier a key is a shortcut of its own.
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") move("next");
    else if (event.key === "ArrowUp") move("previous");
    else if (event.key !== "Enter" || !call(onOpen, active)) return;
    event.preventDefault();
  };
  const onKeyDown = (event: ReactKeyboardEvent): void => {
    if (screenKeys) return;
    for (const key of Object.keys(MOVES) as (keyof typeof MOVES)[]) {
      if (!isKey(event, key)) continue;
      move(MOVES[key]);
      return event.preventDefault();
    }
    if (isKey(event, "list.open") && call(onOpen, active)) event.preventDefault();
    else if (isKey(event, "list.preview") && call(onPreview, active)) event.preventDefault();
  };

  const optionId = (index: number): string => `${id}-${index}`;
  return {
    id,
    items,
    active,
    activeItem: items[active],
    setActive,
    move,
    open: (index) => void call(onOpen, index),
    isHeading,
    hasHeadings: options.isHeading !== undefined,
    optionId,
    onKeyDown,
    inputProps: {
      role: "combobox",
      "aria-expanded": items.length > 0,
      "aria-controls": id,
      "aria-activedescendant": active < 0 ? undefined : optionId(active),
      "aria-autocomplete": "list",
      onKeyDown: onInputKeyDown,
    },
  };
}

function isLetter(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== " ";
}

function isCharacterPress(event: ReactKeyboardEvent): boolean {
  return (["list.next", "list.previous"] as const).some((id) =>
    KEY_BINDINGS[id].keys.some((chord) => isCharacter(chord) && pressMatches(event, chord, isMac)),
  );
}

/** The focus is nowhere in particular, or in the list. */
function isForList(target: EventTarget | null, id: string): boolean {
  if (!(target instanceof Element)) return true;
  return target === document.body || target.tagName === "MAIN" || target.closest(`[id="${CSS.escape(id)}"]`) !== null;
}
