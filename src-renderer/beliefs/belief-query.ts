/** What of the beliefs is shown and in which order, as the address says it. Pure. */
import type { BeliefListItem } from "../../src-shared/contract/index.ts";
import { fold } from "../../src-shared/query/fold.ts";
import { foldedWords, hasWords } from "../../src-shared/query/word-filter.ts";

export const BELIEF_SORTS = ["name", "confidence", "evidence", "newest"] as const;
export type BeliefSort = (typeof BELIEF_SORTS)[number];

export interface BeliefQuery {
  readonly text: string;
  /** Any of these; all when empty. */
  readonly statuses: readonly string[];
  /** Only those whose file has errors. */
  readonly problems: boolean;
  readonly sort: BeliefSort;
  /** Beside the list. */
  readonly view: "graph" | "table";
  /** The graph has the sessions and commits that are evidence. */
  readonly sources: boolean;
}

/** What makes no sense is left out. */
export function readBeliefQuery(params: URLSearchParams): BeliefQuery {
  const sort = params.get("sort");
  return {
    text: params.get("text") ?? "",
    statuses: params.getAll("status"),
    problems: params.get("problems") === "true",
    sort: BELIEF_SORTS.find((one) => one === sort) ?? "name",
    view: params.get("view") === "table" ? "table" : "graph",
    sources: params.get("evidence") === "true",
  };
}

export function writeBeliefQuery(query: BeliefQuery): Readonly<Record<string, string | boolean | null | readonly string[]>> {
  return {
    text: query.text,
    status: query.statuses,
    problems: query.problems,
    sort: query.sort === "name" ? null : query.sort,
    view: query.view === "graph" ? null : query.view,
    evidence: query.sources,
  };
}

export const statusOf = (belief: BeliefListItem): string => belief.status ?? "";

/** Those that fit, in their order; beliefs without the value that is sorted by come last. */
export function shownBeliefs(beliefs: readonly BeliefListItem[], query: BeliefQuery): readonly BeliefListItem[] {
  const words = foldedWords(query.text);
  const compare = ORDER[query.sort];
  return beliefs
    .filter(
      (belief) =>
        (query.statuses.length === 0 || query.statuses.includes(statusOf(belief))) &&
        (!query.problems || belief.problems > 0) &&
        hasWords(keyOf(belief), words),
    )
    .toSorted((a, b) => compare(a, b) || a.id.localeCompare(b.id, "en"));
}

const ORDER: Readonly<Record<BeliefSort, (a: BeliefListItem, b: BeliefListItem) => number>> = {
  name: () => 0,
  confidence: (a, b) => (b.confidence ?? -1) - (a.confidence ?? -1),
  evidence: (a, b) => b.evidence.length - a.evidence.length,
  newest: (a, b) => (b.revised ?? "").localeCompare(a.revised ?? "", "en"),
};

function keyOf(belief: BeliefListItem): string {
  return fold([belief.id, belief.statement, belief.status ?? "", belief.repositoryName, ...belief.facets].join("\n"));
}
