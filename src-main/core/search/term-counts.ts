import type { KnowledgeReader, LexicalExpression } from "../store/knowledge-store.ts";
import { RANKING } from "./ranking.ts";

/** How many passages hold each token: anywhere, or in their name (title or symbol). Counted no further than a scope can grow. */
export interface TermCounts {
  held(tokens: readonly string[]): Promise<ReadonlyMap<string, number>>;
  named(tokens: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** A library grows by little in this time, and counts need not be exact. */
const KEPT_MS = 60_000;
const MOST_KEPT = 5000;
const CAP = 2 * RANKING.scored + 1;

/** Counting a token goes through its passages: counts are kept, so that the next letter typed does not count the same words again. */
export function createTermCounts(reader: Pick<KnowledgeReader, "countMatches">, now: () => number = () => performance.now()): TermCounts {
  function kept(expressionOf: (token: string) => LexicalExpression): TermCounts["held"] {
    const counts = new Map<string, { readonly passages: number; readonly at: number }>();
    return async (tokens) => {
      const at = now();
      const missing = tokens.filter((token) => at - (counts.get(token)?.at ?? -Infinity) > KEPT_MS);
      if (missing.length > 0) {
        const found = await reader.countMatches(missing.map(expressionOf), CAP);
        if (counts.size + missing.length > MOST_KEPT) for (const token of counts.keys()) if (!tokens.includes(token)) counts.delete(token);
        missing.forEach((token, index) => counts.set(token, { passages: found[index] ?? 0, at }));
      }
      return new Map(tokens.map((token) => [token, counts.get(token)?.passages ?? 0]));
    };
  }
  return {
    held: kept((token) => ({ op: "term", token })),
    named: kept((token) => ({ op: "term", token, column: "name" })),
  };
}
