import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { PassageTokens } from "../store/knowledge-store.ts";
import {
  buildVocabulary,
  createCorpus,
  tfidfMatrix,
  type CollectedId,
  type CollectedPart,
  type CollectedRow,
  type Corpus,
} from "./corpus.ts";
import { termVectors } from "./svd.ts";
import { floatVectors, pack, unpack, type TermVectors } from "./model-file.ts";

/** Dimensions of the built-in space. */
const DIMENSIONS = 256;
/** Passages the decomposition looks at; the others are only embedded. */
const MAX_SAMPLE = 12_000;

/**
 * The built-in embedder: latent semantic analysis (Deerwester et al., 1990) of the user's own passages. Term vectors are the right singular
 * vectors of the TF-IDF matrix; a passage is the weighted sum of its terms' vectors. Needs no download and knows this library's own words.
 */
export interface BuiltinModel {
  readonly dimensions: number;
  /** Unit length; null when no term is known. */
  embed(tokens: PassageTokens): Float32Array | null;
  /** The same for the terms' numbers and how often each comes, in the order of the text. */
  embedCounts(counts: Map<number, number>): Float32Array | null;
  /** The same for the tokens of a query. */
  embedQuery(tokens: readonly string[]): Float32Array | null;
  serialise(): Uint8Array;
}

export interface EmbedTrainer {
  add(passage: CollectedId, tokens: PassageTokens): void;
  addAll(part: CollectedPart): void;
  whole(): CollectedPart;
  /** How many passages were added. */
  readonly size: number;
  train(): TrainedBuiltin;
}

export interface TrainedBuiltin {
  readonly model: BuiltinModel;
  /**
   * Vectors of passages that it was trained on, exactly as of their tokens, which need not be read and split again. None of one that was not among
   * them, or was with another content, or says nothing.
   */
  embedCollected(passages: readonly CollectedId[]): readonly (Float32Array | null)[];
}

export function createEmbedTrainer(): EmbedTrainer {
  const corpus: Corpus = createCorpus();
  return {
    add: (passage, tokens) => corpus.add(passage, tokensOf(tokens)),
    addAll: corpus.addAll,
    whole: corpus.whole,
    get size() {
      return corpus.documents;
    },
    train() {
      const vocabulary = buildVocabulary(corpus);
      const rows = corpus.rows();
      const matrix = tfidfMatrix(rows, vocabulary, MAX_SAMPLE);
      const dimensions = Math.max(1, Math.min(DIMENSIONS, matrix.rows, vocabulary.terms.length));
      const { terms, weights } = vocabulary;
      const vectors = termVectors(matrix, terms.length, dimensions);
      const serialise = (): Uint8Array => pack({ terms, weights, vectors, dimensions });
      const model = createModel(terms, weights, floatVectors(vectors, dimensions), dimensions, serialise);
      return { model, embedCollected: collectedVectors(model, vocabulary.places, rows) };
    },
  };
}

/** By itself, so that it keeps the rows and not the corpus. */
function collectedVectors(model: BuiltinModel, places: Int32Array, rows: readonly CollectedRow[]): TrainedBuiltin["embedCollected"] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (passages) =>
    passages.map(({ id, digest }) => {
      const row = byId.get(id);
      if (row?.digest !== digest) return null;
      const frequency = new Map<number, number>();
      for (let at = 0; at < row.counts.length; at += 2) {
        const place = places[row.counts[at] ?? 0] ?? -1;
        if (place >= 0) frequency.set(place, row.counts[at + 1] ?? 0);
      }
      return model.embedCounts(frequency);
    });
}

/** @throws VerdigrisError `corrupt` when the bytes are not a whole model. */
export function loadBuiltin(bytes: Uint8Array): BuiltinModel {
  const file = unpack(bytes);
  if (file === null) throw new VerdigrisError("corrupt", "The embedding model is damaged. Index again from scratch to train a new one.");
  return createModel(file.terms, file.weights, file.vectors, file.dimensions, () => bytes);
}

/** Text and title count; the path would make neighbours of files that only lie together. */
function tokensOf({ title, symbol, text }: PassageTokens): string[] {
  return `${title} ${symbol} ${text}`.split(" ").filter((token) => token !== "");
}

function createModel(
  terms: readonly string[],
  weights: Float32Array,
  vectors: TermVectors,
  dimensions: number,
  serialise: () => Uint8Array,
): BuiltinModel {
  const indexOf = new Map(terms.map((term, index) => [term, index]));

  function embed(tokens: readonly string[]): Float32Array | null {
    const frequency = new Map<number, number>();
    for (const token of tokens) {
      const index = indexOf.get(token);
      if (index !== undefined) frequency.set(index, (frequency.get(index) ?? 0) + 1);
    }
    return embedCounts(frequency);
  }

  function embedCounts(frequency: Map<number, number>): Float32Array | null {
    for (const [index, count] of frequency) frequency.set(index, (1 + Math.log(count)) * (weights[index] ?? 0));
    const sum = vectors.sum(frequency);
    let square = 0;
    for (const value of sum) square += value * value;
    if (square < 1e-12) return null;
    const scale = 1 / Math.sqrt(square);
    for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] ?? 0) * scale;
    return sum;
  }

  return {
    dimensions,
    embed: (tokens) => embed(tokensOf(tokens)),
    embedCounts,
    embedQuery: embed,
    serialise,
  };
}
