import type { PassageTokens } from "../store/knowledge-store.ts";

/** A passage as an embedder sees it: its analysed tokens, and its own words. */
export interface EmbedPassage {
  readonly tokens: PassageTokens;
  readonly title: string;
  readonly text: string;
}

export interface EmbedQuery {
  /** Analysed, without question words. */
  readonly tokens: readonly string[];
  /** As typed, without fields and operators. */
  readonly text: string;
}

/**
 * Turns text into points of one embedding space. Whoever implements it is told apart only by what it needs: the built-in one
 * reads tokens, pretrained ones read words.
 */
export interface Embedder {
  readonly dimensions: number;
  /** One vector of unit length a passage, in the order given; null for a passage that says nothing to this model. */
  embedPassages(passages: readonly EmbedPassage[], signal?: AbortSignal): Promise<readonly (Float32Array | null)[]>;
  embedQuery(query: EmbedQuery, signal?: AbortSignal): Promise<Float32Array | null>;
  close(): Promise<void>;
}

/** Scales a vector to unit length in place; null when it has none. */
export function toUnit(vector: Float32Array): Float32Array | null {
  let square = 0;
  for (const value of vector) square += value * value;
  if (!(square > 1e-12) || !Number.isFinite(square)) return null;
  const scale = 1 / Math.sqrt(square);
  for (let d = 0; d < vector.length; d++) vector[d] = (vector[d] ?? 0) * scale;
  return vector;
}

/** The words of a passage in one text, title first. */
export function wordsOf({ title, text }: EmbedPassage): string {
  return title === "" || text.startsWith(title) ? text : `${title}\n${text}`;
}
