import type { Config } from "../../../src-shared/config/schema.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { NetworkLedger } from "../network/network-ledger.ts";
import { BUILTIN } from "./open-embedder.ts";
import { listModels } from "./models/model-folder.ts";
import { createEndpointEmbedder, probeEndpoint, type Endpoint } from "./pretrained/endpoint-embedder.ts";
import type { ChosenEmbedder } from "./space-service.ts";

type EmbeddingConfig = Config["embedding"];

/** Threads a pretrained model may take while the app is in use. */
const MODEL_THREADS = 1;

/** What the configuration's `[embedding]` section asks for. @throws VerdigrisError when that is not here or not reachable. */
export async function chosenEmbedder(config: EmbeddingConfig, modelsDir: string, network: NetworkLedger): Promise<ChosenEmbedder> {
  if (config.model === BUILTIN) return { name: BUILTIN, modelId: BUILTIN, label: "Built-in", dimensions: null, open: null };
  if (config.model === "endpoint") {
    const endpoint = endpointOf(config, network);
    const { dimensions } = await probeEndpoint(endpoint);
    return {
      name: endpointName(config),
      modelId: "endpoint",
      label: `${config.endpoint_model} at ${new URL(endpoint.url).host}`,
      dimensions,
      open: { embedder: createEndpointEmbedder({ ...endpoint, dimensions }) },
    };
  }
  const manifest = (await listModels(modelsDir)).find(({ id }) => id === config.model);
  if (manifest === undefined) {
    throw new VerdigrisError(
      "not-found",
      `The embedding model ${config.model} is not installed. Download it in Settings, or choose the built-in one.`,
      {
        model: config.model,
      },
    );
  }
  return {
    name: `model:${manifest.id}`,
    modelId: manifest.id,
    label: manifest.name,
    dimensions: manifest.dimensions,
    open: { spec: { kind: "model", id: manifest.id, modelsDir, verify: true, threads: MODEL_THREADS } },
  };
}

/** The name of the endpoint's spaces: another address, model or prefix means other vectors. */
export function endpointName(config: EmbeddingConfig): string {
  return `endpoint:${config.endpoint_model}@${config.endpoint_url}#${config.endpoint_passage_prefix}`;
}

/** @throws VerdigrisError `invalid-input` when the settings name no endpoint. */
export function endpointOf(config: EmbeddingConfig, network: NetworkLedger): Omit<Endpoint, "dimensions"> {
  if (config.endpoint_url === "" || config.endpoint_model === "") {
    throw new VerdigrisError("invalid-input", "No embedding endpoint is set. Write its address and model into the settings first.");
  }
  return {
    url: config.endpoint_url,
    model: config.endpoint_model,
    key: process.env[config.endpoint_key_env] ?? null,
    queryPrefix: config.endpoint_query_prefix,
    passagePrefix: config.endpoint_passage_prefix,
    fetch: network.fetch("Embedding endpoint"),
  };
}
