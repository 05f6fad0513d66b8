import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { KnowledgeReader, KnowledgeStore } from "./knowledge-store.ts";
import type { MachineStore } from "./machine-store.ts";
import { openMachineStore } from "./sqlite/machine-db.ts";
import { openSqliteReader } from "./sqlite/sqlite-reader.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";

/** What a worker is told of the store it opens: the validated configuration, with paths made absolute. */
export interface StoreSettings {
  readonly backend: "sqlite" | "turso";
  readonly path: string;
  readonly machinePath: string;
  readonly backupsDir: string;
  /** Where a reader may keep what it can make again. */
  readonly cacheDir: string;
  /** Pretrained embedding models. */
  readonly modelsDir: string;
}

/** The one place where a backend is chosen. */
export function openStore(settings: StoreSettings): KnowledgeStore {
  if (settings.backend === "sqlite") return openSqliteStore(settings);
  throw unsupported();
}

export function openReader(settings: StoreSettings): KnowledgeReader & { close(): void } {
  if (settings.backend === "sqlite") return openSqliteReader(settings.path);
  throw unsupported();
}

function unsupported(): VerdigrisError {
  return new VerdigrisError("unsupported", 'This version has no Turso backend yet. Set backend = "sqlite".');
}

/** This machine's own database: always SQLite, whatever the knowledge backend. */
export function openMachine(settings: StoreSettings): MachineStore {
  return openMachineStore(settings.machinePath, settings.backupsDir);
}
