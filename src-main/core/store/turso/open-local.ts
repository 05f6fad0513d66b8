import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { makeFolder } from "../../make-folder.ts";
import { backupName } from "../backup-name.ts";
import type { KnowledgeReader, KnowledgeStore } from "../knowledge-store.ts";
import { assertNotNewer } from "../ops/schema.ts";
import { startWrite } from "../ops/writes.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import { VECTOR_DIALECTS } from "../sql/vector-dialect.ts";
import { backupFile } from "./backup.ts";
import { openFile, type SqlClient } from "./client.ts";
import { guardReplica, onDamage } from "./damage.ts";
import { toTursoError } from "./errors.ts";
import { withTursoErrors } from "./guarded.ts";
import { migrate } from "./migrate.ts";
import { runRead, runWrite } from "./run.ts";
import { createTursoReads } from "./turso-reader.ts";
import { createTursoStore } from "./turso-store.ts";

/** Opens a libSQL file for writing, creating or migrating it. */
export async function openLocalStore(path: string, backupsDir: string): Promise<KnowledgeStore> {
  makeFolder(dirname(path));
  const client = await openFile(path, { readonly: false }).catch((error: unknown) => {
    throw toTursoError(error, path);
  });
  try {
    await migrate(client, KNOWLEDGE_MIGRATIONS, path, (version) => backupFile(path, backupName(path, version, backupsDir)));
  } catch (error) {
    client.close();
    throw toTursoError(error, path);
  }
  const store = createTursoStore({
    mode: "local",
    client: () => client,
    bytes: () => bytesOnDisk(path),
    write: async (call) => void (await runWrite(client, () => startWrite(VECTOR_DIALECTS.turso, call))),
    checked: () => client,
    backup: (target) => backupFile(path, target),
    close: async () => client.close(),
  });
  return withTursoErrors(store, path);
}

/** Opens a libSQL file for reading: a local database, or the file of a replica. */
export async function openFileReader(path: string, mode: "local" | "embedded"): Promise<KnowledgeReader & { close(): Promise<void> }> {
  // Opening would make an empty one. A replica's file is missing while it is built anew.
  if (!existsSync(path))
    throw new VerdigrisError("not-found", `There is no database at ${path} yet.`, { path, damaged: mode === "embedded" });
  try {
    const client = await openReadable(path, mode);
    await runRead(client, assertNotNewer(KNOWLEDGE_MIGRATIONS, path));
    const reads = createTursoReads({ mode, client: () => client, bytes: () => bytesOnDisk(path) });
    return withTursoErrors({ ...reads, close: async () => client.close() }, path);
  } catch (error) {
    throw toTursoError(error, path);
  }
}

async function openReadable(path: string, mode: "local" | "embedded"): Promise<SqlClient> {
  if (mode === "local") return openFile(path, { readonly: true });
  const client = await openFile(path, { readonly: true }).catch((error: unknown) => onDamage(path, error));
  return guardReplica(client, path);
}

export function bytesOnDisk(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
