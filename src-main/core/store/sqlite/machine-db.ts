import type { Checkout, FileStat, MachineStore, RunRecord, SyncedDocument } from "../machine-store.ts";
import { MACHINE_MIGRATIONS } from "../schema/machine-schema.ts";
import { openConnection, type Connection } from "./connection.ts";
import { toStoreError, withStoreErrors } from "./errors.ts";
import { migrate } from "./migrate.ts";

/** Opens this machine's own database, creating or migrating the file. */
export function openMachineStore(path: string, backupsDir: string): MachineStore {
  const connection = openConnection({ path });
  try {
    migrate(connection, MACHINE_MIGRATIONS, backupsDir);
    return withStoreErrors(createStore(connection), path);
  } catch (error) {
    connection.database.close();
    throw toStoreError(error, path);
  }
}

const SYNCED = "SELECT document_id AS id, repository_id AS repositoryId, direction, digest FROM synced_document";

function createStore(connection: Connection): MachineStore {
  const { sql, write: atomically } = connection;
  return {
    listCheckouts: () =>
      sql<Record<string, string | number>>("SELECT * FROM checkout ORDER BY added_at, repository_id")
        .all()
        .map((row): Checkout => ({
          repositoryId: String(row["repository_id"]),
          root: String(row["root"]),
          addedAt: String(row["added_at"]),
          watch: row["watch"] === 1,
          exclude: JSON.parse(String(row["exclude"])) as string[],
          include: JSON.parse(String(row["include"])) as string[],
        })),
    upsertCheckout: (checkout) =>
      void sql("INSERT OR REPLACE INTO checkout (repository_id, root, added_at, watch, exclude, include) VALUES (?, ?, ?, ?, ?, ?)").run(
        checkout.repositoryId,
        checkout.root,
        checkout.addedAt,
        checkout.watch ? 1 : 0,
        JSON.stringify(checkout.exclude),
        JSON.stringify(checkout.include),
      ),
    removeCheckout: (id) => void sql("DELETE FROM checkout WHERE repository_id = ?").run(id),
    fileStats: (id) =>
      sql<Record<string, string | number>>("SELECT * FROM file_stat WHERE repository_id = ?")
        .all(id)
        .map((row): FileStat => ({
          path: String(row["path"]),
          bytes: Number(row["bytes"]),
          mtimeMs: Number(row["mtime_ms"]),
          inode: Number(row["inode"]),
          contentHash: String(row["content_hash"]),
          readerVersion: Number(row["reader_version"]),
        })),
    saveFileStats: (id, stats) =>
      atomically(() => {
        const statement = sql(
          "INSERT OR REPLACE INTO file_stat (repository_id, path, bytes, mtime_ms, inode, content_hash, reader_version) VALUES (?, ?, ?, ?, ?, ?, ?)",
        );
        for (const stat of stats) statement.run(id, stat.path, stat.bytes, stat.mtimeMs, stat.inode, stat.contentHash, stat.readerVersion);
      }),
    removeFileStats: (id, paths) =>
      atomically(() => {
        for (const path of paths) sql("DELETE FROM file_stat WHERE repository_id = ? AND path = ?").run(id, path);
      }),
    clearFileStats: (id) => void sql("DELETE FROM file_stat WHERE repository_id = ?").run(id),
    saveRun: (run) =>
      void sql("INSERT OR REPLACE INTO run (id, repository_id, started_at, finished_at, state, message) VALUES (?, ?, ?, ?, ?, ?)").run(
        run.id,
        run.repositoryId,
        run.startedAt,
        run.finishedAt,
        run.state,
        run.message,
      ),
    listRuns: (limit) =>
      sql<Record<string, string | null>>("SELECT * FROM run ORDER BY started_at DESC, id LIMIT ?")
        .all(limit)
        .map((row): RunRecord => ({
          id: row["id"] ?? "",
          repositoryId: row["repository_id"] ?? "",
          startedAt: row["started_at"] ?? "",
          finishedAt: row["finished_at"] ?? null,
          state: row["state"] as RunRecord["state"],
          message: row["message"] ?? "",
        })),
    readValue: (key) => sql<{ value: string }>("SELECT value FROM value WHERE key = ?").get(key)?.value ?? null,
    writeValue: (key, value) =>
      void (value === null
        ? sql("DELETE FROM value WHERE key = ?").run(key)
        : sql("INSERT OR REPLACE INTO value (key, value) VALUES (?, ?)").run(key, value)),
    recordQuery: (text, at) =>
      void sql(
        "INSERT OR REPLACE INTO query_history (text, at, sequence) VALUES (?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM query_history))",
      ).run(text, at),
    recentQueries: (limit) =>
      sql<{ text: string }>("SELECT text FROM query_history ORDER BY sequence DESC LIMIT ?")
        .all(limit)
        .map((row) => row.text),
    forgetQuery: (text) => void sql("DELETE FROM query_history WHERE text = ?").run(text),
    clearQueries: () => void sql("DELETE FROM query_history").run(),
    syncedDocuments: (after = -1, upTo = Number.MAX_SAFE_INTEGER) =>
      sql<SyncedDocument>(`${SYNCED} WHERE document_id > ? AND document_id <= ?`).all(after, upTo),
    syncedDocumentsOf: (ids) =>
      sql<SyncedDocument>(`${SYNCED} WHERE document_id IN (SELECT value FROM json_each(?))`).all(JSON.stringify(ids)),
    saveSyncedDocuments: (documents) =>
      atomically(() => {
        const statement = sql("INSERT OR REPLACE INTO synced_document (document_id, repository_id, direction, digest) VALUES (?, ?, ?, ?)");
        for (const { id, repositoryId, direction, digest } of documents) statement.run(id, repositoryId, direction, digest);
      }),
    removeSyncedDocuments: (ids) =>
      void sql("DELETE FROM synced_document WHERE document_id IN (SELECT value FROM json_each(?))").run(JSON.stringify(ids)),
    fetchedDocuments: (id) =>
      sql<{ id: number }>("SELECT document_id AS id FROM synced_document WHERE repository_id = ? AND direction = 'fetched'")
        .all(id)
        .map((row) => row.id),
    backup: (target) => void connection.database.prepare("VACUUM INTO ?").run(target),
    close: () => void connection.database.close(),
  };
}
