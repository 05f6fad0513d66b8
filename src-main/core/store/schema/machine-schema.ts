import type { Migration } from "./migration.ts";

/** The database of this machine (`machine.db`): always SQLite, never synced. */
export const MACHINE_MIGRATIONS: readonly Migration[] = [
  {
    version: 10,
    title: "Checkouts, file states, runs, values and query history",
    common: [
      `CREATE TABLE checkout (
        repository_id TEXT PRIMARY KEY,
        root TEXT NOT NULL,
        added_at TEXT NOT NULL,
        watch INTEGER NOT NULL,
        exclude TEXT NOT NULL,
        include TEXT NOT NULL
      ) WITHOUT ROWID`,
      `CREATE TABLE file_stat (
        repository_id TEXT NOT NULL,
        path TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        mtime_ms REAL NOT NULL,
        inode REAL NOT NULL,
        content_hash TEXT NOT NULL,
        reader_version INTEGER NOT NULL,
        PRIMARY KEY (repository_id, path)
      ) WITHOUT ROWID`,
      `CREATE TABLE run (
        id TEXT PRIMARY KEY,
        repository_id TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        state TEXT NOT NULL,
        message TEXT NOT NULL
      ) WITHOUT ROWID`,
      `CREATE INDEX run_started ON run (started_at, id)`,
      `CREATE TABLE value (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
      `CREATE TABLE query_history (text TEXT PRIMARY KEY, at TEXT NOT NULL, sequence INTEGER NOT NULL) WITHOUT ROWID`,
      `CREATE INDEX query_history_sequence ON query_history (sequence)`,
    ],
  },
  {
    version: 50,
    title: "What was synced",
    common: [
      `CREATE TABLE synced_document (
        document_id INTEGER PRIMARY KEY,
        repository_id TEXT NOT NULL,
        direction TEXT NOT NULL,
        digest TEXT NOT NULL
      )`,
      `CREATE INDEX synced_document_repository ON synced_document (repository_id, direction)`,
    ],
  },
];
