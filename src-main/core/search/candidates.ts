import { plainText } from "../../../src-shared/query/plain-text.ts";
import { isFilter, type Candidate, type KnowledgeReader, type LexicalExpression, type LexicalQuery } from "../store/knowledge-store.ts";
import { awaitedLater, type Beside } from "./beside.ts";
import { findDefinitions, type DefinitionHit } from "./definitions.ts";
import { readEvidence, type TokenEvidence } from "./evidence.ts";
import { looseExpression, strictExpression } from "./expressions.ts";
import { heldFilter, narrowed } from "./held-filter.ts";
import { insideNames } from "./inside-names.ts";
import type { Meaning } from "./meaning.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";
import { scoredScope } from "./scored-scope.ts";
import type { SearchInput } from "./search-service.ts";
import { stillWanted } from "./still-wanted.ts";
import type { TermCounts } from "./term-counts.ts";

/** What was found, before it is scored. Each list is best first. */
export interface Candidates {
  /** Passages by words. */
  readonly lexical: readonly Candidate[];
  /** What the tokens of those tell. */
  readonly told: TokenEvidence;
  /** By passage: where a name of the query is defined. */
  readonly definitions: ReadonlyMap<number, DefinitionHit>;
  /** Whole documents by words. */
  readonly documents: readonly Candidate[];
  /** Passages by meaning. */
  readonly semantic: readonly Candidate[];
  /** No passage holds all of the words: these hold some. */
  readonly relaxed: boolean;
  /** What was matched, for facets; null when there were no words. */
  readonly expression: LexicalExpression | null;
}

const NOTHING_TOLD: TokenEvidence = { passages: new Map(), streams: new Map() };

/** What candidates are found with. */
export interface Finders {
  readonly reader: KnowledgeReader;
  readonly meaning: Meaning;
  readonly termCounts: TermCounts;
  /** Set where another thread finds by meaning and among whole documents, while this one finds passages by words. */
  readonly beside: Beside | null;
  /** Told as soon as it is known that no passage holds all of the words. */
  readonly onRelaxed: (() => void) | null;
}

/** Finds passages by words, by whole documents and by meaning. Where all of the words leave room, passages with some of them come too. */
export async function collectCandidates(
  { reader, meaning, termCounts, beside, onRelaxed }: Finders,
  plan: QueryPlan,
  { text, mode, queryVector }: Pick<SearchInput, "text" | "mode" | "queryVector">,
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
  const byMeaning = async (): Promise<readonly Candidate[]> => {
    if (mode === "lexical" || plan.required.length > 0) return [];
    const asked = { text: plainText(text), tokens: [...plan.tokens], queryVector };
    return meaning.candidates({ ...asked, filter: heldFilter(plan), limit: RANKING.candidates });
  };
  const meant = beside === null ? null : awaitedLater(byMeaning());
  // Only counted: what holds all of the words is among what holds some, and is scored there.
  const strict = plan.words.length < 2 || all === null || some === null ? null : await countUpTo(reader, plan, all, RANKING.candidates);
  const loosened = strict !== null && strict < RANKING.candidates;
  const expression = loosened ? some : all;
  const scope = loosened && byWords ? await scoredScope(plan, termCounts) : null;
  const candidates = async (from: KnowledgeReader, level: LexicalQuery["level"]): Promise<readonly Candidate[]> =>
    expression === null || !byWords
      ? []
      : from.lexicalCandidates({ ...query(expression, level), ...(scope === null ? {} : { within: scope }) });
  const wholes = beside === null ? null : awaitedLater(candidates(beside.reader, "document"));
  const relaxed = loosened && strict === 0;
  if (relaxed) onRelaxed?.();
  const found = await candidates(reader, "passage");
  const lexical = found.length > 0 || !byWords ? found : await insideNames(reader, plan);
  await stillWanted(signal);
  // While another thread goes on.
  const told = byWords ? await readEvidence(reader, plan, lexical) : NOTHING_TOLD;
  const definitions = byWords ? await findDefinitions(reader, plan) : new Map<number, DefinitionHit>();
  const documents = await (wholes ?? candidates(reader, "document"));
  await stillWanted(signal);
  const semantic = await (meant ?? byMeaning());
  return { lexical, told, definitions, documents, semantic, relaxed, expression };
}

async function countUpTo(reader: KnowledgeReader, plan: QueryPlan, expression: LexicalExpression, cap: number): Promise<number> {
  if (isFilter(plan.filter)) return reader.countScope(narrowed(plan.filter, expression), cap);
  const [count = 0] = await reader.countMatches([expression], cap);
  return count;
}
