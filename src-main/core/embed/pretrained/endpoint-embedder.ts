import { z } from "zod";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { toUnit, wordsOf, type Embedder } from "../embedder.ts";

export interface Endpoint {
  /** Such as `http://127.0.0.1:11434/v1`; `/embeddings` is added. */
  readonly url: string;
  readonly model: string;
  /** Sent as a bearer token; null for none. */
  readonly key: string | null;
  readonly dimensions: number;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** How requests are made: the core's, which writes each into the network ledger. */
  readonly fetch: typeof fetch;
  /** Waits between attempts. */
  readonly wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

const BATCH = 32;
const ATTEMPTS = 4;
const TIMEOUT_MS = 60_000;
/** Longer texts are cut: an endpoint refuses what exceeds its model's context. */
const MAX_CHARACTERS = 8000;
const answerSchema = z.object({ data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()) })) });

/**
 * Asks an endpoint with OpenAI's embeddings interface (`POST …/v1/embeddings`): Ollama, LM Studio, vLLM, a company's own.
 * Passing faults (429, 5xx, no answer) are tried again with growing waits.
 * @throws VerdigrisError `unavailable` when it does not answer, `permission` when it refuses the key, `invalid-input` when it refuses the request.
 */
export function createEndpointEmbedder(endpoint: Endpoint): Embedder {
  const wait = endpoint.wait ?? pause;

  async function embed(texts: readonly string[], signal?: AbortSignal): Promise<(Float32Array | null)[]> {
    const vectors: (Float32Array | null)[] = [];
    for (let start = 0; start < texts.length; start += BATCH) vectors.push(...(await ask(texts.slice(start, start + BATCH), signal)));
    return vectors;
  }

  async function ask(input: readonly string[], signal?: AbortSignal): Promise<(Float32Array | null)[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request(endpoint, input, signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof VerdigrisError) || error.code !== "unavailable" || attempt === ATTEMPTS) throw error;
        await wait(500 * 2 ** attempt, signal);
      }
    }
  }

  return {
    dimensions: endpoint.dimensions,
    embedPassages: (passages, signal) =>
      embed(
        passages.map((passage) => endpoint.passagePrefix + wordsOf(passage)),
        signal,
      ),
    async embedQuery({ text }, signal) {
      return text.trim() === "" ? null : ((await embed([endpoint.queryPrefix + text], signal))[0] ?? null);
    },
    close: async () => undefined,
  };
}

/** Asks an endpoint for one vector: tells whether it can be used, and its dimensions. */
export async function probeEndpoint(
  endpoint: Omit<Endpoint, "dimensions">,
  signal?: AbortSignal,
): Promise<{ readonly dimensions: number }> {
  const answer = await send(endpoint, ["verdigris"], signal);
  return { dimensions: answer.data[0]?.embedding.length ?? 0 };
}

async function request(endpoint: Endpoint, input: readonly string[], signal?: AbortSignal): Promise<(Float32Array | null)[]> {
  const { data } = await send(endpoint, input, signal);
  const vectors = Array.from<unknown, Float32Array | null>({ length: input.length }, () => null);
  for (const { index, embedding } of data) {
    if (embedding.length !== endpoint.dimensions) {
      throw new VerdigrisError(
        "conflict",
        `The endpoint's model now gives ${embedding.length} dimensions instead of ${endpoint.dimensions}. Choose it again in Settings to build its vectors anew.`,
      );
    }
    if (index < input.length) vectors[index] = toUnit(Float32Array.from(embedding));
  }
  return vectors;
}

async function send({ url, model, key, fetch: ask }: Omit<Endpoint, "dimensions">, input: readonly string[], signal?: AbortSignal) {
  const target = `${url.replace(/\/+$/, "")}/embeddings`;
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const response = await ask(target, {
    method: "POST",
    redirect: "error",
    headers: { "content-type": "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, input: input.map((text) => (text === "" ? " " : text.slice(0, MAX_CHARACTERS))) }),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw new VerdigrisError("unavailable", `The embedding endpoint ${target} does not answer. Start it, or choose the built-in model.`, {
      cause: String(error),
    });
  });
  const text = await response.text();
  if (response.ok) {
    const answer = answerSchema.safeParse(parsed(text));
    if (answer.success) return answer.data;
    throw new VerdigrisError("invalid-input", `The endpoint ${target} answers, but not with embeddings. Check its address and model.`);
  }
  const details = { status: response.status, answer: text.slice(0, 500) };
  if (response.status === 401 || response.status === 403) {
    throw new VerdigrisError(
      "permission",
      `The embedding endpoint refuses the key (${response.status}). Check the variable that holds it.`,
      details,
    );
  }
  if (response.status === 429 || response.status >= 500) {
    throw new VerdigrisError("unavailable", `The embedding endpoint is overloaded or broken (${response.status}).`, details);
  }
  throw new VerdigrisError(
    "invalid-input",
    `The embedding endpoint refuses the request (${response.status}). Is the model “${model}” there?`,
    details,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const { setTimeout } = await import("node:timers/promises");
  await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
}
