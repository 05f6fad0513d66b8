import type { SearchMode } from "../../../src-shared/contract/search.ts";
import { isFilter, type Candidate, type KnowledgeReader, type LexicalExpression, type LexicalQuery } from "../store/knowledge-store.ts";
import type { ActiveSpace } from "./engine.ts";
import { looseExpression, strictExpression } from "./expressions.ts";
import { heldFilter, narrowed } from "./held-filter.ts";
import { insideNames } from "./inside-names.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";
import { scoredScope } from "./scored-scope.ts";
import { stillWanted } from "./still-wanted.ts";
import type { TermCounts } from "./term-counts.ts";

/** What was found, before it is scored. Each list is best first. */
export interface Candidates {
  /** Passages by words. */
  readonly lexical: readonly Candidate[];
  /** Whole documents by words. */
  readonly documents: readonly Candidate[];
  /** Passages by meaning. */
  readonly semantic: readonly Candidate[];
  /** No passage holds all of the words: these hold some. */
  readonly relaxed: boolean;
  /** What was matched, for facets; null when there were no words. */
  readonly expression: LexicalExpression | null;
}

/** Finds passages by words, by whole documents and by meaning. Where all of the words leave room, passages with some of them come too. */
export async function collectCandidates(
  reader: KnowledgeReader,
  plan: QueryPlan,
  mode: SearchMode,
  space: ActiveSpace | null,
  termCounts: TermCounts,
  signal: AbortSignal,
): Promise<Candidates> {
  const all = strictExpression(plan);
  const some = looseExpression(plan);
  const query = (expression: LexicalExpression, level: LexicalQuery["level"]): LexicalQuery => ({
    level,
    expression,
    filter: plan.filter,
    weights: RANKING.weights,
    limit: RANKING.candidates,
  });
  const byWords = mode !== "semantic";
  // Only counted: what holds all of the words is among what holds some, and is scored there.
  const strict = plan.words.length < 2 || all === null || some === null ? null : await countUpTo(reader, plan, all, RANKING.candidates);
  const loosened = strict !== null && strict < RANKING.candidates;
  const expression = loosened ? some : all;
  const scope = loosened && byWords ? await scoredScope(plan, termCounts) : null;
  const ask = (level: LexicalQuery["level"]): LexicalQuery | null =>
    expression === null || !byWords ? null : { ...query(expression, level), ...(scope === null ? {} : { within: scope }) };
  const candidates = async (one: LexicalQuery | null): Promise<readonly Candidate[]> => (one === null ? [] : reader.lexicalCandidates(one));
  const whole = await candidates(ask("passage"));
  const lexical = whole.length > 0 || !byWords ? whole : await insideNames(reader, plan);
  const documents = await candidates(ask("document"));
  await stillWanted(signal);
  const vector = mode === "lexical" || space === null || plan.required.length > 0 ? null : await space.embedQuery(plan);
  const semantic =
    vector === null || space === null
      ? []
      : await reader.vectorCandidates({ space: space.id, vector, filter: heldFilter(plan), limit: RANKING.candidates });
  return { lexical, documents, semantic, relaxed: loosened && strict === 0, expression };
}

async function countUpTo(reader: KnowledgeReader, plan: QueryPlan, expression: LexicalExpression, cap: number): Promise<number> {
  if (isFilter(plan.filter)) return reader.countScope(narrowed(plan.filter, expression), cap);
  const [count = 0] = await reader.countMatches([expression], cap);
  return count;
}
