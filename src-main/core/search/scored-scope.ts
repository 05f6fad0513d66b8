import type { LexicalExpression } from "../store/knowledge-store.ts";
import { anyOf } from "./expressions.ts";
import type { QueryPlan } from "./plan.ts";
import { RANKING } from "./ranking.ts";
import type { TermCounts } from "./term-counts.ts";

/**
 * Which of the passages that hold any of the words are worth scoring, when all of them would take longer than a keystroke may: what holds
 * a rare word anywhere, or a frequent one in its name. Words that are frequent even in names count only in pairs. Null when all are.
 */
export async function scoredScope(plan: QueryPlan, termCounts: TermCounts): Promise<LexicalExpression | null> {
  const counts = await termCounts.held([...new Set(plan.words.flatMap((word) => word.tokens))]);
  const present = [...counts].filter(([, passages]) => passages > 0);
  const [rare, frequent] = leastFrequent(present, RANKING.scored);
  if (frequent.length === 0) return null;
  const [names, common] = leastFrequent([...(await termCounts.named(frequent))], 2 * RANKING.scored);
  const terms: LexicalExpression[] = [
    ...rare.map((token) => ({ op: "term", token }) as const),
    ...names.map((token) => ({ op: "term", token, column: "name" }) as const),
  ];
  return anyOf(terms.length > 0 ? terms : pairs(common));
}

/** The least frequent tokens, whose passages add up to no more than `most`, and the others. */
function leastFrequent(counted: readonly (readonly [token: string, passages: number])[], most: number): [string[], string[]] {
  const chosen: string[] = [];
  const others: string[] = [];
  let sum = 0;
  for (const [token, passages] of counted.toSorted((a, b) => a[1] - b[1])) {
    sum += passages;
    (sum <= most ? chosen : others).push(token);
  }
  return [chosen, others];
}

function pairs(tokens: readonly string[]): LexicalExpression[] {
  const term = (token: string) => ({ op: "term", token }) as const;
  return tokens.flatMap((one, at) => tokens.slice(at + 1).map((other) => ({ op: "and", operands: [term(one), term(other)] }) as const));
}
