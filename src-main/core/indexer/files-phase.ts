import { isTranscriptDocument, type DocumentId } from "../../../src-shared/domain/index.ts";
import { scanFolder, type ExcludedPath } from "../scan/scan-folder.ts";
import type { DocumentKey, DocumentWrite } from "../store/knowledge-store.ts";
import type { Packed } from "../store/packed.ts";
import { createCoalescer } from "./coalescer.ts";
import type { FileStat } from "../store/machine-store.ts";
import type { FileToRead, FilesReading } from "./index-service.ts";
import { emptyDocument } from "./empty-document.ts";
import { documentId } from "./identity.ts";
import { createInFlight } from "./in-flight.ts";
import { oweLinks } from "./owed-links.ts";
import type { RunContext, RunTally } from "./run-context.ts";
import { READERS_VERSION } from "./readers-version.ts";

/** A batch is read, parsed and written as one; large enough to be cheap, small enough that pause and cancel take effect soon. */
const BATCH_FILES = 48;
const BATCH_BYTES = 512 * 1024;

export interface FilesRead {
  readonly sessionsChanged: boolean;
  /** Every path that the scan found. */
  readonly present: ReadonlySet<string>;
  /** What the library held of the repository when the run began. */
  readonly before: readonly DocumentKey[];
}

/** Scans, reads what changed, writes it, and removes what is gone. */
export async function readFiles(run: RunContext, tally: RunTally): Promise<FilesRead> {
  const { store, machine, pool, progress, repository } = run;
  const known = new Map((await machine.fileStats(repository.id)).map((stat) => [stat.path, stat]));
  const present = new Set<string>();
  const { shared } = (await store.info()).capabilities;
  const before = await store.documentKeys(repository.id);
  // In a library that other machines write too, what another one removed and this one still has is read again.
  const held = shared ? new Set(before.map(({ path }) => path)) : null;
  // Three batches a worker: one is read, one waits for it, one is written.
  const work = createInFlight(pool.size * 3);
  const writer = createCoalescer<Packed<readonly DocumentWrite[]>>((batches) => store.replacePacked(batches));
  let sessionsChanged = false;
  let batch: FileToRead[] = [];
  let batchBytes = 0;

  async function flush(): Promise<void> {
    const files = batch;
    batch = [];
    batchBytes = 0;
    if (files.length === 0) return;
    await run.gate.pass(run.signal);
    await work.add(async () => {
      const input = { root: run.checkout.root, repositoryId: repository.id, files, caps: run.caps, collection: run.collection() };
      await land(await pool.call("index.readFiles", input, run.signal));
      progress.advance("read", files.length);
    });
  }

  async function land(reading: FilesReading): Promise<void> {
    for (const path of reading.vanished) present.delete(path);
    tally.filesRead += reading.documents;
    tally.passagesWritten += reading.passages;
    sessionsChanged ||= reading.hasSession;
    if (reading.quarantined > 0) progress.quarantined(reading.quarantined);
    if (reading.hasSession) await oweLinks(machine, repository.id);
    await writer.add(reading.writes === null ? [] : [reading.writes]);
    // After the documents: dying between the two costs one re-read, the other order would lose a change.
    await machine.saveFileStats(repository.id, reading.stats);
  }

  progress.start("scan", null);
  progress.start("read", null);
  let toRead = 0;
  const leftOut: ExcludedPath[] = [];
  for await (const entry of scanFolder({ root: run.checkout.root, rules: run.checkout, caps: run.caps, signal: run.signal })) {
    if (entry.kind === "excluded") {
      if (entry.reason === "ignored" || entry.reason === "rule") continue;
      present.add(entry.path);
      if (known.get(entry.path)?.contentHash !== skippedMark(entry)) leftOut.push(entry);
      continue;
    }
    tally.filesSeen++;
    present.add(entry.path);
    progress.advance("scan", 1);
    if (run.only !== null && !run.only.has(entry.path)) continue;
    const stat = held === null || held.has(entry.path) ? (known.get(entry.path) ?? null) : null;
    if (run.only === null && stat !== null && isUnchanged(stat, entry)) continue;
    toRead++;
    progress.setTotal("read", toRead);
    batch.push({
      path: entry.path,
      bytes: entry.bytes,
      mtimeMs: entry.mtimeMs,
      inode: entry.inode,
      known: run.only === null ? stat : null,
    });
    batchBytes += Math.min(entry.bytes, run.caps.maxFileBytes);
    if (batch.length >= BATCH_FILES || batchBytes >= BATCH_BYTES) await flush();
  }
  progress.finish("scan");
  await flush();
  await work.drain();
  await landLeftOut(run, leftOut);
  if (run.only === null) sessionsChanged = (await removeGone(run, tally, { present, known, before, shared })) || sessionsChanged;
  progress.finish("read");
  return { sessionsChanged, present, before };
}

/** Names what the scan saw and will not read, with the reason. What rules leave out is not named: that is what rules are for. */
async function landLeftOut(run: RunContext, paths: readonly ExcludedPath[]): Promise<void> {
  if (paths.length === 0) return;
  const { store, machine, repository, progress } = run;
  const none = { passages: [], symbols: [], session: null, belief: null };
  await store.replaceDocuments(
    paths.map(({ path, detail }) => ({
      document: { ...emptyDocument(repository.id, path, 0), state: "skipped", reason: detail },
      ...none,
    })),
  );
  const readerVersion = READERS_VERSION;
  const stats = paths.map((one) => ({ path: one.path, bytes: 0, mtimeMs: 0, inode: 0, contentHash: skippedMark(one), readerVersion }));
  await machine.saveFileStats(repository.id, stats);
  progress.quarantined(paths.length);
}

/** Stands for the content of what is not read: while it is the same, nothing is written. */
function skippedMark({ reason, detail }: ExcludedPath): string {
  return `${reason}: ${detail}`;
}

function isUnchanged(stat: FileStat, entry: { readonly bytes: number; readonly mtimeMs: number; readonly inode: number }): boolean {
  return (
    stat.bytes === entry.bytes && stat.mtimeMs === entry.mtimeMs && stat.inode === entry.inode && stat.readerVersion === READERS_VERSION
  );
}

async function removeGone(
  run: RunContext,
  tally: RunTally,
  {
    present,
    known,
    before,
    shared,
  }: Pick<FilesRead, "present" | "before"> & {
    readonly known: ReadonlyMap<string, FileStat>;
    readonly shared: boolean;
  },
): Promise<boolean> {
  const { store, machine, repository } = run;
  const gone: DocumentId[] = [];
  const elsewhere = new Set(await machine.fetchedDocuments(repository.id));
  // In a library that other machines write too, only what this one has read before can be gone: the rest are theirs.
  for (const key of before) {
    if (present.has(key.path) || isTranscriptDocument(key.path) || elsewhere.has(key.id)) continue;
    if (!shared || known.has(key.path)) gone.push(key.id);
  }
  if (gone.length > 0) {
    await oweLinks(machine, repository.id);
    await store.removeDocuments(gone);
  }
  tally.filesRemoved = gone.length;
  const stale = [...known.keys()].filter((path) => !present.has(path) && !isTranscriptDocument(path));
  if (stale.length > 0) await machine.removeFileStats(repository.id, stale);
  const removed = new Set(gone);
  return stale.some((path) => removed.has(documentId(repository.id, path)));
}
