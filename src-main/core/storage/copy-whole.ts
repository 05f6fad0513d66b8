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
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CopyProgress) => void;
}

const REMOVED_AT_ONCE = 200;

/**
 * Copies a library for good: what is written meanwhile is copied too, both are compared, and only then is anything removed.
 * @returns what the first pass did.
 * @throws VerdigrisError "conflict" when the target does not hold the same afterwards.
 */
export async function copyWhole(source: KnowledgeReader, target: KnowledgeStore, options: WholeCopyOptions): Promise<CopyReport> {
  const { exclusive, signal, onProgress } = options;
  // A server that does not answer must not keep a cancelled switch: closing ends what waits for it.
  const copy = (comparesContent: boolean) => untilAborted(signal, copyLibrary(source, target, { signal, onProgress, comparesContent }));
  if (exclusive) await removeOtherSpaces(source, target);
  const first = await copy(exclusive);
  // What was written meanwhile.
  const report = first.copied > 0 ? await copy(false) : first;
  if (report.differences.length > 0 || (first.copied > 0 && report.copied > 0)) throw notSame(report.differences.join("; "));
  if (!exclusive) return first;
  await removeBeyond(target, await findBeyond(source, target, signal), signal);
  if (!isNothing(await findBeyond(source, target, signal))) throw notSame("it holds what was removed here");
  return first;
}

/** What a target holds that its source does not. */
export interface Beyond {
  readonly repositories: readonly RepositoryId[];
  readonly documents: readonly DocumentId[];
}

export async function findBeyond(source: KnowledgeReader, target: KnowledgeReader, signal: AbortSignal): Promise<Beyond> {
  const repositories = new Set((await source.listRepositories()).map(({ id }) => id));
  const documents = new Set((await readDigests(source, signal)).map(({ id }) => id));
  return {
    repositories: (await target.listRepositories()).map(({ id }) => id).filter((id) => !repositories.has(id)),
    documents: (await readDigests(target, signal)).map(({ id }) => id).filter((id) => !documents.has(id)),
  };
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
