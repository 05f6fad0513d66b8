import type { DocumentId, Instant, RepositoryId } from "../../../src-shared/domain/index.ts";
import type { Awaitable } from "./knowledge-store.ts";

/**
 * What belongs to this machine alone and is never synced: where repositories lie, what their files looked like at the last
 * run, the state of runs, history and view state. Always SQLite (`machine.db`), whatever the knowledge backend.
 */
export interface MachineStore {
  /** A consistent copy to a new file, also while in use. */
  backup(target: string): Awaitable<void>;
  listCheckouts(): Awaitable<readonly Checkout[]>;
  upsertCheckout(checkout: Checkout): Awaitable<void>;
  removeCheckout(repositoryId: RepositoryId): Awaitable<void>;

  fileStats(repositoryId: RepositoryId): Awaitable<readonly FileStat[]>;
  /** Written after the documents have landed: a crash between the two costs a re-read, never a missed change. */
  saveFileStats(repositoryId: RepositoryId, stats: readonly FileStat[]): Awaitable<void>;
  removeFileStats(repositoryId: RepositoryId, paths: readonly string[]): Awaitable<void>;
  clearFileStats(repositoryId: RepositoryId): Awaitable<void>;

  saveRun(run: RunRecord): Awaitable<void>;
  /** Newest first. */
  listRuns(limit: number): Awaitable<readonly RunRecord[]>;

  readValue(key: string): Awaitable<string | null>;
  writeValue(key: string, value: string | null): Awaitable<void>;
  /** Query history: newest first, no duplicates. */
  recordQuery(text: string, at: Instant): Awaitable<void>;
  recentQueries(limit: number): Awaitable<readonly string[]>;
  forgetQuery(text: string): Awaitable<void>;
  clearQueries(): Awaitable<void>;

  /** What sync has sent and fetched so far: of all documents, or of those with ids above `after` up to `upTo`. */
  syncedDocuments(after?: DocumentId, upTo?: DocumentId): Awaitable<readonly SyncedDocument[]>;
  /** Of these; in no order, absent ones left out. */
  syncedDocumentsOf(ids: readonly DocumentId[]): Awaitable<readonly SyncedDocument[]>;
  saveSyncedDocuments(documents: readonly SyncedDocument[]): Awaitable<void>;
  removeSyncedDocuments(ids: readonly DocumentId[]): Awaitable<void>;
  /** Documents of a repository that came from another machine: no file here stands for them. */
  fetchedDocuments(repositoryId: RepositoryId): Awaitable<readonly DocumentId[]>;
  close(): Awaitable<void>;
}

/** A document as it was when it was last sent, or fetched. */
export interface SyncedDocument {
  readonly id: DocumentId;
  readonly repositoryId: RepositoryId;
  readonly direction: "sent" | "fetched";
  /** Of the document in this machine's library at that time. */
  readonly digest: string;
}

export interface Checkout {
  readonly repositoryId: RepositoryId;
  /** Real absolute path. */
  readonly root: string;
  readonly addedAt: Instant;
  readonly watch: boolean;
  /** The repository's own rules, gitignore syntax. */
  readonly exclude: readonly string[];
  readonly include: readonly string[];
}

/** A file as last indexed. `readerVersion` changes when its reader's output would. */
export interface FileStat {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly inode: number;
  readonly contentHash: string;
  readonly readerVersion: number;
}

export interface RunRecord {
  readonly id: string;
  readonly repositoryId: RepositoryId;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  /** `running` at start-up means the last process died: the run is resumed. */
  readonly state: "running" | "paused" | "done" | "cancelled" | "failed";
  readonly message: string;
}
