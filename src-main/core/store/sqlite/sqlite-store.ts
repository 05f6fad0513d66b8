import { setImmediate as nextTurn } from "node:timers/promises";
import { chunks } from "../../chunks.ts";
import type { KnowledgeStore } from "../knowledge-store.ts";
import { checkDatabase } from "../ops/check.ts";
import * as documents from "../ops/document-writes.ts";
import { documentIds } from "../ops/documents.ts";
import { saveStars } from "../ops/stars.ts";
import * as vectors from "../ops/vector-writes.ts";
import type { Write } from "../ops/write.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import { unpack } from "../packed.ts";
import { VECTOR_DIALECTS } from "../sql/vector-dialect.ts";
import { openConnection, type Connection } from "./connection.ts";
import { toStoreError, withStoreErrors } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { runRead, runWrite } from "./run.ts";
import { createReads } from "./sqlite-reader.ts";

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
  const run = (write: Write): void => runWrite(connection, write);
  const removeAll = (ids: readonly number[]): void => {
    for (const part of chunks(ids, REMOVE_BATCH)) run(documents.removeDocuments(part));
  };
  return {
    ...createReads(connection),
    upsertRepository: (repository) => run(documents.upsertRepository(repository)),
    renameRepository: (id, name) => run(documents.renameRepository(id, name)),
    removeRepository(id) {
      // Its documents go in parts, its own row last: a removal that was cut short can be repeated.
      removeAll(runRead(connection, documentIds(id)));
      run(documents.removeRepositoryRow(id));
    },
    replaceDocuments: (batch) => run(documents.replaceDocuments(batch)),
    replacePacked: (batches) => run(documents.replaceDocuments(batches.flatMap(unpack))),
    removeDocuments: removeAll,
    writeCommits: (_repositoryId, batch) => run(documents.writeCommits(batch)),
    writePackedCommits: (_repositoryId, batch) => run(documents.writeCommits(unpack(batch))),
    replaceSessionLinks: (repositoryId, batch) => run(documents.replaceSessionLinks(repositoryId, batch)),
    saveStars: (stars) => run(saveStars(stars)),
    createSpace: (space, model) => run(vectors.createSpace(VECTOR_DIALECTS.sqlite, space, model)),
    activateSpace: (id) => run(vectors.activateSpace(id)),
    removeSpace: (id) => run(vectors.removeSpace(id)),
    saveVectors: (space, rows) => run(vectors.saveVectors(VECTOR_DIALECTS.sqlite, space, rows)),
    check: () => runRead(connection, checkDatabase()),
    backup: (target) => void connection.database.prepare("VACUUM INTO ?").run(target),
    optimise: () => optimise(connection),
    close: () => connection.close(),
  };
}

/** Merges full-text segments, renews the planner's statistics, and shortens the log. */
async function optimise(connection: Connection): Promise<void> {
  for (const table of ["passage_fts", "document_fts"]) await mergeSegments(connection, table);
  if (!connection.database.open) return;
  runWrite(connection, vectors.trimChanges());
  connection.database.pragma("optimize");
  connection.database.pragma("wal_checkpoint(PASSIVE)");
}

/** Pages merged by one statement: it holds the write lock for about a tenth of a second. */
const MERGED_AT_ONCE = 2000;

/** Until there is no level with four segments or more: every question looks into each of them. Other calls are answered in between. */
async function mergeSegments({ database, sql }: Connection, table: string): Promise<void> {
  const merge = sql(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ${MERGED_AT_ONCE})`);
  const changes = (): number => sql<{ readonly n: number }>("SELECT total_changes() AS n").get()?.n ?? 0;
  while (database.open) {
    const before = changes();
    merge.run();
    // A merge with nothing to do counts as one change: https://sqlite.org/fts5.html#the_merge_command
    if (changes() - before < 2) return;
    await nextTurn();
  }
}
