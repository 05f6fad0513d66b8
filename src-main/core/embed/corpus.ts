import type { PassageId } from "../../../src-shared/domain/index.ts";

/** A passage as it was collected: its content is told by its digest, since what was collected earlier may have changed. */
export interface CollectedId {
  readonly id: PassageId;
  readonly digest: number;
}

/** A passage's term numbers and how often each comes, alternating, in the order of the text. */
export interface CollectedRow extends CollectedId {
  readonly counts: Int32Array;
}

/** What training needs of the passages: term frequencies, held as compact rows of numbers. */
export interface Corpus {
  add(passage: CollectedId, tokens: readonly string[]): void;
  /** Adds what was collected elsewhere. */
  addAll(part: CollectedPart): void;
  /** Everything, to be added to another one. */
  whole(): CollectedPart;
  readonly documents: number;
  readonly terms: readonly string[];
  /** How many passages hold a term, by term number. */
  readonly documentFrequency: readonly number[];
  /** In the order of their ids: whoever collected them, training gives the same. */
  rows(): readonly CollectedRow[];
}

/** A corpus as it goes from thread to thread. */
export interface CollectedPart {
  readonly terms: readonly string[];
  readonly ids: Float64Array;
  readonly digests: Float64Array;
  /** Where each passage's counts end. */
  readonly ends: Int32Array;
  readonly counts: Int32Array;
}

/** Compressed sparse rows. */
export interface SparseMatrix {
  readonly rows: number;
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

export interface Vocabulary {
  readonly terms: readonly string[];
  /** Inverse document frequency. */
  readonly weights: Float32Array;
  /** Corpus term number → place in the vocabulary, or -1. */
  readonly places: Int32Array;
}

const MAX_TERMS = 20_000;
/** A term of one passage relates nothing to anything. */
const MIN_DOCUMENTS = 2;
/** A term of so many passages says nothing of any. */
const MAX_SHARE = 0.25;

export function createCorpus(): Corpus {
  const numberOf = new Map<string, number>();
  const terms: string[] = [];
  const documentFrequency: number[] = [];
  const rows: CollectedRow[] = [];

  function numbered(token: string): number {
    let number = numberOf.get(token);
    if (number === undefined) {
      number = terms.length;
      numberOf.set(token, number);
      terms.push(token);
      documentFrequency.push(0);
    }
    return number;
  }

  return {
    get documents() {
      return rows.length;
    },
    terms,
    documentFrequency,
    add({ id, digest }, tokens) {
      const byTerm = new Map<number, number>();
      for (const token of tokens) {
        const number = numbered(token);
        byTerm.set(number, (byTerm.get(number) ?? 0) + 1);
      }
      const counts = new Int32Array(byTerm.size * 2);
      let at = 0;
      for (const [number, count] of byTerm) {
        documentFrequency[number] = (documentFrequency[number] ?? 0) + 1;
        counts[at++] = number;
        counts[at++] = count;
      }
      rows.push({ id, digest, counts });
    },
    addAll(part) {
      const numbers = part.terms.map(numbered);
      let start = 0;
      part.ends.forEach((end, row) => {
        const counts = part.counts.slice(start, end);
        for (let at = 0; at < counts.length; at += 2) {
          const number = numbers[counts[at] ?? 0] ?? 0;
          counts[at] = number;
          documentFrequency[number] = (documentFrequency[number] ?? 0) + 1;
        }
        rows.push({ id: part.ids[row] ?? 0, digest: part.digests[row] ?? 0, counts });
        start = end;
      });
    },
    whole() {
      const counts = new Int32Array(rows.reduce((sum, row) => sum + row.counts.length, 0));
      const ends = new Int32Array(rows.length);
      let at = 0;
      rows.forEach((row, index) => {
        counts.set(row.counts, at);
        ends[index] = at += row.counts.length;
      });
      return {
        terms,
        ids: Float64Array.from(rows, ({ id }) => id),
        digests: Float64Array.from(rows, ({ digest }) => digest),
        ends,
        counts,
      };
    },
    rows: () => rows.toSorted((a, b) => a.id - b.id),
  };
}

/** The TF-IDF matrix over the vocabulary, rows of unit length; every n-th passage when there are more than `maxRows`. */
export function tfidfMatrix(passages: readonly CollectedRow[], vocabulary: Vocabulary, maxRows: number): SparseMatrix {
  const step = Math.max(1, Math.ceil(passages.length / maxRows));
  const chosen = passages.filter((_, index) => index % step === 0);
  const starts = new Int32Array(chosen.length + 1);
  const columns = new Int32Array(chosen.reduce((sum, { counts }) => sum + counts.length / 2, 0));
  const values = new Float32Array(columns.length);
  let at = 0;
  chosen.forEach(({ counts }, index) => {
    let square = 0;
    const start = at;
    for (let i = 0; i < counts.length; i += 2) {
      const place = vocabulary.places[counts[i] ?? 0] ?? -1;
      if (place < 0) continue;
      const value = (1 + Math.log(counts[i + 1] ?? 1)) * (vocabulary.weights[place] ?? 0);
      columns[at] = place;
      values[at] = value;
      square += value * value;
      at++;
    }
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square);
    for (let i = start; i < at; i++) values[i] = (values[i] ?? 0) * scale;
    starts[index + 1] = at;
  });
  return { rows: chosen.length, starts, columns: columns.subarray(0, at), values: values.subarray(0, at) };
}

/** The terms that relate passages to one another, most frequent first when there are too many. */
export function buildVocabulary(corpus: Corpus): Vocabulary {
  const limit = Math.max(MIN_DOCUMENTS, corpus.documents * MAX_SHARE);
  const kept = corpus.terms
    .map((term, number) => ({ term, number, documents: corpus.documentFrequency[number] ?? 0 }))
    .filter(({ documents }) => documents >= MIN_DOCUMENTS && documents <= limit)
    .sort((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1))
    .slice(0, MAX_TERMS);
  const places = new Int32Array(corpus.terms.length).fill(-1);
  const weights = new Float32Array(kept.length);
  kept.forEach(({ number, documents }, place) => {
    places[number] = place;
    weights[place] = Math.log((corpus.documents + 1) / (documents + 0.5));
  });
  return { terms: kept.map(({ term }) => term), weights, places };
}
