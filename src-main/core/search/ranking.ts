import type { ResultType } from "../../../src-shared/domain/index.ts";

/** Every number that decides a rank. Few and round on purpose: they must hold on libraries nobody tuned for. */
export const RANKING = {
  /** BM25 weights of the columns. */
  weights: { title: 1, symbol: 2, path: 0.5, text: 1 },
  /** Candidates taken from each list. */
  candidates: 400,
  /** Best candidates whose words are looked at for standing together. */
  proximityDepth: 200,
  /** Of the best lexical score: what words in one place can add. */
  proximity: 0.6,
  /** Of the best lexical score: the whole document's own match. */
  wholeDocument: 0.5,
  /** A document's second and third passage count this much. */
  furtherPassages: [0.3, 0.09],
  /** Share of the score that meaning decides. */
  semantic: 0.15,
  /** A query word that is exactly a definition's name. */
  definition: 0.5,
  /** Kinds against one another, so that the many do not drown the few. */
  types: {
    session: 1.05,
    decision: 1.05,
    challenge: 1.05,
    pattern: 1.05,
    belief: 1,
    code: 1.2,
    doc: 0.9,
    commit: 0.6,
  } satisfies Record<ResultType, number>,
} as const;

/**
 * How closely the query's tokens stand together in a text, 0…1: the share of them in the densest window, weighed by how much
 * the window holds besides. 1 when all of them are one run of words.
 */
export function proximity(stream: readonly string[], tokens: ReadonlySet<string>): number {
  if (tokens.size < 2) return 0;
  const places: { at: number; token: string }[] = [];
  stream.forEach((token, at) => {
    if (tokens.has(token)) places.push({ at, token });
  });
  let best = 0;
  for (let first = 0; first < places.length; first++) {
    const seen = new Set<string>();
    for (let last = first; last < places.length; last++) {
      const span = (places[last]?.at ?? 0) - (places[first]?.at ?? 0) + 1;
      if (span > WINDOW) break;
      seen.add(places[last]?.token ?? "");
      if (seen.size < 2) continue;
      best = Math.max(best, (seen.size / tokens.size) * (0.5 + 0.5 * (seen.size / span)));
    }
  }
  return best;
}

/** Tokens apart that still count as together. */
const WINDOW = 24;
