import { keepPreviousData, queryOptions, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CoreClient, SearchFacets, SearchMode, SearchResponse } from "../../src-shared/contract/index.ts";
import { valuesOf, withoutField } from "../../src-shared/query/facets.ts";
import type { FieldName } from "../../src-shared/query/fields.ts";
import { useCore } from "../app/core-context.tsx";

/** More than a screen of them. What is further down comes as it is scrolled to: every letter typed pays for each of these. */
const PAGE = 20;
/** Loaded together when the end comes into sight. */
const MORE = 80;
/** The most one question can give; past it, another word helps more than another page. */
const MOST = 500;
/** A search that takes longer is given up for what has been typed since. Giving up sooner would show nothing to who types on. */
const PATIENCE_MS = 300;
/** Every keystroke is a query: they are not kept for long. */
const KEEP_MS = 60_000;
/** An answer that is younger is not asked for again. What the library changes is marked stale at once. */
const FRESH_MS = 5000;

export interface Search {
  readonly answer: UseQueryResult<SearchResponse>;
  /** The text that the answer is to; it follows what is typed. */
  readonly asked: string;
  readonly isSettled: boolean;
  /** There is more to load, and what loads it. */
  readonly more: (() => void) | null;
  /** Asks for a text that is about to be shown in the box: its answer is on the way while the letter is drawn. */
  begin(text: string): void;
}

const questionOf = (core: CoreClient, text: string, mode: SearchMode, limit: number) => {
  const input = { text, mode, limit, facets: false };
  return queryOptions({
    queryKey: ["search.query", input],
    queryFn: ({ signal }) => core.call("search.query", input, { signal }),
    gcTime: KEEP_MS,
    staleTime: FRESH_MS,
  });
};

/**
 * Searches as one types. A question goes out at once when none is under way; while one is, only the latest text waits, and after
 * `PATIENCE_MS` takes its place. Answers to older texts are never shown for newer ones: each is kept under its own text.
 *
 * @param isComeBackTo a result was chosen before, perhaps one further down
 */
export function useSearch(text: string, mode: SearchMode, isComeBackTo: boolean): Search {
  const core = useCore();
  const [asked, setAsked] = useState(text);
  const [limit, setLimit] = useState(isComeBackTo ? PAGE + MORE : PAGE);
  const queries = useQueryClient();
  const answer = useQuery({
    ...questionOf(core, asked, mode, limit),
    enabled: asked.trim() !== "",
    placeholderData: keepPreviousData,
  });
  const { isFetching } = answer;

  useEffect(() => {
    if (asked === text) return undefined;
    const ask = (): void => {
      setAsked(text);
      setLimit(PAGE);
    };
    if (!isFetching) return ask();
    const timer = setTimeout(ask, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [asked, isFetching, text]);

  const hasMore = answer.data?.more === true && limit < MOST && !answer.isPlaceholderData;
  return {
    answer,
    asked,
    isSettled: asked === text && !answer.isPlaceholderData,
    more: hasMore ? () => setLimit((now) => Math.min(MOST, now + MORE)) : null,
    begin(next) {
      // Counts of what was typed before would take the time in which this is answered.
      void queries.cancelQueries({ queryKey: ["search.facets"] }, { silent: true });
      if (next.trim() !== "" && !isFetching) void queries.prefetchQuery(questionOf(core, next, mode, PAGE));
    },
  };
}

/**
 * What takes the time of another search, or may, waits until typing rests: the next letter must not wait for it. Longer than the 200 ms
 * between two letters of who types sixty words a minute.
 */
const REST_MS = 250;

/** Whether the text asked has its results and nothing more has been typed for a moment. */
export function useRest(asked: string, isSettled: boolean): boolean {
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    if (!isSettled) return undefined;
    const timer = setTimeout(() => setRested(asked), REST_MS);
    return () => clearTimeout(timer);
  }, [asked, isSettled]);
  return isSettled && rested === asked;
}

/** Facets of the text asked, once typing rests; until then those before. A count that is under way is given up for the next letter. */
export function useOwnFacets(asked: string, isAtRest: boolean): SearchFacets | null {
  return useFacetsOf(isAtRest ? asked : "");
}

/**
 * Counts for choosing among values of a field: as if the query did not name the field itself, so that the other values can be seen.
 * Where it does not, they are the answer's own.
 */
export function useFacets(asked: string, isAtRest: boolean, own: SearchFacets | null, field: FieldName): SearchFacets | null {
  const isSet = valuesOf(asked, field).length > 0;
  const others = useFacetsOf(isSet && isAtRest ? withoutField(asked, field) : "");
  return isSet ? others : own;
}

function useFacetsOf(text: string): SearchFacets | null {
  const core = useCore();
  const { data } = useQuery({
    queryKey: ["search.facets", { text }],
    queryFn: ({ signal }) => core.call("search.facets", { text }, { signal }),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
    gcTime: KEEP_MS,
  });
  return data ?? null;
}
