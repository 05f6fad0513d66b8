import type { ExplanationPart, SearchMode } from "../../../src-shared/contract/search.ts";
import type { ResultType } from "../../../src-shared/domain/index.ts";
import type { Candidate, KnowledgeReader, LexicalExpression, LexicalQuery } from "../store/knowledge-store.ts";
import type { ActiveSpace } from "./engine.ts";
import { phraseOf, type PlannedWord, type QueryPlan } from "./plan.ts";
import { proximity, RANKING } from "./ranking.ts";

/** A passage with its score and everything that made it. The parts add up to the score. */
export interface Hit {
  readonly passageId: number;
  readonly documentId: number;
  readonly type: ResultType;
  readonly score: number;
  readonly parts: readonly ExplanationPart[];
  readonly lexicalRank: number | null;
  readonly semanticRank: number | null;
}

export interface Candidates {
  readonly hits: readonly Hit[];
  /** Not every word could be required. */
  readonly relaxed: boolean;
  /** What was matched, for facets; null when there were no words. */
  readonly expression: LexicalExpression | null;
}

/** Fewer results with all of the words than this, and passages with some of them come too. */
const ENOUGH = 30;

/** Finds passages by words, by whole documents and by meaning, and gives each one score. */
export async function collectCandidates(
  reader: KnowledgeReader,
  plan: QueryPlan,
  mode: SearchMode,
  space: ActiveSpace | null,
): Promise<Candidates> {
  if (plan.words.length === 0 && plan.required.length === 0) return withoutWords(reader, plan);
  const all = expressionOf(plan, "and");
  const some = expressionOf(plan, "or");
  const query = (expression: LexicalExpression, level: LexicalQuery["level"] = "passage"): LexicalQuery => ({
    level,
    expression,
    filter: plan.filter,
    weights: RANKING.weights,
    limit: RANKING.candidates,
  });
  const strict = all === null ? [] : await reader.lexicalCandidates(query(all));
  const relaxed = plan.words.length > 1 && strict.length < ENOUGH && some !== null;
  const lexical = relaxed ? await reader.lexicalCandidates(query(some)) : strict;
  const documents =
    mode === "semantic" || some === null ? [] : await reader.lexicalCandidates(query(relaxed ? some : (all ?? some), "document"));
  const vector = mode === "lexical" || space === null || plan.required.length > 0 ? null : await space.embedQuery(plan);
  const semantic =
    vector === null || space === null
      ? []
      : await reader.vectorCandidates({ space: space.id, vector, filter: plan.filter, limit: RANKING.candidates });
  const hits =
    mode === "semantic" ? scoreSemantic(semantic) : await scoreFused(reader, plan, lexical, documents, mode === "fused" ? semantic : []);
  return { hits, relaxed: relaxed && strict.length === 0, expression: relaxed ? some : all };
}

async function withoutWords(reader: KnowledgeReader, plan: QueryPlan): Promise<Candidates> {
  const newest = await reader.newestCandidates(plan.filter, RANKING.candidates);
  const hits = newest.map((candidate, index) => {
    const value = 1 / (index + 1);
    return toHit(candidate, [{ label: "newest first", value, detail: "The query has no words" }], null, null);
  });
  return { hits, relaxed: false, expression: null };
}

function toHit(candidate: Candidate, parts: readonly ExplanationPart[], lexicalRank: number | null, semanticRank: number | null): Hit {
  const score = parts.reduce((sum, part) => sum + part.value, 0);
  return {
    passageId: candidate.passageId ?? 0,
    documentId: candidate.documentId,
    type: candidate.type ?? "doc",
    score,
    parts,
    lexicalRank,
    semanticRank,
  };
}

function scoreSemantic(semantic: readonly Candidate[]): Hit[] {
  return semantic.map((candidate, index) =>
    toHit(
      candidate,
      [{ label: "meaning", value: candidate.score, detail: `Cosine similarity ${candidate.score.toFixed(3)}` }],
      null,
      index + 1,
    ),
  );
}

/** All scores are shares of the best lexical score, so that they can be added. */
async function scoreFused(
  reader: KnowledgeReader,
  plan: QueryPlan,
  lexical: readonly Candidate[],
  documents: readonly Candidate[],
  semantic: readonly Candidate[],
): Promise<Hit[]> {
  const best = lexical[0]?.score ?? 0;
  const bestDocument = documents[0]?.score ?? 0;
  const wholeScore = new Map(documents.map((candidate) => [candidate.documentId, bestDocument === 0 ? 0 : candidate.score / bestDocument]));
  const near = new Map<number, { together: number; defines: boolean }>();
  const names = new Set(plan.words.map((word) => word.tokens[0] ?? ""));
  for (const { id, tokens } of await reader.readTokens(
    lexical.slice(0, RANKING.proximityDepth).map((candidate) => candidate.passageId ?? 0),
  )) {
    const stream = `${tokens.symbol} ${tokens.title} ${tokens.text}`.split(" ");
    near.set(id, {
      together: proximity(stream, plan.tokens),
      defines: tokens.symbol.split(" ").some((name) => name !== "" && name.length > 3 && names.has(name)),
    });
  }
  const semanticScore = new Map(
    semantic.map((candidate, index) => [candidate.passageId, { score: Math.max(0, candidate.score), rank: index + 1 }]),
  );
  const bestSemantic = Math.max(1e-9, semantic[0]?.score ?? 0);
  const ranks = new Map(lexical.map((candidate, index) => [candidate.passageId, index + 1]));
  const seen = new Set<number | null>();
  const hits: Hit[] = [];
  for (const candidate of [...lexical, ...semantic]) {
    if (seen.has(candidate.passageId)) continue;
    seen.add(candidate.passageId);
    const lexicalRank = ranks.get(candidate.passageId) ?? null;
    const words = lexicalRank === null || best === 0 ? 0 : (lexical[lexicalRank - 1]?.score ?? 0) / best;
    const place = near.get(candidate.passageId ?? 0) ?? { together: 0, defines: false };
    const meaning = semanticScore.get(candidate.passageId);
    const factor = RANKING.types[candidate.type ?? "doc"];
    const share = semantic.length === 0 ? 0 : RANKING.semantic;
    const parts: ExplanationPart[] = [];
    const addPart = (label: string, value: number, detail: string): void => {
      if (value !== 0) parts.push({ label, value: value * factor, detail });
    };
    addPart("words", words * (1 - share), `Rank ${lexicalRank ?? 0} by words (BM25)`);
    addPart("words stand together", place.together * RANKING.proximity * (1 - share), `${Math.round(place.together * 100)} % together`);
    addPart(
      "whole document",
      (wholeScore.get(candidate.documentId) ?? 0) * RANKING.wholeDocument * (1 - share),
      "The document as a whole matches",
    );
    addPart("definition", place.defines ? RANKING.definition : 0, "A word of the query is defined here");
    addPart("meaning", meaning === undefined ? 0 : (meaning.score / bestSemantic) * share * 2, `Rank ${meaning?.rank ?? 0} by meaning`);
    hits.push(toHit(candidate, parts, lexicalRank, meaning?.rank ?? null));
  }
  return hits.sort((a, b) => b.score - a.score || a.passageId - b.passageId);
}

/** Words joined, with what is required and excluded. Null when nothing is asked for by words. */
function expressionOf(plan: QueryPlan, join: "and" | "or"): LexicalExpression | null {
  const words = plan.words.map(join === "and" ? strictWord : looseWord).filter((word) => word !== null);
  const asked: LexicalExpression[] =
    words.length === 0 ? [] : [words.length === 1 && words[0] !== undefined ? words[0] : { op: join, operands: words }];
  const operands = [...asked, ...plan.required];
  const [only, another] = operands;
  if (only === undefined) return null;
  const positive: LexicalExpression = another === undefined ? only : { op: "and", operands };
  return plan.excluded.reduce<LexicalExpression>((left, right) => ({ op: "and-not", left, right }), positive);
}

/** An identifier as a whole, or its parts in a row. */
function strictWord(word: PlannedWord): LexicalExpression | null {
  const [whole, ...parts] = word.tokens;
  if (whole === undefined) return null;
  const term: LexicalExpression = { op: "term", token: whole };
  const row = phraseOf(parts);
  return row === null ? term : { op: "or", operands: [term, row] };
}

function looseWord(word: PlannedWord): LexicalExpression | null {
  const operands = word.tokens.map((token): LexicalExpression => ({ op: "term", token }));
  const [only, another] = operands;
  return only === undefined ? null : another === undefined ? only : { op: "or", operands };
}
