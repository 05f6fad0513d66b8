import type { InferenceSession, Tensor } from "onnxruntime-node";
import { messageOf, VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { toUnit, wordsOf, type Embedder } from "../embedder.ts";
import { createModelTokenizer } from "./tokenizer.ts";

export interface OnnxModel {
  /** Path of the ONNX graph, float or quantised. */
  readonly graph: string;
  /** The parsed tokenizer.json. */
  readonly tokenizer: unknown;
  readonly dimensions: number;
  /** Tokens the model has positions for. */
  readonly maxTokens: number;
  /** How one vector comes of the tokens': their mean, or the first token's. */
  readonly pooling: "mean" | "cls";
  /** What the model was trained to see before a text, such as `query: `. */
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** Threads for one inference. */
  readonly threads: number;
}

/** Texts of one inference: padding to the longest wastes more than larger batches win on a processor. */
const BATCH = 16;

/**
 * A sentence encoder (MiniLM, BGE, E5 and the like) as an ONNX graph with the inputs `input_ids`, `attention_mask` and, where the
 * graph has it, `token_type_ids`. Texts are sorted by length, so that a batch holds little padding.
 * @throws VerdigrisError `corrupt` when the graph cannot be loaded or has other outputs; `unsupported` where the runtime has no build.
 */
export async function createOnnxEmbedder(model: OnnxModel): Promise<Embedder> {
  const runtime = await loadRuntime();
  const session = await openSession(runtime, model);
  const tokenizer = createModelTokenizer(model.tokenizer);

  async function embed(texts: readonly string[], signal?: AbortSignal): Promise<(Float32Array | null)[]> {
    const vectors = Array.from<unknown, Float32Array | null>({ length: texts.length }, () => null);
    const encoded = texts
      .map((text, index) => ({ index, ids: tokenizer.marked(text, model.maxTokens) }))
      .filter(({ ids }) => ids.length > 0);
    encoded.sort((a, b) => a.ids.length - b.ids.length);
    for (let start = 0; start < encoded.length; start += BATCH) {
      signal?.throwIfAborted();
      const batch = encoded.slice(start, start + BATCH);
      const found = await infer(batch.map(({ ids }) => ids));
      batch.forEach(({ index }, at) => (vectors[index] = found[at] ?? null));
    }
    return vectors;
  }

  async function infer(batch: readonly (readonly number[])[]): Promise<(Float32Array | null)[]> {
    const length = Math.max(...batch.map((ids) => ids.length));
    const shape = [batch.length, length];
    const ids = new BigInt64Array(batch.length * length);
    const mask = new BigInt64Array(batch.length * length);
    batch.forEach((tokens, row) =>
      tokens.forEach((token, at) => {
        ids[row * length + at] = BigInt(token);
        mask[row * length + at] = 1n;
      }),
    );
    const all: Record<string, Tensor> = {
      input_ids: new runtime.Tensor("int64", ids, shape),
      attention_mask: new runtime.Tensor("int64", mask, shape),
      token_type_ids: new runtime.Tensor("int64", new BigInt64Array(batch.length * length), shape),
    };
    const feeds = Object.fromEntries(session.inputNames.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
    const outputs = await session.run(feeds);
    const output = outputs["last_hidden_state"] ?? outputs["sentence_embedding"] ?? outputs[session.outputNames[0] ?? ""];
    if (output === undefined || output.type !== "float32" || output.dims.at(-1) !== model.dimensions) {
      throw new VerdigrisError("corrupt", `The model gives no vectors of ${model.dimensions} dimensions. Choose another model.`);
    }
    const data = output.data as Float32Array;
    return batch.map((tokens, row) =>
      output.dims.length === 2
        ? toUnit(data.slice(row * model.dimensions, (row + 1) * model.dimensions))
        : pool(data.subarray(row * length * model.dimensions, (row + 1) * length * model.dimensions), tokens.length),
    );
  }

  function pool(states: Float32Array, tokens: number): Float32Array | null {
    if (model.pooling === "cls") return toUnit(states.slice(0, model.dimensions));
    const sum = new Float32Array(model.dimensions);
    for (let at = 0; at < tokens * model.dimensions; at++) {
      const d = at % model.dimensions;
      sum[d] = (sum[d] ?? 0) + (states[at] ?? 0);
    }
    return toUnit(sum);
  }

  return {
    dimensions: model.dimensions,
    embedPassages: (passages, signal) =>
      embed(
        passages.map((passage) => model.passagePrefix + wordsOf(passage)),
        signal,
      ),
    async embedQuery({ text }, signal) {
      return text.trim() === "" ? null : ((await embed([model.queryPrefix + text], signal))[0] ?? null);
    },
    close: () => session.release(),
  };
}

type Runtime = typeof import("onnxruntime-node");

/** Loaded when first needed: a native library of tens of megabytes. */
async function loadRuntime(): Promise<Runtime> {
  try {
    return await import("onnxruntime-node");
  } catch (error) {
    throw new VerdigrisError("unsupported", "ONNX models cannot run on this system. The built-in model goes on serving.", {
      cause: String(error),
    });
  }
}

async function openSession(runtime: Runtime, { graph, threads }: OnnxModel): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(graph, { intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3 });
  } catch (error) {
    throw new VerdigrisError("corrupt", `The model's ONNX graph cannot be loaded: ${messageOf(error)}`);
  }
}
