import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { toStoreError } from "./errors.ts";
import { loadVectorExtension } from "./vector-extension.ts";

/** Statements kept prepared. Filters make many different ones; the oldest go. */
const MAX_STATEMENTS = 256;
/** SQLite's number for it. */
const INCREMENTAL = 2;
/** Bytes of the file that are read where the system's own cache has them, instead of as copies. */
const MAPPED = 1024 ** 3;

/** This thread's. */
const connections = new Set<Database.Database>();

/** One SQLite connection with its prepared statements. */
export interface Connection {
  readonly database: Database.Database;
  readonly path: string;
  readonly hasVectors: boolean;
  /** The statement, prepared once. Name the row's type; values are bound by position. */
  sql<Row = unknown>(text: string): Database.Statement<unknown[], Row>;
  /** Runs `work` in one write transaction; what it throws rolls everything back. Inside another it joins that one. */
  write<T>(work: () => T): T;
  /** Safe to call again. */
  close(): void;
}

export interface ConnectionOptions {
  readonly path: string;
  readonly readonly?: boolean;
}

/**
 * Opens the file (the writer makes it, and its folder, when they are not there).
 *
 * WAL: readers never wait for the writer. `synchronous = NORMAL` syncs at checkpoints only: a power cut may lose the last
 * transactions, never consistency, and what is lost is indexed again. A checkpoint every 4,000 pages (16 MB) writes pages that many
 * transactions touch once. Freed pages are given back by `optimise`.
 */
export function openConnection({ path, readonly = false }: ConnectionOptions): Connection {
  if (readonly && !existsSync(path)) {
    throw new VerdigrisError("not-found", `There is no database at ${path}. Index a repository first.`, { path });
  }
  if (!readonly) makeFolder(path);
  const db = open(path, readonly);
  try {
    if (!readonly) {
      // Setting it writes to the file, even to one of a newer version that is about to be refused.
      if (db.pragma("auto_vacuum", { simple: true }) !== INCREMENTAL) db.pragma(`auto_vacuum = ${INCREMENTAL}`);
      db.pragma("journal_mode = WAL");
      db.pragma("synchronous = NORMAL");
      db.pragma("wal_autocheckpoint = 4000");
      db.pragma("journal_size_limit = 67108864");
    }
    db.pragma("cache_size = -65536");
    db.pragma(`mmap_size = ${MAPPED}`);
    db.pragma("temp_store = MEMORY");
    connections.add(db);
    return createConnection(db, path, loadVectorExtension(db));
  } catch (error) {
    db.close();
    throw toStoreError(error, path);
  }
}

function open(path: string, readonly: boolean): Database.Database {
  try {
    return new Database(path, { readonly, fileMustExist: readonly, timeout: 5000 });
  } catch (error) {
    throw toStoreError(error, path);
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw new VerdigrisError(
      "permission",
      `The folder ${dirname(path)} cannot be made. Check that you may write there.`,
      { path },
      { cause },
    );
  }
}

function createConnection(database: Database.Database, path: string, hasVectors: boolean): Connection {
  const statements = new Map<string, Database.Statement>();
  return {
    database,
    path,
    hasVectors,
    sql<Row>(text: string) {
      let statement = statements.get(text);
      if (statement === undefined) {
        const oldest = statements.size >= MAX_STATEMENTS ? statements.keys().next() : null;
        if (oldest !== null && oldest.done !== true) statements.delete(oldest.value);
        statement = database.prepare(text);
        statements.set(text, statement);
      }
      return statement as Database.Statement<unknown[], Row>;
    },
    write: (work) => (database.inTransaction ? work() : database.transaction(work).immediate()),
    close() {
      connections.delete(database);
      database.close();
    },
  };
}

/**
 * Gives back what the connections of this thread hold to be fast: copies of pages, and the file's pages mapped into memory. The next
 * reads get them from the system's cache again.
 */
export function releaseConnections(): void {
  for (const database of connections) {
    if (!database.open) {
      connections.delete(database);
      continue;
    }
    database.pragma("shrink_memory");
    database.pragma("mmap_size = 0");
    database.pragma(`mmap_size = ${MAPPED}`);
  }
}
