import { isStopWord } from "../analysis/stop-words.ts";

/** Words in more than this share of all items tell none apart. */
const COMMON_SHARE = 0.05;

/** A text as weighted words, unit length: words by number, rising, and their weights. */
export interface WordVector {
  readonly words: Uint32Array;
  readonly weights: Float32Array;
}

interface Posting {
  readonly texts: number[];
  readonly weights: number[];
}

/** How alike texts are, by the words they share: cosine of TF-IDF weights, 0…1. Deterministic. */
export interface Likeness {
  readonly vectors: readonly WordVector[];
  /** Calls with each text before `end` that shares a telling word with text `n`, and how alike they are; in no order that means anything. */
  neighbours(n: number, end: number, found: (other: number, similarity: number) => void): void;
  /** A text from elsewhere in the same measure. */
  vectorOf(tokens: readonly string[]): WordVector;
  /** The word behind a number. */
  word(number: number): string;
}

/** Tokens are the analyser's. Rare words weigh most (Salton and Buckley 1988: log tf times log idf, cosine normalised). */
export function measureLikeness(texts: readonly (readonly string[])[]): Likeness {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const frequency: number[] = [];
  const counted = texts.map((tokens) => {
    const counts = new Map<number, number>();
    for (const token of tokens) {
      if (isStopWord(token)) continue;
      let number = numbers.get(token);
      if (number === undefined) {
        number = names.length;
        numbers.set(token, number);
        names.push(token);
        frequency.push(0);
      }
      counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const number of counts.keys()) frequency[number] = (frequency[number] ?? 0) + 1;
    return counts;
  });
  const total = texts.length;
  // In a small library every word is in a large share of the items.
  const common = Math.max(12, total * COMMON_SHARE);
  const idf = frequency.map((count) => (count > common ? 0 : Math.log((total + 1) / (count + 0.5))));
  const weigh = (counts: ReadonlyMap<number, number>): WordVector => {
    const telling = [...counts].filter(([number]) => (idf[number] ?? 0) > 0).sort((a, b) => a[0] - b[0]);
    const words = Uint32Array.from(telling, ([number]) => number);
    const weights = Float32Array.from(telling, ([number, count]) => (1 + Math.log(count)) * (idf[number] ?? 0));
    const length = Math.hypot(...weights);
    if (length > 0) for (let i = 0; i < weights.length; i += 1) weights[i] = (weights[i] ?? 0) / length;
    return { words, weights };
  };
  const vectors = counted.map(weigh);
  const postings: Posting[] = names.map(() => ({ texts: [], weights: [] }));
  vectors.forEach(({ words, weights }, n) => {
    words.forEach((word, i) => {
      postings[word]?.texts.push(n);
      postings[word]?.weights.push(weights[i] ?? 0);
    });
  });
  // Kept between calls, zeroed after each: a map of sums is ten times as slow.
  const sums = new Float32Array(total);
  const touched = new Uint32Array(total);
  return {
    vectors,
    neighbours(n, end, found) {
      const vector = vectors[n];
      if (vector === undefined) return;
      let count = 0;
      for (let i = 0; i < vector.words.length; i += 1) {
        const weight = vector.weights[i] ?? 0;
        const posting: Posting | undefined = postings[vector.words[i] ?? 0];
        if (posting === undefined) continue;
        const holders: readonly number[] = posting.texts;
        const weights: readonly number[] = posting.weights;
        for (let p = 0; p < holders.length; p += 1) {
          const other = holders[p] ?? 0;
          if (other >= end) break;
          if (sums[other] === 0) touched[count++] = other;
          sums[other] = (sums[other] ?? 0) + weight * (weights[p] ?? 0);
        }
      }
      for (let t = 0; t < count; t += 1) {
        const other = touched[t] ?? 0;
        const similarity = sums[other] ?? 0;
        sums[other] = 0;
        if (other !== n) found(other, similarity);
      }
    },
    vectorOf(tokens) {
      const counts = new Map<number, number>();
      for (const token of tokens) {
        const number = numbers.get(token);
        if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
      }
      return weigh(counts);
    },
    word: (number) => names[number] ?? "",
  };
}

export function cosine(a: WordVector, b: WordVector): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.words.length && j < b.words.length;) {
    const left = a.words[i] ?? 0;
    const right = b.words[j] ?? 0;
    if (left === right) sum += (a.weights[i++] ?? 0) * (b.weights[j++] ?? 0);
    else if (left < right) i += 1;
    else j += 1;
  }
  return sum;
}
