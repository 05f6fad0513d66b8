import { BUILTIN } from "../embed/open-embedder.ts";
import { fillCollected, fillSpace, trainBuiltinSpace, trainCollected, type SpaceWork } from "../embed/fill-space.ts";
import type { EmbeddingSpace } from "../store/vector-reads.ts";
import type { IndexClient } from "./index-service.ts";
import type { RunContext, RunTally } from "./run-context.ts";

/** A model trained on a library this many times smaller does not know its words any more. */
const RETRAIN_GROWTH = 1.5;
/** Below this there is nothing to learn from; words alone answer. */
const MIN_TRAINING_PASSAGES = 20;

/**
 * Gives every passage a vector in the built-in space. Trains its model first when there is none or the library has outgrown it: the
 * new space is built beside the old one, which serves until the switch. Spaces of other embedders are the space service's.
 */
export async function embedPassages(run: RunContext, tally: RunTally): Promise<void> {
  const { store, progress } = run;
  progress.start("embed", null);
  const lease = run.pool.borrow();
  const work: SpaceWork = {
    store,
    signal: run.signal,
    gate: run.gate,
    onProgress(passages, vectors) {
      tally.vectorsWritten += vectors;
      progress.advance("embed", passages);
    },
  };
  const fill = (spaceId: string): Promise<void> =>
    fillSpace(work, spaceId, false, (rows) => lease.client.call("embed.vectors", { spaceId, rows }, { signal: run.signal }));
  try {
    const passages = await store.passageCount();
    const spaces = await store.listSpaces();
    const active = spaces.find((space) => space.state === "active") ?? null;
    if (active !== null && active.embedder !== BUILTIN) return;
    const begun = spaces.find((space) => space.state === "building" && space.embedder === BUILTIN) ?? null;
    const isStale = (space: EmbeddingSpace | null): boolean => space === null || passages > space.trainedOn * RETRAIN_GROWTH;
    if (isStale(active) && passages >= MIN_TRAINING_PASSAGES) {
      const isCollected = (await gatherCollected(run, lease.client)) === passages;
      // Training needs memory, and what the readers hold (grammars, parsers' heaps) is not needed any more.
      run.pool.rest();
      if (begun !== null && isStale(begun)) await store.removeSpace(begun.id);
      const unfinished = begun !== null && !isStale(begun) && (await load(run, lease.client, begun)) ? begun : null;
      const train = isCollected ? trainCollected : trainBuiltinSpace;
      const space = unfinished ?? (await train(work, lease.client, passages));
      progress.setTotal("embed", passages);
      if (unfinished === null) await fillCollected(work, space.id, lease.client);
      await fill(space.id);
      await store.activateSpace(space.id);
      if (active !== null) await store.removeSpace(active.id);
    } else if (active !== null && (await store.passagesWithoutVector(active.id, -1, 1)).length > 0) {
      if (await load(run, lease.client, active)) await fill(active.id);
    }
  } finally {
    lease.release();
    progress.finish("embed");
  }
}

/** Brings what the workers collected on the way into one of them. Returns how many passages it has then: fewer where a worker ended early. */
async function gatherCollected({ pool, collection: of, signal }: RunContext, client: IndexClient): Promise<number> {
  const collection = of();
  if (collection === null) return 0;
  const others = pool.running().filter((other) => other !== client);
  const parts = await Promise.all(others.map((other) => other.call("embed.takeCollected", { collection }, { signal })));
  return client.call("embed.addCollected", { collection, parts: parts.filter((part) => part !== null) }, { signal });
}

/** False when the space has lost its model. */
async function load(run: RunContext, client: IndexClient, space: EmbeddingSpace): Promise<boolean> {
  const model = await run.store.readSpaceModel(space.id);
  if (model === null) return false;
  await client.call("embed.open", { spaceId: space.id, spec: { kind: "builtin", model } }, { signal: run.signal });
  return true;
}
