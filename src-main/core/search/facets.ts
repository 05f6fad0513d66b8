import type { SearchFacets } from "../../../src-shared/contract/search.ts";
import type { Repository } from "../../../src-shared/domain/index.ts";
import type { FacetCounts, KnowledgeReader, LexicalExpression } from "../store/knowledge-store.ts";
import { looseExpression, strictExpression } from "./expressions.ts";
import { narrowed } from "./held-filter.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";
import { stillWanted } from "./still-wanted.ts";

/** How many passages are counted at once, and whether that is still wanted: between two parts, other questions are answered. */
export interface Counting {
  readonly partSize: number;
  readonly signal: AbortSignal;
}

const FACETS = ["types", "repositories", "languages", "agents"] as const;

/** Facets are counted up to here; beyond it they say "more than". */
const FACET_CAP = 10_000;

/** How what was matched spreads over kinds, repositories, languages and assistants. */
export async function countFacets(
  reader: KnowledgeReader,
  plan: QueryPlan,
  expression: LexicalExpression | null,
  repositories: readonly Repository[],
  { partSize, signal }: Counting,
): Promise<SearchFacets> {
  const counts = {
    types: new Map<string, number>(),
    repositories: new Map<string, number>(),
    languages: new Map<string, number>(),
    agents: new Map<string, number>(),
  };
  // What no word narrows is found in no order: all at once.
  const size = expression === null ? FACET_CAP : Math.min(partSize, FACET_CAP);
  let last: number | null = -1;
  let left = FACET_CAP;
  while (last !== null && left > 0) {
    const cap = Math.min(size, left);
    const part: FacetCounts = await reader.facetCounts({
      expression,
      filter: plan.filter,
      cap,
      ...(size < FACET_CAP ? { after: last } : {}),
    });
    for (const name of FACETS)
      for (const [value, count] of Object.entries(part[name])) counts[name].set(value, (counts[name].get(value) ?? 0) + count);
    last = part.last;
    left = part.capped ? left - cap : left;
    if (last !== null) await stillWanted(signal);
  }
  const ranked = (values: ReadonlyMap<string, number>): { name: string; count: number }[] =>
    [...values].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  return {
    types: Object.fromEntries(counts.types),
    repositories: ranked(counts.repositories).map(({ name: id, count }) => ({
      id,
      name: repositories.find((one) => one.id === id)?.name ?? id,
      count,
    })),
    languages: ranked(counts.languages),
    agents: ranked(counts.agents),
    capped: left <= 0,
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
