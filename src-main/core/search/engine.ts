import type { SearchFacets, SearchResponse, TextRange } from "../../../src-shared/contract/search.ts";
import type { Repository } from "../../../src-shared/domain/index.ts";
import { loadBuiltin, type BuiltinModel } from "../embed/builtin.ts";
import type { KnowledgeReader, LexicalExpression } from "../store/knowledge-store.ts";
import { collectCandidates, type Hit } from "./candidates.ts";
import { directHits } from "./direct-hits.ts";
import { groupByDocument, type RankedDocument } from "./group.ts";
import { matchRanges } from "./highlights.ts";
import { planQuery, type QueryPlan } from "./plan.ts";
import { toResults } from "./results.ts";
import type { SearchInput } from "./search-service.ts";

export interface SearchEngine {
  query(input: SearchInput, signal: AbortSignal): Promise<SearchResponse>;
  /** Where the query's words match in a text. */
  matches(query: string, text: string): readonly TextRange[];
}

/** Facets are counted up to here; beyond it they say "more than". */
const FACET_CAP = 10_000;

/** A model that serves queries, with the space it belongs to: a query is always embedded with the space it searches. */
export interface ActiveSpace {
  readonly id: string;
  readonly model: BuiltinModel;
}

/** Search over a reader: parse, candidates from words and meaning, one score, one result a document, and the reasons. */
export function createSearchEngine(reader: KnowledgeReader, now: () => Date = () => new Date()): SearchEngine {
  let space: ActiveSpace | null = null;

  async function activeSpace(): Promise<ActiveSpace | null> {
    const active = (await reader.listSpaces()).find((one) => one.state === "active");
    if (active === undefined) return (space = null);
    if (space?.id === active.id) return space;
    const bytes = await reader.readSpaceModel(active.id);
    space = bytes === null ? null : { id: active.id, model: loadBuiltin(bytes) };
    return space;
  }

  async function facetsOf(
    plan: QueryPlan,
    expression: LexicalExpression | null,
    repositories: readonly Repository[],
  ): Promise<SearchFacets> {
    const counts = await reader.facetCounts({ expression, filter: plan.filter, cap: FACET_CAP });
    const ranked = (values: Readonly<Record<string, number>>): { name: string; count: number }[] =>
      Object.entries(values)
        .map(([name, count]) => ({ name, count }))
        .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
    return {
      types: counts.types,
      repositories: ranked(counts.repositories).map(({ name: id, count }) => ({
        id,
        name: repositories.find((one) => one.id === id)?.name ?? id,
        count,
      })),
      languages: ranked(counts.languages),
      agents: ranked(counts.agents),
      capped: counts.capped,
    };
  }

  return {
    async query(input, signal) {
      const started = performance.now();
      const repositories = await reader.listRepositories();
      const plan = planQuery(input, repositories, now());
      const { hits, relaxed, expression } = await collectCandidates(reader, plan, input.mode, await activeSpace());
      signal.throwIfAborted();
      let documents: readonly RankedDocument[] = groupByDocument(hits);
      if (plan.sort !== "relevance") documents = sortByDate(documents, plan.sort);
      const direct = input.offset === 0 ? await directHits(reader, input.text.trim()) : [];
      const page = [...direct, ...documents.filter((document) => !direct.some((hit) => hit.documentId === document.documentId))].slice(
        input.offset,
        input.offset + input.limit,
      );
      const results = await toResults(reader, page, { plan, repositories, explain: input.explain, offset: input.offset });
      signal.throwIfAborted();
      return {
        query: input.text,
        mode: input.mode,
        results,
        more: documents.length > input.offset + input.limit,
        facets: input.facets ? await facetsOf(plan, expression, repositories) : null,
        notes: plan.notes,
        relaxed,
        tookMs: performance.now() - started,
      };
    },
    matches(query, text) {
      const plan = planQuery({ text: query, mode: "lexical", limit: 1, offset: 0, explain: false, facets: false }, [], now());
      return matchRanges(text, plan.tokens);
    },
  };
}

function sortByDate(documents: readonly RankedDocument[], order: "newest" | "oldest"): RankedDocument[] {
  const dateOf = (document: RankedDocument): string => document.date ?? "";
  return [...documents].sort((a, b) => (order === "newest" ? dateOf(b).localeCompare(dateOf(a)) : dateOf(a).localeCompare(dateOf(b))));
}

export type { Hit };
