import type { ExplanationPart } from "../../../src-shared/contract/search.ts";
import type { ResultType } from "../../../src-shared/domain/index.ts";
import type { Candidate } from "../store/knowledge-store.ts";

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

/** @param ranks where the candidate stands in the lists it came from, 1-based */
export function toHit(
  candidate: Candidate,
  parts: readonly ExplanationPart[],
  ranks: { readonly lexical: number | null; readonly semantic: number | null },
): Hit {
  return {
    passageId: candidate.passageId ?? 0,
    documentId: candidate.documentId,
    type: candidate.type ?? "doc",
    score: parts.reduce((sum, part) => sum + part.value, 0),
    parts,
    lexicalRank: ranks.lexical,
    semanticRank: ranks.semantic,
  };
}
