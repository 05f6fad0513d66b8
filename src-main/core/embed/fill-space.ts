import type { Gate } from "../indexer/gate.ts";
import { createInFlight } from "../indexer/in-flight.ts";
import type { EmbedRow, IndexClient } from "../indexer/index-service.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { EmbeddingSpace, VectorRow } from "../store/vector-reads.ts";
import type { Remote } from "../store/service.ts";

/** What long work on a space is given. */
export interface SpaceWork {
  readonly store: Remote<KnowledgeStore>;
  readonly signal: AbortSignal;
  readonly gate: Gate;
  /** Passages looked at, and vectors saved, since the last call. */
  readonly onProgress: (passages: number, vectors: number) => void;
}

const PAGE = 2000;
/** Pretrained models are slow and need the passages' words: smaller pages pause, cancel and report sooner. */
const WORDS_PAGE = 128;
/** More passages than this teach the built-in model little that is new, and training time would grow with the library. */
export const MAX_TRAINING_PASSAGES = 60_000;

/** Trains the built-in model on the library's own passages and makes its space, which does not serve yet. */
export async function trainBuiltinSpace(work: SpaceWork, client: IndexClient, passages: number): Promise<EmbeddingSpace> {
  await client.call("embed.begin", {}, { signal: work.signal });
  await collectPassages(work, client);
  return trainCollected(work, client, passages);
}

async function collectPassages(work: SpaceWork, client: IndexClient): Promise<void> {
  // In id order: ids are hashes, and so the first ones are a sample of the whole library.
  let collected = 0;
  let upcoming = work.store.passageTokens(-1, PAGE);
  while (collected < MAX_TRAINING_PASSAGES) {
    await work.gate.pass(work.signal);
    const rows = await upcoming;
    const last = rows.at(-1);
    if (last === undefined) break;
    upcoming = work.store.passageTokens(last.id, PAGE);
    upcoming.catch(() => undefined); // Awaited above, unless an earlier step fails first.
    collected += rows.length;
    await client.call("embed.collect", { rows }, { signal: work.signal });
  }
}

/** The same with what its worker has collected already. */
export async function trainCollected(work: SpaceWork, client: IndexClient, passages: number): Promise<EmbeddingSpace> {
  const createdAt = new Date().toISOString();
  const id = `builtin-${createdAt.replace(/\D/g, "")}`;
  const { model, dimensions } = await client.call("embed.train", { spaceId: id }, { signal: work.signal });
  const space: EmbeddingSpace = { id, embedder: "builtin", dimensions, trainedOn: passages, createdAt, state: "building" };
  await work.store.createSpace(space, model);
  return space;
}

/**
 * Gives every passage that has none a vector in the space. Reading the next page, embedding this one and saving the last one go on at
 * the same time: each is another thread's work. Stopped anywhere, it goes on from what is saved.
 * @param needsWords whether the embedder reads the passages' own words beside their tokens.
 */
export async function fillSpace(
  work: SpaceWork,
  spaceId: string,
  needsWords: boolean,
  embed: (rows: readonly EmbedRow[]) => Promise<readonly VectorRow[]>,
): Promise<void> {
  const { store } = work;
  const page = async (after: number): Promise<readonly EmbedRow[]> => {
    const rows = await store.passagesWithoutVector(spaceId, after, needsWords ? WORDS_PAGE : PAGE);
    if (!needsWords) return rows.map((row) => ({ ...row, title: "", text: "" }));
    const words = new Map((await store.readPassages(rows.map(({ id }) => id))).map((passage) => [passage.id, passage]));
    return rows.map((row) => ({ ...row, title: words.get(row.id)?.title ?? "", text: words.get(row.id)?.text ?? "" }));
  };
  await fillPages(work, spaceId, page, embed);
}

/** Gives the passages that a model was just trained on their vectors in its space: none of them is read again. */
export async function fillCollected(work: SpaceWork, spaceId: string, client: IndexClient): Promise<void> {
  const page = (after: number) => work.store.passagesMissing(spaceId, after, PAGE);
  await fillPages(work, spaceId, page, (passages) => client.call("embed.collectedVectors", { spaceId, passages }, { signal: work.signal }));
}

async function fillPages<Row extends { readonly id: number }>(
  { store, gate, signal, onProgress }: SpaceWork,
  spaceId: string,
  page: (after: number) => Promise<readonly Row[]>,
  embed: (rows: readonly Row[]) => Promise<readonly VectorRow[]>,
): Promise<void> {
  const saving = createInFlight(1);
  let upcoming = page(-1);
  for (;;) {
    await gate.pass(signal);
    const rows = await upcoming;
    const last = rows.at(-1);
    if (last === undefined) break;
    upcoming = page(last.id);
    upcoming.catch(() => undefined); // Awaited above, unless an earlier step fails first.
    const vectors = await embed(rows);
    await saving.add(async () => {
      await store.saveVectors(spaceId, vectors);
      onProgress(rows.length, vectors.length);
    });
  }
  await saving.drain();
}
