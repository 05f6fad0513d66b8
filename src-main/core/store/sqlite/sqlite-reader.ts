import { statSync } from "node:fs";
import type { KnowledgeReader } from "../knowledge-store.ts";
import { bindReads } from "../ops/reads.ts";
import { assertNotNewer, schemaVersion } from "../ops/schema.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import { VECTOR_DIALECTS } from "../sql/vector-dialect.ts";
import { openConnection, type Connection } from "./connection.ts";
import { toStoreError, withStoreErrors } from "./errors.ts";
import { createFastText } from "./fast-text.ts";
import { keepTerms } from "./kept-terms.ts";
import { runRead } from "./run.ts";

/** Every read of the port, bound to a connection. SQLite answers at once. */
export function createReads(connection: Connection) {
  return {
    ...bindReads<"sync">(VECTOR_DIALECTS.sqlite, (read) => runRead(connection, read)),
    info: () => ({
      capabilities: { backend: "sqlite", concurrentReads: false, syncs: false, shared: false },
      schemaVersion: runRead(connection, schemaVersion()),
      bytes: bytesOnDisk(connection.path),
      engine: `SQLite ${connection.sql<{ v: string }>("SELECT sqlite_version() AS v").get()?.v ?? ""}`,
    }),
    dataVersion: () => connection.database.pragma("data_version", { simple: true }) as number,
  } satisfies KnowledgeReader;
}

/**
 * Opens the database for reading, on a connection of its own: it sees the last committed state and never waits for the writer.
 * The writer must have opened, and so migrated, the file before.
 */
export function openSqliteReader(path: string): KnowledgeReader & { close(): void } {
  const connection = openConnection({ path, readonly: true });
  try {
    runRead(connection, assertNotNewer(KNOWLEDGE_MIGRATIONS, path));
    return withStoreErrors(
      {
        ...createReads(connection),
        ...createFastText(connection),
        termsLike: keepTerms(connection),
        close: () => void connection.database.close(),
      },
      path,
    );
  } catch (error) {
    connection.database.close();
    throw toStoreError(error, path);
  }
}

function bytesOnDisk(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
