import type { KnowledgeReader, KnowledgeStore } from "./knowledge-store.ts";
import type { MachineStore } from "./machine-store.ts";
import { releaseConnections } from "./sqlite/connection.ts";
import { openMachineStore } from "./sqlite/machine-db.ts";
import { openSqliteReader } from "./sqlite/sqlite-reader.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";

/** What a worker is told of the store it opens: the validated configuration, with paths made absolute. */
export interface StoreSettings {
  readonly path: string;
  readonly machinePath: string;
  readonly backupsDir: string;
  /** Where a reader may keep what it can make again. */
  readonly cacheDir: string;
  /** Pretrained embedding models. */
  readonly modelsDir: string;
}

/** Opens the store of the store's thread. libSQL has a process of its own (`connect-turso.ts`). */
export function openStore(settings: StoreSettings): KnowledgeStore {
  return openSqliteStore(settings);
}

export function openReader(settings: StoreSettings): KnowledgeReader & { close(): void } {
  return openSqliteReader(settings.path);
}

/** This machine's own database: always SQLite, whatever the knowledge backend. */
export function openMachine(settings: StoreSettings): MachineStore {
  return openMachineStore(settings.machinePath, settings.backupsDir);
}

/** Gives back the memory by which this thread's databases are fast; they are as fast again after a few reads. */
export function releaseStores(): void {
  releaseConnections();
}
