import type { SearchMode } from "../../../src-shared/contract/search.ts";
import type { Candidate, KnowledgeReader, LexicalExpression, LexicalQuery } from "../store/knowledge-store.ts";
import type { ActiveSpace } from "./engine.ts";
import { looseExpression, strictExpression } from "./expressions.ts";
import { heldFilter } from "./held-filter.ts";
import { insideNames } from "./inside-names.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";
import { scoredScope } from "./scored-scope.ts";
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
): Promise<Candidates> {
  const all = strictExpression(plan);
  const some = looseExpression(plan);
  const query = (expression: LexicalExpression, level: LexicalQuery["level"] = "passage"): LexicalQuery => ({
    level,
    expression,
    filter: plan.filter,
    weights: RANKING.weights,
    limit: RANKING.candidates,
  });
  const strict = all === null ? [] : await reader.lexicalCandidates(query(all));
  const loosened = plan.words.length > 1 && strict.length < RANKING.candidates && some !== null;
  const expression = loosened ? some : all;
  const byWords = mode !== "semantic";
  const scope = loosened && byWords ? await scoredScope(plan, termCounts) : null;
  const scoped = (one: LexicalQuery): LexicalQuery => (scope === null ? one : { ...one, within: scope });
  const whole = loosened && byWords ? await reader.lexicalCandidates(scoped(query(some))) : strict;
  const lexical = whole.length > 0 || !byWords ? whole : await insideNames(reader, plan);
  const documents = !byWords || expression === null ? [] : await reader.lexicalCandidates(scoped(query(expression, "document")));
  const vector = mode === "lexical" || space === null || plan.required.length > 0 ? null : await space.embedQuery(plan);
  const semantic =
    vector === null || space === null
      ? []
      : await reader.vectorCandidates({ space: space.id, vector, filter: heldFilter(plan), limit: RANKING.candidates });
  return { lexical, documents, semantic, relaxed: loosened && strict.length === 0, expression };
}
