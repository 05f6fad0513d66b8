import type { ExplanationPart } from "../../../src-shared/contract/search.ts";
import type { ResultType } from "../../../src-shared/domain/index.ts";
import type { Candidate } from "../store/knowledge-store.ts";

/** A passage with its score and what made it. */
export interface Hit {
  readonly passageId: number;
  readonly documentId: number;
  readonly type: ResultType;
  readonly score: number;
  /** Everything that made the score; the parts add up to it. Told when it is asked: hundreds are scored for the few that are shown. */
  readonly parts: () => readonly ExplanationPart[];
  readonly lexicalRank: number | null;
  readonly semanticRank: number | null;
}

/** @param ranks where the candidate stands in the lists it came from, 1-based */
export function toHit(
  candidate: Candidate,
  score: number,
  parts: Hit["parts"],
  ranks: { readonly lexical: number | null; readonly semantic: number | null },
): Hit {
  return {
    passageId: candidate.passageId ?? 0,
    documentId: candidate.documentId,
    type: candidate.type ?? "doc",
    score,
    parts,
    lexicalRank: ranks.lexical,
    semanticRank: ranks.semantic,
  };
}

/** A hit whose score is one part alone. */
export function hitOf(candidate: Candidate, part: ExplanationPart, ranks: Parameters<typeof toHit>[3]): Hit {
  return toHit(candidate, part.value, () => [part], ranks);
}
