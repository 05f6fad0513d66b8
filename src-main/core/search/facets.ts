import type { SearchFacets } from "../../../src-shared/contract/search.ts";
import type { Repository } from "../../../src-shared/domain/index.ts";
import type { KnowledgeReader, LexicalExpression } from "../store/knowledge-store.ts";
import { looseExpression, strictExpression } from "./expressions.ts";
import { narrowed } from "./held-filter.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";

/** Facets are counted up to here; beyond it they say "more than". */
const FACET_CAP = 10_000;

/** How what was matched spreads over kinds, repositories, languages and assistants. */
export async function countFacets(
  reader: KnowledgeReader,
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

/** What a search of this plan matches, without searching: all of its words where enough passages hold them, else any of them. */
export async function matchedExpression(reader: KnowledgeReader, plan: QueryPlan): Promise<LexicalExpression | null> {
  const all = strictExpression(plan);
  if (all === null || plan.words.length < 2) return all;
  const enough = plan.sort === "relevance" ? RANKING.candidates : 1;
  const found = await reader.countScope(narrowed(plan.filter, all), enough);
  return found < enough ? looseExpression(plan) : all;
}
