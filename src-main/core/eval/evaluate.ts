/** How many documents of a ranked list count. */
const DEPTH = 10;
const BOOTSTRAP_ROUNDS = 10_000;

export interface QuerySet {
  readonly name: string;
  readonly queries: readonly { readonly id: string; readonly query: string; readonly relevant: readonly string[] }[];
}

/** One hit: hits with the same `documentKey` count once, at the best rank. `ids` are what a relevant document may be named by. */
export interface EvalHit {
  readonly documentKey: string;
  readonly ids: readonly string[];
}

/** A mean with its 95 % bootstrap interval. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface QueryScore {
  readonly id: string;
  readonly kind: AnswerKind;
  readonly reciprocalRank: number;
  readonly recall5: number;
  readonly recall10: number;
  readonly ndcg: number;
}

export interface Figures {
  readonly queries: number;
  readonly mrr: Interval;
  readonly recall5: Interval;
  readonly recall10: Interval;
  readonly ndcg: Interval;
}

export interface Evaluation extends Figures {
  /** By what kind of document answers the question. */
  readonly perKind: Readonly<Partial<Record<AnswerKind, Figures>>>;
  readonly perQuery: readonly QueryScore[];
}

export type AnswerKind = "session" | "commit" | "code" | "doc" | "belief";

/** What kind of document a relevant document's name is of, by its form. */
export function answerKind(name: string): AnswerKind {
  if (/^\d{8}-/.test(name)) return "session";
  if (/^[0-9a-f]{7,64}$/.test(name)) return "commit";
  if (/\.(?:md|txt|rst|adoc)$/i.test(name)) return "doc";
  return /[./]/.test(name) ? "code" : "belief";
}

/** Asks every question and scores the answers: MRR@10, recall@5 and @10, nDCG@10 with binary relevance. */
export async function evaluate(set: QuerySet, search: (query: string) => Promise<readonly EvalHit[]>): Promise<Evaluation> {
  const perQuery: QueryScore[] = [];
  for (const { id, query, relevant } of set.queries) perQuery.push(scoreQuery(id, relevant, await search(query)));
  const kinds = Map.groupBy(perQuery, (score) => score.kind);
  return {
    ...figuresOf(perQuery),
    perKind: Object.fromEntries([...kinds].map(([kind, scores]) => [kind, figuresOf(scores)])),
    perQuery,
  };
}

function figuresOf(scores: readonly QueryScore[]): Figures {
  const interval = (pick: (score: QueryScore) => number): Interval => bootstrap(scores.map(pick));
  return {
    queries: scores.length,
    mrr: interval((score) => score.reciprocalRank),
    recall5: interval((score) => score.recall5),
    recall10: interval((score) => score.recall10),
    ndcg: interval((score) => score.ndcg),
  };
}

/** A document matches a relevant one when one of its ids contains that one's name, or is contained in it; case counts. */
export function scoreQuery(id: string, relevant: readonly string[], hits: readonly EvalHit[]): QueryScore {
  const seen = new Set<string>();
  const ranked = hits.filter((hit) => !seen.has(hit.documentKey) && seen.add(hit.documentKey)).slice(0, DEPTH);
  const found = new Set<string>();
  let reciprocalRank = 0;
  let gain = 0;
  let foundAt5 = 0;
  ranked.forEach((hit, index) => {
    const matched = relevant.filter((wanted) => hit.ids.some((own) => own !== "" && (own.includes(wanted) || wanted.includes(own))));
    const isNew = matched.some((wanted) => !found.has(wanted));
    for (const wanted of matched) found.add(wanted);
    if (matched.length > 0 && reciprocalRank === 0) reciprocalRank = 1 / (index + 1);
    if (isNew) gain += 1 / Math.log2(index + 2);
    if (index < 5) foundAt5 = found.size;
  });
  const ideal = relevant.slice(0, DEPTH).reduce((sum, _, index) => sum + 1 / Math.log2(index + 2), 0);
  return {
    id,
    kind: answerKind(relevant[0] ?? ""),
    reciprocalRank,
    recall5: foundAt5 / relevant.length,
    recall10: found.size / relevant.length,
    ndcg: ideal === 0 ? 0 : Math.min(1, gain / ideal),
  };
}

/** Percentile bootstrap of the mean (Efron, 1979), from a fixed seed. */
export function bootstrap(values: readonly number[], rounds = BOOTSTRAP_ROUNDS): Interval {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  if (values.length < 2) return { value: mean, low: mean, high: mean };
  let state = 0x2545f491;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const means = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0;
    means[round] = sum / values.length;
  }
  means.sort();
  return { value: mean, low: means[Math.floor(rounds * 0.025)] ?? mean, high: means[Math.floor(rounds * 0.975)] ?? mean };
}
