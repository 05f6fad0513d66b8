import type { PassageId } from "../../../src-shared/domain/index.ts";
import { analyse } from "../analysis/analyser.ts";
import type { Candidate, KnowledgeReader, PassageRecord } from "../store/knowledge-store.ts";
import { groupByDocument, type RankedDocument } from "./group.ts";
import { toHit, type Hit } from "./hit.ts";
import { RANKING } from "./ranking.ts";
import { scoreSemantic } from "./score.ts";

const NEIGHBOURS = 100;
/** A passage's first words say what it is about; all of them would find everything. */
const WORDS = 24;

/** Documents whose passages mean what this passage means, nearest first, its own document left out. By words where it has no vector. */
export async function similarDocuments(reader: KnowledgeReader, passageId: PassageId, limit: number): Promise<readonly RankedDocument[]> {
  const [passage] = await reader.readPassages([passageId]);
  if (passage === undefined) return [];
  const hits = (await byMeaning(reader, passage)) ?? (await byWords(reader, passage));
  return groupByDocument(hits.filter((hit) => hit.documentId !== passage.documentId)).slice(0, limit);
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
  return found.map((candidate: Candidate, index) =>
    toHit(candidate, [{ label: "words", value: candidate.score, detail: "Words in common (BM25)" }], {
      lexical: index + 1,
      semantic: null,
    }),
  );
}
