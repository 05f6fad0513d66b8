import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { DocumentId, RepositoryId } from "../../../src-shared/domain/index.ts";
import { chunks } from "../chunks.ts";
import { copyLibrary, readDigests, type CopyProgress, type CopyReport } from "../store/copy-library.ts";
import type { KnowledgeReader, KnowledgeStore } from "../store/knowledge-store.ts";
import { untilAborted } from "../until-aborted.ts";

export interface WholeCopyOptions {
  /**
   * The target is nobody else's: what it has beyond the source (it was left by an earlier switch, and things were removed since) is
   * removed. On a server it stays: other machines write there.
   */
  readonly exclusive: boolean;
  /** Of the source: another number after every write, whoever made it. */
  readonly version: () => Promise<number>;
  /** Resolves when nobody here writes to the source any more. Who calls lets them go on. */
  readonly hold: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CopyProgress) => void;
}

export interface WholeCopy {
  /** What the first pass did. */
  readonly report: CopyReport;
  /** The source's, that the target is the same as. */
  readonly version: number;
}

const REMOVED_AT_ONCE = 200;

/**
 * Copies a library for good, while it is used: what is written meanwhile is copied too, and what is removed meanwhile is removed. Writing
 * waits for the last comparison alone, and only then is anything removed of what was there before.
 * @throws VerdigrisError "conflict" when the target does not hold the same afterwards.
 */
export async function copyWhole(source: KnowledgeReader, target: KnowledgeStore, options: WholeCopyOptions): Promise<WholeCopy> {
  const { exclusive, signal, onProgress, version, hold } = options;
  // A server that does not answer must not keep a cancelled switch: closing ends what waits for it.
  const copy = (comparesContent: boolean) => untilAborted(signal, copyLibrary(source, target, { signal, onProgress, comparesContent }));
  if (exclusive) await removeOtherSpaces(source, target);
  let seen = await version();
  const before = await contentsOf(source, signal);
  const first = await copy(exclusive);
  let last = first;
  // Once more before anybody has to wait: what an index run wrote during a long copy is much, what it writes during this one is little.
  const now = await version();
  if (now !== seen) {
    seen = now;
    last = await copy(true);
  }
  await untilAborted(signal, hold());
  const held = await version();
  if (held !== seen) last = await copy(true);
  if (last.differences.length > 0) throw notSame(last.differences.join("; "));
  if (!exclusive) {
    await removeGone(target, before, await contentsOf(source, signal), signal);
    return { report: first, version: held };
  }
  await removeBeyond(target, await findBeyond(source, target, signal), signal);
  if (!isNothing(await findBeyond(source, target, signal))) throw notSame("it holds what was removed here");
  return { report: first, version: held };
}

/** What a target holds that its source does not. */
export interface Beyond {
  readonly repositories: readonly RepositoryId[];
  readonly documents: readonly DocumentId[];
}

export async function findBeyond(source: KnowledgeReader, target: KnowledgeReader, signal: AbortSignal): Promise<Beyond> {
  return difference(await contentsOf(target, signal), await contentsOf(source, signal));
}

async function contentsOf(library: KnowledgeReader, signal: AbortSignal): Promise<Beyond> {
  const repositories = (await library.listRepositories()).map(({ id }) => id);
  return { repositories, documents: (await readDigests(library, signal)).map(({ id }) => id) };
}

function difference(all: Beyond, without: Beyond): Beyond {
  const [repositories, documents] = [new Set(without.repositories), new Set(without.documents)];
  return {
    repositories: all.repositories.filter((id) => !repositories.has(id)),
    documents: all.documents.filter((id) => !documents.has(id)),
  };
}

/** What the source lost since it was first looked at. */
async function removeGone(target: KnowledgeStore, before: Beyond, now: Beyond, signal: AbortSignal): Promise<void> {
  await removeBeyond(target, difference(before, now), signal);
}

export function isNothing({ repositories, documents }: Beyond): boolean {
  return repositories.length + documents.length === 0;
}

async function removeBeyond(target: KnowledgeStore, { repositories, documents }: Beyond, signal: AbortSignal): Promise<void> {
  for (const part of chunks(documents, REMOVED_AT_ONCE)) {
    signal.throwIfAborted();
    await target.removeDocuments(part);
  }
  for (const id of repositories) await target.removeRepository(id);
}

/** Those that the source has not, or in another state: the target is to serve by the source's. Vectors can always be made again. */
async function removeOtherSpaces(source: KnowledgeReader, target: KnowledgeStore): Promise<void> {
  const same = new Map((await source.listSpaces()).map(({ id, state }) => [id, state]));
  for (const { id, state } of await target.listSpaces()) if (same.get(id) !== state) await target.removeSpace(id);
}

function notSame(differences: string): VerdigrisError {
  return new VerdigrisError("conflict", `The copy is not the same: ${differences}. The old storage serves on.`);
}
