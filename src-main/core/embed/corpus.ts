/** What training needs of the passages: term frequencies, held as compact rows of numbers. */
export interface Corpus {
  add(tokens: readonly string[]): void;
  readonly documents: number;
  readonly terms: readonly string[];
  /** How many passages hold a term, by term number. */
  readonly documentFrequency: readonly number[];
  /** The TF-IDF matrix over the vocabulary, rows of unit length; every n-th passage when there are more than `maxRows`. */
  matrix(vocabulary: Vocabulary, maxRows: number): SparseMatrix;
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
  /** For each passage its term numbers and counts, alternating. */
  const passages: Int32Array[] = [];

  return {
    get documents() {
      return passages.length;
    },
    terms,
    documentFrequency,
    add(tokens) {
      const counts = new Map<number, number>();
      for (const token of tokens) {
        let number = numberOf.get(token);
        if (number === undefined) {
          number = terms.length;
          numberOf.set(token, number);
          terms.push(token);
          documentFrequency.push(0);
        }
        counts.set(number, (counts.get(number) ?? 0) + 1);
      }
      const row = new Int32Array(counts.size * 2);
      let at = 0;
      for (const [number, count] of counts) {
        documentFrequency[number] = (documentFrequency[number] ?? 0) + 1;
        row[at++] = number;
        row[at++] = count;
      }
      passages.push(row);
    },
    matrix(vocabulary, maxRows) {
      const step = Math.max(1, Math.ceil(passages.length / maxRows));
      const chosen = passages.filter((_, index) => index % step === 0);
      const starts = new Int32Array(chosen.length + 1);
      const columns = new Int32Array(chosen.reduce((sum, row) => sum + row.length / 2, 0));
      const values = new Float32Array(columns.length);
      let at = 0;
      chosen.forEach((row, index) => {
        let square = 0;
        const start = at;
        for (let i = 0; i < row.length; i += 2) {
          const place = vocabulary.places[row[i] ?? 0] ?? -1;
          if (place < 0) continue;
          const value = (1 + Math.log(row[i + 1] ?? 1)) * (vocabulary.weights[place] ?? 0);
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
    },
  };
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
