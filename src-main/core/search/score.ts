import type { ExplanationPart } from "../../../src-shared/contract/search.ts";
import type { ResultType } from "../../../src-shared/domain/index.ts";
import type { Candidate, KnowledgeReader } from "../store/knowledge-store.ts";
import type { Candidates } from "./candidates.ts";
import { gatherEvidence, type Evidence } from "./evidence.ts";
import { hitOf, toHit, type Hit } from "./hit.ts";
import type { QueryPlan } from "./plan.ts";
import { isTestPath } from "./query-words.ts";
import { RANKING } from "./ranking.ts";

/** In the order they come: by date. */
export function scoreInOrder(candidates: readonly Candidate[], order: "newest" | "oldest"): Hit[] {
  return candidates.map((candidate, index) =>
    hitOf(
      candidate,
      { label: `${order} first`, value: 1 / (index + 1), detail: "The date alone orders; nothing else counts" },
      { lexical: null, semantic: null },
    ),
  );
}

/** By meaning alone. */
export function scoreSemantic(semantic: readonly Candidate[]): Hit[] {
  return semantic.map((candidate, index) =>
    hitOf(
      candidate,
      { label: "meaning", value: candidate.score, detail: `Cosine similarity ${candidate.score.toFixed(3)}` },
      { lexical: null, semantic: index + 1 },
    ),
  );
}

/** Takes a part of a score; what it says of `n` is made only for who reads it. */
type AddPart = (label: string, value: number, detail: string | ((n: number) => string), n?: number) => void;

const byWordsRank = (rank: number): string => `Rank ${rank} by words (BM25)`;
const byMeaningRank = (rank: number): string => `Rank ${rank} by meaning`;
const inOnePlace = (share: number): string => `${percent(share)} of the query in one place`;

/** By everything that is known; `weight` is meaning's share, 0 to 1. All parts are shares of the best score by words (or by meaning), so that they can be added. */
export async function scoreFused(reader: KnowledgeReader, plan: QueryPlan, found: Candidates, weight: number): Promise<Hit[]> {
  const { lexical, documents, semantic, definitions } = found;
  const defined = [...definitions.values()].map(({ candidate }) => candidate);
  const evidence = await gatherEvidence(reader, plan, found.told, lexical, [...semantic, ...defined]);
  const scale = { lexical: lexical[0]?.score ?? 0, document: documents[0]?.score ?? 0, semantic: semantic[0]?.score ?? 0 };
  const wholes = new Map(documents.map(({ documentId, score }) => [documentId, ratio(score, scale.document)]));
  const byMeaning = ranked(semantic);
  const byWords = ranked(lexical);
  const share = semantic.length === 0 ? 0 : weight;

  function addParts(candidate: Candidate, add: AddPart): void {
    const { documentId, passageId } = candidate;
    const words = byWords.get(passageId);
    const meaning = byMeaning.get(passageId);
    const own = evidence.passages.get(passageId ?? 0);
    const addWords: AddPart = (label, value, detail, n) => add(label, value * (1 - share), detail, n);
    if (words !== undefined) addWords("words", ratio(words.score, scale.lexical), byWordsRank, words.rank);
    if (own !== undefined) {
      addWords("words stand together", own.together * RANKING.together, inOnePlace, own.together);
      addWords("name", own.name * RANKING.name, "Its name is what was asked for");
    }
    const defines = definitions.get(passageId ?? 0)?.weight ?? 0;
    addWords("definition", (defines * RANKING.definition) / Math.max(1, plan.words.length), "Defines a name in the query");
    addWords("whole document", (wholes.get(documentId) ?? 0) * RANKING.wholeDocument, "The document as a whole matches");
    addWords("file name", (evidence.paths.get(documentId) ?? 0) * RANKING.path, "Its file and folders are what was asked for");
    addWords(
      "named in notes",
      (evidence.mentioned.get(documentId) ?? 0) * RANKING.mentioned,
      "Sessions, documents or commits that match name this file",
    );
    if (meaning !== undefined) add("meaning", 2 * share * ratio(meaning.score, scale.semantic), byMeaningRank, meaning.rank);
  }
  function partsOf(candidate: Candidate): ExplanationPart[] {
    const parts: ExplanationPart[] = [];
    let sum = 0;
    addParts(candidate, (label, value, detail, n = 0) => {
      if (value <= 0) return;
      parts.push({ label, value, detail: typeof detail === "string" ? detail : detail(n) });
      sum += value;
    });
    const reasons = ["Kinds are weighed against one another"];
    const factor = kindFactor(candidate, plan, evidence, reasons);
    if (factor !== 1 && sum > 0)
      parts.push({ label: `kind: ${candidate.type ?? "doc"}`, value: sum * (factor - 1), detail: reasons.join("; ") });
    return parts;
  }
  function scoreOf(candidate: Candidate): number {
    let sum = 0;
    addParts(candidate, (_, value) => {
      if (value > 0) sum += value;
    });
    const factor = kindFactor(candidate, plan, evidence, []);
    return factor !== 1 && sum > 0 ? sum + sum * (factor - 1) : sum;
  }

  return [...new Map([...defined, ...semantic, ...lexical].map((one) => [one.passageId, one])).values()]
    .map((candidate) =>
      toHit(candidate, scoreOf(candidate), () => partsOf(candidate), {
        lexical: byWords.get(candidate.passageId)?.rank ?? null,
        semantic: byMeaning.get(candidate.passageId)?.rank ?? null,
      }),
    )
    .sort((a, b) => b.score - a.score || a.passageId - b.passageId);
}

/** By passage, with its place in the list, from 1. */
function ranked(candidates: readonly Candidate[]): Map<number | null, { readonly score: number; readonly rank: number }> {
  return new Map(candidates.map(({ passageId, score }, index) => [passageId, { score, rank: index + 1 }]));
}

const DATED: ReadonlySet<ResultType> = new Set(["session", "decision", "challenge", "pattern", "commit"]);

/** @param reasons gets why the kind counts as it does */
function kindFactor(candidate: Candidate, plan: QueryPlan, evidence: Evidence, reasons: string[]): number {
  const type = candidate.type ?? "doc";
  let factor: number = RANKING.types[type];
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
  return factor;
}

function ratio(value: number, best: number): number {
  return best <= 0 ? 0 : Math.max(0, value) / best;
}

function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
