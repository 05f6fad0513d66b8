import type { Hit } from "./hit.ts";
import { RANKING } from "./ranking.ts";

/** A document with its best passage and the others that matched. */
export interface RankedDocument {
  readonly documentId: number;
  readonly score: number;
  readonly best: Hit;
  readonly others: readonly Hit[];
  readonly parts: Hit["parts"];
}

/** A passage as a result of its own. */
export function alone(hit: Hit): RankedDocument {
  return { documentId: hit.documentId, score: hit.score, best: hit, others: [], parts: hit.parts };
}

/**
 * One result a document: its best passage, with a share of the second's and third's score. A sum over all would favour the long.
 *
 * @param shares how much the second, the third, … count; none keeps the order of the hits
 */
export function groupByDocument(hits: readonly Hit[], shares: readonly number[] = RANKING.furtherPassages): RankedDocument[] {
  const groups = Map.groupBy(hits, (hit) => hit.documentId);
  return [...groups.entries()]
    .map(([documentId, own]): RankedDocument => {
      const [best, ...others] = own;
      if (best === undefined) throw new TypeError("A group has at least one hit.");
      const further = shares.reduce((sum, share, index) => sum + share * (others[index]?.score ?? 0), 0);
      const parts =
        further === 0
          ? best.parts
          : () => [...best.parts(), { label: "further passages", value: further, detail: "Other passages of it match too" }];
      return { documentId, best, others, score: best.score + further, parts };
    })
    .sort((a, b) => b.score - a.score || a.documentId - b.documentId);
}
