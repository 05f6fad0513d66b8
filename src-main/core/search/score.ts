import type { ExplanationPart } from "../../../src-shared/contract/search.ts";
import type { ResultType } from "../../../src-shared/domain/index.ts";
import type { Candidate, KnowledgeReader } from "../store/knowledge-store.ts";
import type { Candidates } from "./candidates.ts";
import { gatherEvidence, type Evidence } from "./evidence.ts";
import { findDefinitions } from "./definitions.ts";
import { toHit, type Hit } from "./hit.ts";
import type { QueryPlan } from "./plan.ts";
import { isTestPath } from "./query-words.ts";
import { RANKING } from "./ranking.ts";

/** In the order they come: by date. */
export function scoreInOrder(candidates: readonly Candidate[], order: "newest" | "oldest"): Hit[] {
  return candidates.map((candidate, index) =>
    toHit(candidate, [{ label: `${order} first`, value: 1 / (index + 1), detail: "The date alone orders; nothing else counts" }], {
      lexical: null,
      semantic: null,
    }),
  );
}

/** By meaning alone. */
export function scoreSemantic(semantic: readonly Candidate[]): Hit[] {
  return semantic.map((candidate, index) =>
    toHit(candidate, [{ label: "meaning", value: candidate.score, detail: `Cosine similarity ${candidate.score.toFixed(3)}` }], {
      lexical: null,
      semantic: index + 1,
    }),
  );
}

/** By everything that is known; `weight` is meaning's share, 0 to 1. All parts are shares of the best score by words (or by meaning), so that they can be added. */
export async function scoreFused(reader: KnowledgeReader, plan: QueryPlan, found: Candidates, weight: number): Promise<Hit[]> {
  const { lexical, documents, semantic } = found;
  const definitions = await findDefinitions(reader, plan);
  const defined = [...definitions.values()].map(({ candidate }) => candidate);
  const evidence = await gatherEvidence(reader, plan, lexical, [...semantic, ...defined]);
  const scale = { lexical: lexical[0]?.score ?? 0, document: documents[0]?.score ?? 0, semantic: semantic[0]?.score ?? 0 };
  const wholes = new Map(documents.map(({ documentId, score }) => [documentId, ratio(score, scale.document)]));
  const byMeaning = new Map(semantic.map((candidate, index) => [candidate.passageId, { score: candidate.score, rank: index + 1 }]));
  const byWords = new Map(lexical.map((candidate, index) => [candidate.passageId, { score: candidate.score, rank: index + 1 }]));
  const share = semantic.length === 0 ? 0 : weight;
  const hits: Hit[] = [];
  for (const candidate of new Map([...defined, ...semantic, ...lexical].map((one) => [one.passageId, one])).values()) {
    const words = byWords.get(candidate.passageId);
    const meaning = byMeaning.get(candidate.passageId);
    const own = evidence.passages.get(candidate.passageId ?? 0);
    const parts: ExplanationPart[] = [];
    const add = (label: string, value: number, detail: string): void => {
      if (value > 0) parts.push({ label, value, detail });
    };
    const addWords = (label: string, value: number, detail: string): void => add(label, value * (1 - share), detail);
    if (words !== undefined) addWords("words", ratio(words.score, scale.lexical), `Rank ${words.rank} by words (BM25)`);
    if (own !== undefined) {
      addWords("words stand together", own.together * RANKING.together, `${percent(own.together)} of the query in one place`);
      addWords("name", own.name * RANKING.name, "Its name is what was asked for");
    }
    const defines = definitions.get(candidate.passageId ?? 0)?.weight ?? 0;
    addWords("definition", (defines * RANKING.definition) / Math.max(1, plan.words.length), "Defines a name in the query");
    const { documentId } = candidate;
    addWords("whole document", (wholes.get(documentId) ?? 0) * RANKING.wholeDocument, "The document as a whole matches");
    addWords("file name", (evidence.paths.get(documentId) ?? 0) * RANKING.path, "Its file and folders are what was asked for");
    addWords(
      "named in notes",
      (evidence.mentioned.get(documentId) ?? 0) * RANKING.mentioned,
      "Sessions, documents or commits that match name this file",
    );
    if (meaning !== undefined) add("meaning", 2 * share * ratio(meaning.score, scale.semantic), `Rank ${meaning.rank} by meaning`);
    const sum = parts.reduce((total, part) => total + part.value, 0);
    const kind = kindFactor(candidate, plan, evidence);
    if (kind.factor !== 1 && sum > 0)
      parts.push({ label: `kind: ${candidate.type ?? "doc"}`, value: sum * (kind.factor - 1), detail: kind.detail });
    hits.push(toHit(candidate, parts, { lexical: words?.rank ?? null, semantic: meaning?.rank ?? null }));
  }
  return hits.sort((a, b) => b.score - a.score || a.passageId - b.passageId);
}

const DATED: ReadonlySet<ResultType> = new Set(["session", "decision", "challenge", "pattern", "commit"]);

function kindFactor(candidate: Candidate, plan: QueryPlan, evidence: Evidence): { readonly factor: number; readonly detail: string } {
  const type = candidate.type ?? "doc";
  let factor: number = RANKING.types[type];
  const reasons = ["Kinds are weighed against one another"];
  if (plan.asks.asked.has(type)) {
    factor *= RANKING.typeAsked;
    reasons.push("the question asks for this kind");
  } else if (plan.asks.types.has(type)) {
    factor *= RANKING.typeNamed[type];
    reasons.push("the query names this kind");
  }
  if (plan.asks.date && DATED.has(type)) {
    factor *= RANKING.dated;
    reasons.push("the question asks for a date");
  }
  if (type === "code" && plan.asks.people) {
    factor *= RANKING.codeForPeople;
    reasons.push("the question is about what people thought or did");
  }
  const place = evidence.places.get(candidate.documentId);
  if (type === "code" && place !== undefined && !plan.asks.tests && isTestPath(place.path)) {
    factor *= RANKING.test;
    reasons.push("a test shows use, not the thing itself");
  }
  if (type === "doc" && place?.kind === "session") {
    factor *= RANKING.initRecord;
    reasons.push("a record of a session's start");
  }
  return { factor, detail: reasons.join("; ") };
}

function ratio(value: number, best: number): number {
  return best <= 0 ? 0 : Math.max(0, value) / best;
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
