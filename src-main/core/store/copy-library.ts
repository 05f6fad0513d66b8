import type { DocumentId, RepositoryId } from "../../../src-shared/domain/index.ts";
import { chunks } from "../chunks.ts";
import { isSameContent, missingIn, verifyCopy } from "./verify-copy.ts";
import type { KnowledgeReader, KnowledgeStore } from "./knowledge-store.ts";
import type { DocumentDigest } from "./transfer-reads.ts";

export interface CopyProgress {
  readonly phase: "documents" | "links" | "vectors" | "verify";
  readonly done: number;
  readonly total: number;
}

export interface CopyOptions {
  /** What is copied; everything when left out. */
  readonly includes?: (document: DocumentDigest) => boolean;
  /**
   * Compares what else belongs to documents that are there already too (a commit's tags, say, which its digest does not tell), and
   * copies those that differ again. Costs as much as verifying.
   */
  readonly comparesContent?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
}

export interface CopyReport {
  readonly repositories: number;
  /** Documents of the source that are to be in the target. */
  readonly documents: number;
  /** Those that were written; the others were there already. */
  readonly copied: number;
  readonly passages: number;
  readonly vectors: number;
  /** What is not the same in the target afterwards, for a person. Empty is success. */
  readonly differences: readonly string[];
}

const PAGE = 1000;
const DOCUMENTS_AT_ONCE = 25;
const COMMITS_AT_ONCE = 200;
const VECTORS_AT_ONCE = 500;
const STARS_AT_ONCE = 200;

/**
 * Copies a library into another store, whatever the backends, through the port's own operations: each write is atomic, a
 * document that is there already costs nothing, and a copy that was cut short is finished by the next one. The source is only
 * read. Ends by comparing what both hold (`verify-copy.ts`).
 */
export async function copyLibrary(source: KnowledgeReader, target: KnowledgeStore, options: CopyOptions = {}): Promise<CopyReport> {
  const { signal, onProgress, includes = () => true, comparesContent = false } = options;
  const repositories = await source.listRepositories();
  for (const repository of repositories) {
    await target.upsertRepository(repository);
    await target.renameRepository(repository.id, repository.name);
  }
  const wanted = (await readDigests(source, signal)).filter(includes);

  let [done, copied, passages] = [0, 0, 0];
  const report = (count: number): void => {
    done += count;
    onProgress?.({ phase: "documents", done, total: wanted.length });
  };
  for (const [repositoryId, documents] of Map.groupBy(wanted, (one) => one.repositoryId)) {
    for (const [kind, size] of [["file", DOCUMENTS_AT_ONCE] as const, ["commit", COMMITS_AT_ONCE] as const]) {
      const ofKind = documents.filter((one) => (one.kind === "commit") === (kind === "commit"));
      for (const part of chunks(ofKind, size)) {
        signal?.throwIfAborted();
        const absent = await missingIn(target, part);
        const unlike = comparesContent && absent.length < part.length && !(await isSameContent(source, target, part));
        const missing = unlike ? part.map(({ id }) => id) : absent;
        passages += await copyDocuments(source, target, repositoryId, kind, missing);
        copied += missing.length;
        report(part.length);
      }
    }
  }
  await copyLinks(source, target, options);
  for (const part of chunks(await source.starStates(), STARS_AT_ONCE)) await target.saveStars(part);
  const vectors = await copyVectors(source, target, options);
  const differences = await verifyCopy(source, target, wanted, options);
  return { repositories: repositories.length, documents: wanted.length, copied, passages, vectors, differences };
}

/** Of all documents. */
export async function readDigests(source: Pick<KnowledgeReader, "documentDigests">, signal?: AbortSignal): Promise<DocumentDigest[]> {
  const digests: DocumentDigest[] = [];
  for (let after = -1; ;) {
    signal?.throwIfAborted();
    const page = await source.documentDigests(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return digests;
    digests.push(...page);
    after = last.id;
  }
}

async function copyDocuments(
  source: KnowledgeReader,
  target: KnowledgeStore,
  repositoryId: RepositoryId,
  kind: "file" | "commit",
  ids: readonly DocumentId[],
): Promise<number> {
  if (ids.length === 0) return 0;
  if (kind === "commit") {
    const writes = await source.exportCommits(repositoryId, ids);
    await target.writeCommits(repositoryId, writes);
    return writes.reduce((sum, write) => sum + write.passages.length, 0);
  }
  const writes = await source.exportDocuments(ids);
  await target.replaceDocuments(writes);
  return writes.reduce((sum, write) => sum + write.passages.length, 0);
}

async function copyLinks(source: KnowledgeReader, target: KnowledgeStore, { signal, onProgress }: CopyOptions): Promise<void> {
  const repositories = await source.listRepositories();
  for (const [index, { id }] of repositories.entries()) {
    const links = await source.sessionLinks(id);
    // Links that are gone here, of sessions that are not.
    const linked = new Set(links.map(({ sessionId }) => sessionId));
    const here = new Set((await source.listSessions({ repositoryIds: [id], includeInit: true })).map((session) => session.id));
    const gone = (await target.sessionLinks(id)).filter(({ sessionId }) => here.has(sessionId) && !linked.has(sessionId));
    for (const part of chunks([...links, ...gone.map(({ sessionId }) => ({ sessionId, links: [] }))], COMMITS_AT_ONCE)) {
      signal?.throwIfAborted();
      await target.replaceSessionLinks(id, part);
    }
    onProgress?.({ phase: "links", done: index + 1, total: repositories.length });
  }
}

/**
 * All spaces with their models: the one that serves, those that served before it and can again, and one that is being built. A
 * target that serves by another space keeps it, and the vectors of the source's are made there.
 */
async function copyVectors(source: KnowledgeReader, target: KnowledgeStore, options: CopyOptions): Promise<number> {
  const serving = (await target.listSpaces()).find(({ state }) => state === "active");
  let copied = 0;
  for (const space of await source.listSpaces()) {
    const isActive = space.state === "active";
    if (isActive && serving !== undefined && serving.id !== space.id) continue;
    await target.createSpace(isActive ? { ...space, state: "building" } : space, await source.readSpaceModel(space.id));
    copied += await copySpace(source, target, space.id, copied, options);
    if (isActive && serving === undefined) await target.activateSpace(space.id);
  }
  return copied;
}

async function copySpace(
  source: KnowledgeReader,
  target: KnowledgeStore,
  space: string,
  before: number,
  { signal, onProgress }: CopyOptions,
): Promise<number> {
  const total = before + (await source.passageCount());
  let copied = 0;
  let page = await source.vectorPage(space, -1, VECTORS_AT_ONCE);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    signal?.throwIfAborted();
    const held = await target.readVectors(
      space,
      page.map(({ passageId }) => passageId),
    );
    const missing = page.filter(({ passageId }) => !held.some((one) => one.passageId === passageId));
    if (missing.length > 0) await target.saveVectors(space, missing);
    copied += page.length;
    onProgress?.({ phase: "vectors", done: before + copied, total });
    page = await source.vectorPage(space, last.passageId, VECTORS_AT_ONCE);
  }
  return copied;
}
