import { useDeferredValue, useMemo, useRef, useState, type RefObject } from "react";
import type { SearchResult } from "../../../src-shared/contract/index.ts";
import type { Session } from "../../../src-shared/domain/index.ts";
import { formatField } from "../../../src-shared/query/format.ts";
import { append } from "../../../src-shared/query/splice.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { useKeys } from "../../app/keys.ts";

export interface Within {
  readonly isOpen: boolean;
  readonly words: string;
  /** What to mark in the session: what is searched in it now, else what led here. */
  readonly marked: string;
  /** Passages of this session, best first; undefined until the first answer. */
  readonly hits: readonly SearchResult[] | undefined;
  readonly isRelaxed: boolean;
  readonly error: Error | null;
  readonly input: RefObject<HTMLInputElement | null>;
  setWords(words: string): void;
  open(): void;
  close(): void;
}

/** More than anybody goes through; a word more helps better. */
const MOST = 100;

/** The whole search, with its language and by meaning too, in one session: find in page looks for letters, this for what is meant. */
export function useWithin(session: Session, ledBy: string): Within {
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  const asked = useDeferredValue(words).trim();
  const isAsked = isOpen && asked !== "";
  const text = append(asked, formatField("session", [session.ownId]));
  const { data, error } = useCoreQuery(
    "search.query",
    { text, mode: "fused", group: "passage", limit: MOST, facets: false },
    { enabled: isAsked, keepPrevious: true },
  );
  // Another repository may have a session of the same name.
  const hits = useMemo(
    () => (isAsked ? data?.results.filter((hit) => hit.sessionId === session.id) : undefined),
    [isAsked, data, session.id],
  );
  const open = (): void => {
    if (!isOpen) before.current = document.activeElement;
    setOpen(true);
    input.current?.select();
  };
  const close = (): void => {
    setOpen(false);
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  useKeys({ "search.within": open, "screen.back": isOpen ? close : null });
  return {
    isOpen,
    words,
    marked: hits === undefined ? ledBy : matchedWords(hits),
    hits,
    isRelaxed: isAsked && data?.relaxed === true,
    error,
    input,
    setWords,
    open,
    close,
  };
}

/** Marks for the page: few, for each is looked for in all of it. */
const MOST_MARKS = 20;

/** What matched, as it is written (`avoids` for `avoid`), as a query that marks just that. */
function matchedWords(hits: readonly SearchResult[]): string {
  const words = hits.flatMap((hit) => hit.highlights.map(({ start, end }) => hit.snippet.slice(start, end).toLowerCase()));
  const clean = words.map((word) => word.replaceAll('"', " ").trim()).filter((word) => word.length > 1);
  return [...new Set(clean)]
    .slice(0, MOST_MARKS)
    .map((word) => `"${word}"`)
    .join(" ");
}
