import type { Config } from "../../../src-shared/config/schema.ts";
import { plainText } from "../../../src-shared/query/plain-text.ts";
import type { Searcher } from "../core-context.ts";
import type { Logger } from "../log/logger.ts";
import type { NetworkLedger } from "../network/network-ledger.ts";
import type { KnowledgeReader } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";
import { endpointName, endpointOf } from "./choice.ts";
import { parseEmbedderName } from "./open-embedder.ts";
import { createEndpointEmbedder } from "./pretrained/endpoint-embedder.ts";

/** A search does not wait longer for an endpoint: words answer then. */
const PATIENCE_MS = 3000;
/** Vectors of the last queries: what is typed letter by letter comes again. */
const REMEMBERED = 100;

/** A searcher that asks the endpoint for the query's vector, where the active space is an endpoint's. */
export function withQueryVector(
  searcher: Searcher,
  reader: Remote<KnowledgeReader>,
  settings: () => Config["embedding"],
  network: NetworkLedger,
  logger: Logger,
): Searcher {
  const remembered = new Map<string, Float32Array>();

  async function vectorOf(query: string, signal: AbortSignal): Promise<{ space: string; vector: Float32Array } | undefined> {
    // Most libraries never have an endpoint: they must not pay for a look-up at each key.
    if (settings().model !== "endpoint") return undefined;
    const text = plainText(query);
    const active = (await reader.listSpaces()).find(({ state }) => state === "active");
    if (text === "" || active === undefined || parseEmbedderName(active.embedder).kind !== "endpoint") return undefined;
    if (active.embedder !== endpointName(settings())) return undefined;
    const key = `${active.id}\n${text}`;
    const known = remembered.get(key);
    if (known !== undefined) return { space: active.id, vector: known };
    const embedder = createEndpointEmbedder({ ...endpointOf(settings(), network), dimensions: active.dimensions });
    const vector = await embedder.embedQuery({ tokens: [], text }, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    if (vector === null) return undefined;
    remembered.set(key, vector);
    const oldest = remembered.size > REMEMBERED ? remembered.keys().next() : null;
    if (oldest !== null && oldest.done !== true) remembered.delete(oldest.value);
    return { space: active.id, vector };
  }

  return {
    ...searcher,
    async query(input, signal) {
      const queryVector =
        input.mode === "lexical"
          ? undefined
          : await vectorOf(input.text, signal).catch((error: unknown) => {
              signal.throwIfAborted();
              logger.warn("The embedding endpoint did not answer a query: words alone answer.", { error });
              return undefined;
            });
      return searcher.query(queryVector === undefined ? input : { ...input, queryVector }, signal);
    },
  };
}
