import type { EmbeddingModel, EmbeddingStatus, embeddingContract } from "../../../src-shared/contract/embedding.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import { endpointOf } from "../embed/choice.ts";
import type { Downloads } from "../embed/downloads.ts";
import { importModel, listModels, removeModel } from "../embed/models/model-folder.ts";
import { totalBytes, type ModelManifest } from "../embed/models/model-manifest.ts";
import { MODEL_REGISTRY } from "../embed/models/registry.ts";
import { BUILTIN, parseEmbedderName } from "../embed/open-embedder.ts";
import { probeEndpoint } from "../embed/pretrained/endpoint-embedder.ts";
import type { SpaceService } from "../embed/space-service.ts";

export interface EmbeddingServices {
  readonly spaces: SpaceService;
  readonly downloads: Downloads;
}

/** Models that search by meaning: what there is, what is chosen, and the vectors they make. */
export function createEmbeddingApi(context: CoreContext, { spaces, downloads }: EmbeddingServices): Handlers<typeof embeddingContract> {
  const { store, config, paths } = context;
  const settings = () => config.current().embedding;

  async function announce(): Promise<void> {
    context.emit("embedding.changed", await readEmbeddingStatus(context, { spaces, downloads }));
  }
  let known = JSON.stringify(settings());
  config.onChange(() => {
    const now = JSON.stringify(settings());
    if (now === known) return;
    known = now;
    void announce().catch((error: unknown) => context.logger.warn("The state of the embedding models could not be read.", { error }));
  });

  async function choose(id: string): Promise<void> {
    if (id === "endpoint") endpointOf(settings(), context.network);
    else if (id !== BUILTIN && !(await listModels(paths.models)).some((model) => model.id === id)) {
      throw new VerdigrisError("not-found", `The model ${id} is not installed. Download it first.`, { id });
    }
    await config.set({ "embedding.model": id });
    spaces.restart();
  }

  return {
    "embedding.status": () => readEmbeddingStatus(context, { spaces, downloads }),
    async "embedding.download"({ id }, { progress }) {
      const model = MODEL_REGISTRY.find((one) => one.id === id);
      if (model === undefined) throw new VerdigrisError("not-found", `There is no model ${id} to download.`, { id });
      await downloads.start(model, progress);
    },
    "embedding.cancelDownload": ({ id }) => downloads.cancel(id),
    async "embedding.import"({ path, pooling, queryPrefix, passagePrefix }) {
      const { id } = await importModel(paths.models, {
        path,
        ...(pooling === undefined ? {} : { pooling }),
        ...(queryPrefix === undefined ? {} : { queryPrefix }),
        ...(passagePrefix === undefined ? {} : { passagePrefix }),
      });
      await announce();
      return { id };
    },
    async "embedding.removeModel"({ id }) {
      if (settings().model === id) throw new VerdigrisError("conflict", "This model is in use. Choose another one first.", { id });
      await removeModel(paths.models, id);
      await announce();
    },
    "embedding.choose": ({ id }) => choose(id),
    async "embedding.testEndpoint"({ url, model }) {
      const now = settings();
      const endpoint = endpointOf(
        { ...now, endpoint_url: url ?? now.endpoint_url, endpoint_model: model ?? now.endpoint_model },
        context.network,
      );
      const started = performance.now();
      const { dimensions } = await probeEndpoint(endpoint);
      return { dimensions, milliseconds: Math.round(performance.now() - started) };
    },
    "embedding.pause": () => spaces.pause(),
    "embedding.resume": () => spaces.resume(),
    async "embedding.rollback"() {
      const before = (await store.listSpaces()).findLast(({ state }) => state === "retired");
      if (before === undefined) throw new VerdigrisError("not-found", "No space served before this one.");
      const name = parseEmbedderName(before.embedder);
      await choose(name.kind === "model" ? name.id : name.kind);
    },
    async "embedding.removeSpace"({ id }) {
      const space = (await store.listSpaces()).find((one) => one.id === id);
      if (space === undefined) throw new VerdigrisError("not-found", "There is no such space.", { id });
      if (space.state === "active")
        throw new VerdigrisError("conflict", "This space serves the search. Choose another model first.", { id });
      await store.removeSpace(id);
      await announce();
    },
    async "embedding.settle"(_, { progress, signal }) {
      const timer = setInterval(() => {
        const build = spaces.build();
        if (build !== null) progress(build);
      }, 200);
      const stop = (): void => clearInterval(timer);
      signal.addEventListener("abort", stop, { once: true });
      try {
        await spaces.ensure();
      } finally {
        stop();
      }
    },
  };
}

export async function readEmbeddingStatus(context: CoreContext, { spaces, downloads }: EmbeddingServices): Promise<EmbeddingStatus> {
  const chosen = context.config.current().embedding;
  const installed = await listModels(context.paths.models);
  const models = [
    builtinModel(),
    ...MODEL_REGISTRY.map((model) =>
      fromManifest(
        model,
        installed.some(({ id }) => id === model.id),
      ),
    ),
    ...installed.filter(({ id }) => !MODEL_REGISTRY.some((model) => model.id === id)).map((model) => fromManifest(model, true)),
    ...(chosen.endpoint_url === "" ? [] : [endpointModel(chosen.endpoint_url, chosen.endpoint_model)]),
  ].map((model) => ({ ...model, chosen: model.id === chosen.model, download: downloads.progress(model.id) }));
  const nameOf = (id: string): string => models.find((model) => model.id === id)?.name ?? id;
  return {
    models,
    spaces: (await context.reader.listSpaces()).map(({ id, embedder, state, dimensions, createdAt }) => {
      const name = parseEmbedderName(embedder);
      const modelId = name.kind === "model" ? name.id : name.kind;
      return { id, modelId, modelName: nameOf(modelId), state, dimensions, createdAt };
    }),
    build: spaces.build(),
  };
}

type Described = Omit<EmbeddingModel, "chosen" | "download">;

function builtinModel(): Described {
  return {
    id: BUILTIN,
    name: "Built-in",
    description: "Learns from your own passages. Needs no download and knows your library's own words.",
    kind: "builtin",
    licence: "",
    homepage: "",
    dimensions: 256,
    bytes: 0,
    installed: true,
  };
}

function endpointModel(url: string, model: string): Described {
  return {
    id: "endpoint",
    name: `${model} at ${URL.parse(url)?.host ?? url}`,
    description: "Your passages are sent to this address.",
    kind: "endpoint",
    licence: "",
    homepage: "",
    dimensions: null,
    bytes: 0,
    installed: true,
  };
}

function fromManifest(model: ModelManifest, installed: boolean): Described {
  const { id, name, description, kind, licence, homepage, dimensions } = model;
  return { id, name, description, kind, licence, homepage, dimensions, bytes: totalBytes(model), installed };
}
