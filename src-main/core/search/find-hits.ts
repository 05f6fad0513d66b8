import type { QueryNote } from "../../../src-shared/contract/search.ts";
import { DEFAULT_SEMANTIC_WEIGHT } from "../../../src-shared/config/schema.ts";
import type { Candidate, KnowledgeReader, LexicalExpression, SearchFilter } from "../store/knowledge-store.ts";
import { collectCandidates, type Candidates, type Finders } from "./candidates.ts";
import { looseExpression, strictExpression } from "./expressions.ts";
import { narrowed } from "./held-filter.ts";
import type { Hit } from "./hit.ts";
import { hasPatterns, matchingPassages, scanPassages } from "./pattern-search.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";
import { scoreFused, scoreInOrder, scoreSemantic } from "./score.ts";
import type { SearchInput } from "./search-service.ts";
import { stillWanted } from "./still-wanted.ts";

/** Rows by date that are asked for at most, about. */
const MOST_IN_ORDER = 20_000;

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
  finders: Finders,
  plan: QueryPlan,
  input: Pick<SearchInput, "text" | "mode" | "queryVector" | "semanticWeight" | "offset" | "limit" | "group">,
  signal: AbortSignal,
): Promise<Found> {
  const { reader } = finders;
  const semanticWeight = input.semanticWeight ?? DEFAULT_SEMANTIC_WEIGHT;
  if (plan.words.length === 0 && plan.required.length === 0) return withoutWords(reader, plan, enoughFor(input), signal);
  if (plan.sort !== "relevance") return byDate(reader, plan, plan.sort, enoughFor(input), signal);
  const candidates = await collectCandidates(finders, plan, input, signal);
  await stillWanted(signal);
  const found = await byPattern(reader, plan, candidates, signal);
  const hits = input.mode === "semantic" ? scoreSemantic(found.semantic) : await scoreFused(reader, plan, found, semanticWeight);
  return { hits, relaxed: found.relaxed, expression: found.expression, notes: [], ordered: false };
}

/** Whether passages in order make more results than the page shows. */
type Enough = (passages: readonly Candidate[]) => boolean;

function enoughFor({ offset, limit, group }: Pick<SearchInput, "offset" | "limit" | "group">): Enough {
  const results = group === "passage" ? ({ passageId }: Candidate) => passageId : ({ documentId }: Candidate) => documentId;
  return (passages) => passages.length > offset + limit && new Set(passages.map(results)).size > offset + limit;
}

/** Passages by date. Long documents have hundreds, so how many rows a page of results needs shows only as they come. */
async function inOrder(reader: KnowledgeReader, filter: SearchFilter, order: "newest" | "oldest", isEnough: Enough) {
  for (let limit: number = RANKING.candidates; ; limit *= 4) {
    const candidates = await reader.newestCandidates(filter, limit, order);
    if (candidates.length < limit || limit > MOST_IN_ORDER || isEnough(candidates)) return candidates;
  }
}

async function withoutWords(reader: KnowledgeReader, plan: QueryPlan, isEnough: Enough, signal: AbortSignal): Promise<Found> {
  const order = plan.sort === "oldest" ? "oldest" : "newest";
  const done = { relaxed: false, expression: null, ordered: true };
  if (!hasPatterns(plan)) {
    const candidates = await inOrder(reader, plan.filter, order, isEnough);
    return { ...done, hits: scoreInOrder(candidates, order), notes: [] };
  }
  const { passages, complete } = await scanPassages(reader, plan, isEnough, signal);
  const note = {
    range: plan.patternRange ?? { start: 0, end: 0 },
    message: "Not everything was looked through. Add a word or a field to narrow it.",
  };
  return { ...done, hits: scoreInOrder(passages, order), notes: complete ? [] : [note] };
}

async function byDate(
  reader: KnowledgeReader,
  plan: QueryPlan,
  order: "newest" | "oldest",
  isEnough: Enough,
  signal: AbortSignal,
): Promise<Found> {
  const ask = async (expression: LexicalExpression | null) =>
    expression === null ? [] : await inOrder(reader, narrowed(plan.filter, expression), order, isEnough);
  const all = strictExpression(plan);
  const strict = await ask(all);
  const some = strict.length === 0 && plan.words.length > 1 ? looseExpression(plan) : null;
  const candidates = some === null ? strict : await ask(some);
  const { passages } = await matchingPassages(reader, plan, candidates, isEnough, signal);
  return { hits: scoreInOrder(passages, order), relaxed: some !== null, expression: some ?? all, notes: [], ordered: true };
}

const never: Enough = () => false;

async function byPattern(reader: KnowledgeReader, plan: QueryPlan, found: Candidates, signal: AbortSignal): Promise<Candidates> {
  const lexical = await matchingPassages(reader, plan, found.lexical, never, signal);
  const semantic = await matchingPassages(reader, plan, found.semantic, never, signal);
  return { ...found, lexical: lexical.passages, semantic: semantic.passages };
}
