import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { toUnit, wordsOf, type Embedder } from "../embedder.ts";
import { readSafetensors, toFloats, toIntegers, type Tensor } from "./safetensors.ts";
import { createModelTokenizer } from "./tokenizer.ts";

/** Tokens of a text that are looked at, as in model2vec's own implementation. */
const MAX_TOKENS = 512;

export interface StaticModelFiles {
  /** The safetensors file. */
  readonly model: ArrayBuffer;
  /** The parsed tokenizer.json. */
  readonly tokenizer: unknown;
}

/**
 * A pretrained table with one vector a token (model2vec, https://github.com/MinishLab/model2vec): a text is the mean of its
 * tokens' vectors, each times its weight where the model has weights. No network is run, so it embeds thousands of passages a second.
 *
 * Tensors: `embeddings` (rows × dimensions); optional `weights` (a number a token) and `mapping` (a row a token).
 * @throws VerdigrisError `corrupt` when the files do not fit together.
 */
export function createStaticEmbedder({ model, tokenizer: tokenizerJson }: StaticModelFiles): Embedder {
  const tensors = readSafetensors(model);
  const table = tensors.get("embeddings") ?? onlyMatrix(tensors);
  const [rows = 0, dimensions = 0] = table.shape;
  const vectors = toFloats(table);
  const weights = optional(tensors, "weights", toFloats);
  const mapping = optional(tensors, "mapping", toIntegers);
  const tokenizer = createModelTokenizer(tokenizerJson);

  function embed(text: string): Float32Array | null {
    const sum = new Float32Array(dimensions);
    for (const token of tokenizer.plain(text, MAX_TOKENS)) {
      const row = mapping === null ? token : (mapping[token] ?? rows);
      if (row >= rows) continue;
      const weight = weights === null ? 1 : (weights[token] ?? 1);
      const offset = row * dimensions;
      for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] ?? 0) + weight * (vectors[offset + d] ?? 0);
    }
    // The mean and the sum have the same direction.
    return toUnit(sum);
  }

  return {
    dimensions,
    embedPassages: async (passages) => passages.map((passage) => embed(wordsOf(passage))),
    embedQuery: async ({ text }) => embed(text),
    close: async () => undefined,
  };
}

function optional<T>(tensors: ReadonlyMap<string, Tensor>, name: string, read: (tensor: Tensor) => T): T | null {
  const tensor = tensors.get(name);
  return tensor === undefined ? null : read(tensor);
}

/** Sentence-transformers calls the table by another name (`embedding.weight`); there is only one. */
function onlyMatrix(tensors: ReadonlyMap<string, Tensor>): Tensor {
  const matrices = [...tensors.values()].filter((tensor) => tensor.shape.length === 2);
  const [only, another] = matrices;
  if (only !== undefined && another === undefined) return only;
  throw new VerdigrisError("corrupt", "The model has no table of token vectors: it is not a static embedding model.");
}
