import type { EmbeddingBuild } from "../../../src-shared/contract/embedding.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { createGate } from "../indexer/gate.ts";
import type { EmbedRow } from "../indexer/index-service.ts";
import type { WorkerPool } from "../indexer/worker-pool.ts";
import type { Logger } from "../log/logger.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { EmbeddingSpace, VectorRow } from "../store/vector-reads.ts";
import type { Remote } from "../store/service.ts";
import type { Embedder } from "./embedder.ts";
import { fillSpace, trainBuiltinSpace, type SpaceWork } from "./fill-space.ts";
import { BUILTIN, type EmbedderSpec } from "./open-embedder.ts";

/** The embedder that the configuration asks for, ready to be opened. */
export interface ChosenEmbedder {
  /** As in `EmbeddingSpace.embedder`. */
  readonly name: string;
  readonly modelId: string;
  readonly label: string;
  /** Null for the built-in one: its model lies in its space. */
  readonly dimensions: number | null;
  /** How a worker opens it; or an embedder of this thread, for one that asks the network. */
  readonly open: { readonly spec: EmbedderSpec } | { readonly embedder: Embedder } | null;
}

export interface SpaceServiceOptions {
  readonly store: Remote<KnowledgeStore>;
  readonly pool: WorkerPool;
  readonly logger: Logger;
  /** What the configuration asks for now. Rejects when it cannot be had. */
  readonly chosen: () => Promise<ChosenEmbedder>;
  readonly onChange: () => void;
}

/**
 * Keeps the space of the chosen embedder complete: builds it beside the one that serves, switches in one step, fills in what index runs
 * added since. A build can be paused; cut off anywhere, it goes on from the vectors that were saved.
 */
export interface SpaceService {
  /** Brings the spaces in line with the configuration, in the background; joins work that is under way. */
  ensure(): Promise<void>;
  build(): EmbeddingBuild | null;
  pause(): void;
  resume(): void;
  /** Drops the work under way, if another embedder was chosen. */
  restart(): void;
  close(): Promise<void>;
}

/** Fewer passages teach the built-in model nothing. */
const MIN_TRAINING_PASSAGES = 20;

export function createSpaceService(options: SpaceServiceOptions): SpaceService {
  const { store, pool, logger, onChange } = options;
  const gate = createGate();
  let controller = new AbortController();
  let current: EmbeddingBuild | null = null;
  let working: Promise<void> | null = null;
  let again = false;
  let closed = false;

  function show(build: EmbeddingBuild | null): void {
    current = build;
    onChange();
  }

  async function work(signal: AbortSignal): Promise<void> {
    const chosen = await options.chosen();
    const spaces = await store.listSpaces();
    const active = spaces.find(({ state }) => state === "active") ?? null;
    if (active?.embedder === chosen.name) {
      // The built-in space is kept complete by index runs.
      if (chosen.name !== BUILTIN) await complete(chosen, active, signal);
      return;
    }
    const passages = await store.passageCount();
    if (passages === 0 || (chosen.name === BUILTIN && passages < MIN_TRAINING_PASSAGES)) return;
    if (chosen.name === BUILTIN && active === null) return; // An index run trains it.
    const begun = spaces.find((space) => space.embedder === chosen.name && sameShape(space, chosen)) ?? null;
    await complete(chosen, begun, signal);
  }

  const sameShape = (space: EmbeddingSpace, { dimensions }: ChosenEmbedder): boolean =>
    dimensions === null || space.dimensions === dimensions;

  /** Fills the space (made first when there is none) and lets it serve. */
  async function complete(chosen: ChosenEmbedder, begun: EmbeddingSpace | null, signal: AbortSignal): Promise<void> {
    if (begun?.state === "active" && (await store.passagesWithoutVector(begun.id, -1, 1)).length === 0) return;
    const total = await store.passageCount();
    const started = performance.now();
    let done = 0;
    const report = (more: number): void => {
      done += more;
      const rate = done / Math.max(0.001, (performance.now() - started) / 1000);
      show({
        modelId: chosen.modelId,
        modelName: chosen.label,
        done,
        total: Math.max(total, done),
        rate,
        state: gate.isOpen ? "running" : "paused",
        message: "",
      });
    };
    report(0);
    const lease = pool.lease();
    try {
      const task: SpaceWork = { store, signal, gate, onProgress: report };
      const isBuiltin = chosen.name === BUILTIN;
      const space = begun ?? (isBuiltin ? await trainBuiltinSpace(task, lease.client, total) : await create(chosen));
      const open = isBuiltin ? await builtinSpec(space.id) : chosen.open;
      if (open === null)
        throw new VerdigrisError("corrupt", "The embedding space has lost its model. Remove it in Settings.", { space: space.id });
      if ("spec" in open) await lease.client.call("embed.open", { spaceId: space.id, spec: open.spec }, { signal });
      const embed = async (rows: readonly EmbedRow[]): Promise<readonly VectorRow[]> =>
        "spec" in open
          ? lease.client.call("embed.vectors", { spaceId: space.id, rows }, { signal })
          : vectorsOf(rows, await open.embedder.embedPassages(rows, signal));
      await fillSpace(task, space.id, !isBuiltin, embed);
      if (space.state !== "active") await store.activateSpace(space.id);
      show(null);
    } finally {
      lease.release();
    }
  }

  async function create(chosen: ChosenEmbedder): Promise<EmbeddingSpace> {
    const createdAt = new Date().toISOString();
    const space: EmbeddingSpace = {
      id: `${chosen.modelId.replace(/[^A-Za-z0-9-]/g, "-")}-${createdAt.replace(/\D/g, "")}`,
      embedder: chosen.name,
      dimensions: chosen.dimensions ?? 1,
      trainedOn: 0,
      createdAt,
      state: "building",
    };
    await store.createSpace(space, null);
    return space;
  }

  async function builtinSpec(spaceId: string): Promise<{ readonly spec: EmbedderSpec } | null> {
    const model = await store.readSpaceModel(spaceId);
    return model === null ? null : { spec: { kind: "builtin", model } };
  }

  async function run(): Promise<void> {
    const { signal } = controller;
    try {
      await work(signal);
    } catch (error) {
      if (signal.aborted) {
        show(null);
        return;
      }
      logger.warn("The vectors of the chosen model are not complete.", { error });
      const message = error instanceof VerdigrisError ? error.message : "Something unexpected happened; the log says what.";
      const before = current;
      show({
        modelId: before?.modelId ?? "",
        modelName: before?.modelName ?? "",
        done: before?.done ?? 0,
        total: before?.total ?? 0,
        rate: 0,
        state: "failed",
        message: `${message} Search goes on with what it has.`,
      });
      throw error;
    }
  }

  function ensure(): Promise<void> {
    if (closed) return Promise.resolve();
    if (working !== null) {
      again = true;
      return working;
    }
    const loop = async (): Promise<void> => {
      do {
        again = false;
        await run();
      } while (again && !closed);
    };
    const task = loop().finally(() => {
      working = null;
    });
    working = task;
    task.catch(() => undefined); // Whoever waits is told; the state shows it.
    return task;
  }

  return {
    ensure,
    build: () => current,
    pause() {
      gate.close();
      if (current !== null) show({ ...current, state: "paused" });
    },
    resume() {
      gate.open();
      if (current?.state === "paused") show({ ...current, state: "running" });
      void ensure().catch(() => undefined);
    },
    restart() {
      controller.abort();
      controller = new AbortController();
      gate.open();
      void (async () => {
        await working?.catch(() => undefined);
        await ensure();
      })().catch(() => undefined);
    },
    async close() {
      closed = true;
      controller.abort();
      await working?.catch(() => undefined);
    },
  };
}

function vectorsOf(rows: readonly EmbedRow[], vectors: readonly (Float32Array | null)[]): VectorRow[] {
  return rows.flatMap((row, at) => {
    const vector = vectors[at];
    return vector == null ? [] : [{ passageId: row.id, vector }];
  });
}
