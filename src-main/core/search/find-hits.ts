import type { QueryNote } from "../../../src-shared/contract/search.ts";
import { DEFAULT_SEMANTIC_WEIGHT } from "../../../src-shared/config/schema.ts";
import type { KnowledgeReader, LexicalExpression } from "../store/knowledge-store.ts";
import { collectCandidates, type Candidates } from "./candidates.ts";
import type { ActiveSpace } from "./engine.ts";
import { looseExpression, strictExpression } from "./expressions.ts";
import { narrowed } from "./held-filter.ts";
import type { Hit } from "./hit.ts";
import { hasPatterns, matchingPassages, scanPassages } from "./pattern-search.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";
import { scoreFused, scoreInOrder, scoreSemantic } from "./score.ts";
import type { SearchInput } from "./search-service.ts";
import type { TermCounts } from "./term-counts.ts";

export interface Found {
  readonly hits: readonly Hit[];
  /** No passage holds all of the words: these hold some. */
  readonly relaxed: boolean;
  /** What was matched, for facets; null when nothing was asked for by words. */
  readonly expression: LexicalExpression | null;
  readonly notes: readonly QueryNote[];
  /** By date, not by score: documents keep the order of their first hit. */
  readonly ordered: boolean;
}

/** Passages that answer a plan, best first or in the order it asks for. */
export async function findHits(
  reader: KnowledgeReader,
  plan: QueryPlan,
  input: Pick<SearchInput, "mode" | "semanticWeight">,
  space: ActiveSpace | null,
  termCounts: TermCounts,
  signal: AbortSignal,
): Promise<Found> {
  const semanticWeight = input.semanticWeight ?? DEFAULT_SEMANTIC_WEIGHT;
  if (plan.words.length === 0 && plan.required.length === 0) return withoutWords(reader, plan, signal);
  if (plan.sort !== "relevance") return byDate(reader, plan, plan.sort, signal);
  const found = await byPattern(reader, plan, await collectCandidates(reader, plan, input.mode, space, termCounts), signal);
  const hits = input.mode === "semantic" ? scoreSemantic(found.semantic) : await scoreFused(reader, plan, found, semanticWeight);
  return { hits, relaxed: found.relaxed, expression: found.expression, notes: [], ordered: false };
}

async function withoutWords(reader: KnowledgeReader, plan: QueryPlan, signal: AbortSignal): Promise<Found> {
  const order = plan.sort === "oldest" ? "oldest" : "newest";
  const done = { relaxed: false, expression: null, ordered: true };
  if (!hasPatterns(plan)) {
    const candidates = await reader.newestCandidates(plan.filter, RANKING.candidates, order);
    return { ...done, hits: scoreInOrder(candidates, order), notes: [] };
  }
  const { passages, complete } = await scanPassages(reader, plan, RANKING.candidates, signal);
  const note = {
    range: plan.patternRange ?? { start: 0, end: 0 },
    message: "Not everything was looked through. Add a word or a field to narrow it.",
  };
  return { ...done, hits: scoreInOrder(passages, order), notes: complete ? [] : [note] };
}

async function byDate(reader: KnowledgeReader, plan: QueryPlan, order: "newest" | "oldest", signal: AbortSignal): Promise<Found> {
  const ask = async (expression: LexicalExpression | null) =>
    expression === null ? [] : await reader.newestCandidates(narrowed(plan.filter, expression), RANKING.candidates, order);
  const all = strictExpression(plan);
  const strict = await ask(all);
  const some = strict.length === 0 && plan.words.length > 1 ? looseExpression(plan) : null;
  const candidates = some === null ? strict : await ask(some);
  const { passages } = await matchingPassages(reader, plan, candidates, RANKING.candidates, signal);
  return { hits: scoreInOrder(passages, order), relaxed: some !== null, expression: some ?? all, notes: [], ordered: true };
}

async function byPattern(reader: KnowledgeReader, plan: QueryPlan, found: Candidates, signal: AbortSignal): Promise<Candidates> {
  const lexical = await matchingPassages(reader, plan, found.lexical, Infinity, signal);
  const semantic = await matchingPassages(reader, plan, found.semantic, Infinity, signal);
  return { ...found, lexical: lexical.passages, semantic: semantic.passages };
}
