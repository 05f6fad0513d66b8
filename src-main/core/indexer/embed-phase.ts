import type { EmbeddingSpace } from "../store/knowledge-store.ts";
import type { IndexClient } from "./index-service.ts";
import { createInFlight } from "./in-flight.ts";
import type { RunContext, RunTally } from "./run-context.ts";

const PAGE = 2000;
/** More passages than this teach the built-in model little that is new, and training time would grow with the library. */
const MAX_TRAINING_PASSAGES = 60_000;
/** A model trained on a library this many times smaller does not know its words any more. */
const RETRAIN_GROWTH = 1.5;
/** Below this there is nothing to learn from; words alone answer. */
const MIN_TRAINING_PASSAGES = 20;

/**
 * Gives every passage a vector in the active space. Trains the built-in model first when there is none or the library has
 * outgrown it: the new space is built beside the old one, which serves until the switch.
 */
export async function embedPassages(run: RunContext, tally: RunTally): Promise<void> {
  const { store, progress } = run;
  progress.start("embed", null);
  const lease = run.pool.lease();
  try {
    const passages = await store.passageCount();
    const spaces = await store.listSpaces();
    const active = spaces.find((space) => space.state === "active") ?? null;
    for (const abandoned of spaces.filter((space) => space.state === "building")) await store.removeSpace(abandoned.id);
    const stale = active === null || passages > active.trainedOn * RETRAIN_GROWTH;
    if (stale && passages >= MIN_TRAINING_PASSAGES) {
      const space = await train(run, lease.client, passages);
      await fill(run, tally, lease.client, space.id, passages);
      await store.activateSpace(space.id);
      if (active !== null) await store.removeSpace(active.id);
    } else if (active !== null) {
      await fillActive(run, tally, lease.client, active);
    }
  } finally {
    lease.release();
  }
  progress.finish("embed");
}

async function train(run: RunContext, client: IndexClient, passages: number): Promise<EmbeddingSpace> {
  await client.call("embed.begin", {}, { signal: run.signal });
  // In id order: ids are hashes, and so the first ones are a sample of the whole library.
  let collected = 0;
  let upcoming = run.store.passageTokens(-1, PAGE);
  while (collected < MAX_TRAINING_PASSAGES) {
    await run.gate.pass(run.signal);
    const rows = await upcoming;
    const last = rows.at(-1);
    if (last === undefined) break;
    upcoming = run.store.passageTokens(last.id, PAGE);
    upcoming.catch(() => undefined); // Awaited above, unless an earlier step fails first.
    collected += rows.length;
    await client.call("embed.collect", { rows }, { signal: run.signal });
  }
  const createdAt = new Date().toISOString();
  const id = `builtin-${createdAt.replace(/\D/g, "")}`;
  const { model, dimensions } = await client.call("embed.train", { spaceId: id }, { signal: run.signal });
  const space: EmbeddingSpace = { id, embedder: "builtin", dimensions, trainedOn: passages, createdAt, state: "building" };
  await run.store.createSpace(space, model);
  return space;
}

async function fillActive(run: RunContext, tally: RunTally, client: IndexClient, space: EmbeddingSpace): Promise<void> {
  const missing = await run.store.passagesWithoutVector(space.id, -1, 1);
  if (missing.length === 0) return;
  const model = await run.store.readSpaceModel(space.id);
  if (model === null) return;
  await client.call("embed.load", { spaceId: space.id, model }, { signal: run.signal });
  await fill(run, tally, client, space.id, null);
}

/** Reading the next page, embedding this one and saving the last one go on at the same time: each is another thread's work. */
async function fill(run: RunContext, tally: RunTally, client: IndexClient, spaceId: string, total: number | null): Promise<void> {
  if (total !== null) run.progress.setTotal("embed", total);
  const page = (after: number) => run.store.passagesWithoutVector(spaceId, after, PAGE);
  const saving = createInFlight(1);
  let upcoming = page(-1);
  for (;;) {
    await run.gate.pass(run.signal);
    const rows = await upcoming;
    const last = rows.at(-1);
    if (last === undefined) break;
    upcoming = page(last.id);
    upcoming.catch(() => undefined); // Awaited above, unless an earlier step fails first.
    const vectors = await client.call("embed.vectors", { spaceId, rows }, { signal: run.signal });
    await saving.add(async () => {
      await run.store.saveVectors(spaceId, vectors);
      tally.vectorsWritten += vectors.length;
      run.progress.advance("embed", rows.length);
    });
  }
  await saving.drain();
}
