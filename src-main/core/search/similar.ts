import type { SimilarPlace, SimilarResponse } from "../../../src-shared/contract/search.ts";
import { analyse } from "../analysis/analyser.ts";
import type { KnowledgeReader, PassageRecord } from "../store/knowledge-store.ts";
import { groupByDocument, type RankedDocument } from "./group.ts";
import { hitOf, type Hit } from "./hit.ts";
import { RANKING } from "./ranking.ts";
import { scoreSemantic } from "./score.ts";

const NEIGHBOURS = 100;
/** A passage's first words say what it is about; all of them would find everything. */
const WORDS = 24;

export interface Similar {
  /** The passage itself; null when there is none at the place. */
  readonly to: RankedDocument | null;
  readonly by: SimilarResponse["by"];
  /** Nearest first. */
  readonly documents: readonly RankedDocument[];
}

/** Documents whose passages mean what this passage means, its own document left out. By words where it has no vector. */
export async function similarDocuments(reader: KnowledgeReader, place: SimilarPlace, limit: number): Promise<Similar> {
  const passage = await passageAt(reader, place);
  if (passage === null) return { to: null, by: "words", documents: [] };
  const near = await byMeaning(reader, passage);
  const hits = near ?? (await byWords(reader, passage));
  const documents = groupByDocument(hits.filter((hit) => hit.documentId !== passage.documentId)).slice(0, limit);
  const { id: passageId, documentId, type } = passage;
  const best: Hit = { passageId, documentId, type, score: 0, parts: () => [], lexicalRank: null, semanticRank: null };
  return { to: { documentId, score: 0, best, others: [], parts: () => [] }, by: near === null ? "words" : "meaning", documents };
}

async function passageAt(reader: KnowledgeReader, place: SimilarPlace): Promise<PassageRecord | null> {
  if ("passageId" in place) return (await reader.readPassages([place.passageId]))[0] ?? null;
  const documentId = "documentId" in place ? place.documentId : await documentOfSession(reader, place.sessionId);
  const passages = documentId === null ? [] : await reader.documentPassages(documentId);
  const { line } = place;
  if (line === undefined) return passages[0] ?? null;
  const size = ({ lines }: PassageRecord): number => (lines === null ? Infinity : lines.end - lines.start);
  const holding = passages.filter(({ lines }) => lines !== null && lines.start <= line && line <= lines.end);
  // Blank lines and headings between passages belong to what stands above them.
  const above = passages.filter(({ lines }) => lines !== null && lines.end < line);
  return holding.toSorted((a, b) => size(a) - size(b))[0] ?? above.at(-1) ?? passages[0] ?? null;
}

async function documentOfSession(reader: KnowledgeReader, id: string): Promise<number | null> {
  const session = await reader.readSession(id);
  return session === null ? null : ((await reader.findDocument(session.summary.repositoryId, session.path))?.id ?? null);
}

async function byMeaning(reader: KnowledgeReader, { id }: PassageRecord): Promise<readonly Hit[] | null> {
  const space = (await reader.listSpaces()).find(({ state }) => state === "active");
  const [row] = space === undefined ? [] : await reader.readVectors(space.id, [id]);
  if (space === undefined || row === undefined) return null;
  return scoreSemantic(await reader.vectorCandidates({ space: space.id, vector: row.vector, filter: {}, limit: NEIGHBOURS }));
}

async function byWords(reader: KnowledgeReader, { title, text }: PassageRecord): Promise<readonly Hit[]> {
  const tokens = [...new Set(analyse(`${title}\n${text.slice(0, 2000)}`))].filter((token) => token.length > 2).slice(0, WORDS);
  const operands = tokens.map((token) => ({ op: "term", token }) as const);
  const found = await reader.lexicalCandidates({
    level: "passage",
    expression: { op: "or", operands },
    filter: {},
    weights: RANKING.weights,
    limit: NEIGHBOURS,
  });
  return found.map((candidate, index) =>
    hitOf(candidate, { label: "words", value: candidate.score, detail: "Words in common (BM25)" }, { lexical: index + 1, semantic: null }),
  );
}
