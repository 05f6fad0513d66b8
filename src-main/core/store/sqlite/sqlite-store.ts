import type { Repository } from "../../../../src-shared/domain/index.ts";
import type { KnowledgeStore } from "../knowledge-store.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import { repositoryKey } from "../sql/keys.ts";
import { checkDatabase } from "./check.ts";
import { openConnection, type Connection } from "./connection.ts";
import { removeDocument, replaceDocument, writeDocumentRow, writePassages } from "./documents-write.ts";
import { toStoreError, withStoreErrors } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { replaceSessionLinks, writeCommit } from "./sessions-write.ts";
import { createReads } from "./sqlite-reader.ts";
import { trimChanges } from "./vector-log.ts";
import * as vectors from "./vectors.ts";

export interface SqliteStoreOptions {
  readonly path: string;
  /** Where the database is copied before it is migrated. */
  readonly backupsDir: string;
}

/** Documents removed in one transaction, so that the write lock is never held for long. */
const REMOVE_BATCH = 500;

/**
 * Opens the knowledge store on SQLite, creating or migrating the file. Written synchronously inside, as SQLite is.
 * @throws VerdigrisError `newer-version`, `corrupt`, `permission`, `no-space`.
 */
export function openSqliteStore({ path, backupsDir }: SqliteStoreOptions): KnowledgeStore {
  const connection = openConnection({ path });
  try {
    migrate(connection, KNOWLEDGE_MIGRATIONS, backupsDir);
    return withStoreErrors(createStore(connection), path);
  } catch (error) {
    connection.database.close();
    throw toStoreError(error, path);
  }
}

function createStore(connection: Connection): KnowledgeStore {
  const { write: atomically } = connection;
  return {
    ...createReads(connection),
    upsertRepository: (repository) => atomically(() => upsertRepository(connection, repository)),
    renameRepository: (id, name) => void connection.sql("UPDATE repository SET name = ? WHERE id = ?").run(name, id),
    removeRepository: (id) => removeRepository(connection, id),
    replaceDocuments: (batch) =>
      atomically(() => {
        for (const write of batch) replaceDocument(connection, write);
      }),
    removeDocuments: (ids) => removeAll(connection, ids),
    writeCommits: (_repositoryId, batch) =>
      atomically(() => {
        for (const write of batch) {
          writeDocumentRow(connection, write.document, write.passages.length, 0);
          writePassages(connection, write.document, write.passages);
          writeCommit(connection, write);
        }
      }),
    replaceSessionLinks: (repositoryId, batch) => atomically(() => replaceSessionLinks(connection, repositoryId, batch)),
    createSpace: (space, model) => atomically(() => vectors.createSpace(connection, space, model)),
    activateSpace: (id) => atomically(() => vectors.activateSpace(connection, id)),
    removeSpace: (id) => atomically(() => vectors.removeSpace(connection, id)),
    saveVectors: (space, rows) => atomically(() => vectors.saveVectors(connection, space, rows)),
    check: () => checkDatabase(connection),
    backup: (target) => void connection.database.prepare("VACUUM INTO ?").run(target),
    optimise: () => optimise(connection),
    close: () => void connection.database.close(),
  };
}

function upsertRepository(connection: Connection, repository: Repository): void {
  connection
    .sql(
      `INSERT INTO repository (key, id, name, identity, remote_url, head_branch, head_commit, indexed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET name = excluded.name, identity = excluded.identity, remote_url = excluded.remote_url,
         head_branch = excluded.head_branch, head_commit = excluded.head_commit, indexed_at = excluded.indexed_at`,
    )
    .run(
      repositoryKey(repository.id),
      repository.id,
      repository.name,
      repository.identity,
      repository.remoteUrl,
      repository.head.branch,
      repository.head.commit,
      repository.indexedAt,
    );
}

/** Its documents go in parts, its own row last: a removal that was cut short can be repeated. */
function removeRepository(connection: Connection, id: string): void {
  const key = repositoryKey(id);
  const documents = connection.sql<{ id: number }>("SELECT id FROM document WHERE repository = ?").all(key);
  removeAll(
    connection,
    documents.map((row) => row.id),
  );
  connection.sql("DELETE FROM repository WHERE key = ?").run(key);
}

function removeAll(connection: Connection, ids: readonly number[]): void {
  for (let at = 0; at < ids.length; at += REMOVE_BATCH) {
    connection.write(() => {
      for (const id of ids.slice(at, at + REMOVE_BATCH)) removeDocument(connection, id);
    });
  }
}

/** Merges full-text segments a part at a time, renews the planner's statistics, and shortens the log. */
function optimise(connection: Connection): void {
  for (const table of ["passage_fts", "document_fts"]) {
    connection.sql(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', 2000)`).run();
  }
  trimChanges(connection);
  connection.database.pragma("optimize");
  connection.database.pragma("wal_checkpoint(PASSIVE)");
}
