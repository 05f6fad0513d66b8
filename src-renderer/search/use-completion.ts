import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState, type KeyboardEvent } from "react";
import type { Completion } from "../../src-shared/contract/index.ts";
import { completeQuery } from "../../src-shared/query/complete.ts";
import { useCore } from "../app/core-context.tsx";

export interface CompletionList {
  readonly id: string;
  readonly isOpen: boolean;
  readonly items: readonly Completion[];
  readonly active: number;
  /** A field whose name is being typed: Tab takes it. It opens no list, for most words are just words. */
  readonly hint: Completion | null;
  optionId(index: number): string;
  setActive(index: number): void;
  accept(item: Completion): void;
  close(): void;
  /** Whether the key was for the list. */
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): boolean;
}

export interface CompletionOptions {
  readonly text: string;
  readonly cursor: number;
  readonly isFocused: boolean;
  readonly onAccept: (text: string, cursor: number) => void;
}

/** What can be typed at the cursor: values of a field as a list, a field's name as a hint. */
export function useCompletion({ text, cursor, isFocused, onAccept }: CompletionOptions): CompletionList {
  const core = useCore();
  const id = useId();
  const [active, setActive] = useState(-1);
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const local = completeQuery(text, cursor);
  const inValue = local.wanted !== null || text.slice(0, local.replace.start).endsWith(":") || /:[^\s]*$/.test(text.slice(0, cursor));
  const { data } = useQuery({
    queryKey: ["search.complete", { text, cursor }],
    queryFn: ({ signal }) => core.call("search.complete", { text, cursor }, { signal }),
    enabled: isFocused && local.wanted !== null,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const offered: readonly Completion[] =
    local.wanted === null ? local.items.map((item) => ({ ...item, range: local.replace })) : (data ?? []);
  const typed = text.slice(local.replace.start, local.replace.end);
  // A value that is typed in full needs no list.
  const items = offered.filter((item) => item.insert !== typed).map((item) => ({ ...item, range: local.replace }));
  const isOpen = isFocused && inValue && items.length > 0 && closedFor !== text;
  const first = items[0];
  const hint = isFocused && !inValue && first !== undefined && typed.length >= 2 && cursor === text.length ? first : null;
  const shown = isOpen ? Math.min(active, items.length - 1) : -1;

  function accept(item: Completion): void {
    const isField = item.insert.endsWith(":");
    const insert = isField ? item.insert : `${item.insert} `;
    const rest = text.slice(item.range.end);
    setActive(-1);
    onAccept(text.slice(0, item.range.start) + insert + (isField ? rest : rest.trimStart()), item.range.start + insert.length);
  }
  return {
    id,
    isOpen,
    items: isOpen ? items : [],
    active: shown,
    hint,
    optionId: (index) => `${id}-${index}`,
    setActive,
    accept,
    close: () => setClosedFor(text),
    onKeyDown(event) {
      if (event.nativeEvent.isComposing) return false;
      if (event.key === "Tab" && !event.shiftKey && hint !== null) return (accept(hint), true);
      if (!isOpen) return false;
      if (event.key === "ArrowDown") setActive((shown + 1) % items.length);
      else if (event.key === "ArrowUp") setActive(shown <= 0 ? items.length - 1 : shown - 1);
      else if (event.key === "Escape") setClosedFor(text);
      else if ((event.key === "Enter" && shown >= 0) || (event.key === "Tab" && !event.shiftKey)) {
        const item = items[Math.max(0, shown)];
        if (item !== undefined) accept(item);
      } else return false;
      return true;
    },
  };
}
