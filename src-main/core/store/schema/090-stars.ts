import type { Migration } from "./migration.ts";

/** Stars, and those taken away. Theirs is the one table that no removal and no new index touches. */
export const stars: Migration = {
  version: 90,
  title: "Stars",
  common: [
    `CREATE TABLE star (
      key TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      repository_id TEXT NOT NULL,
      document_id INTEGER NOT NULL,
      passage_id INTEGER,
      session_id TEXT,
      path TEXT NOT NULL,
      title TEXT NOT NULL,
      starred INTEGER NOT NULL,
      clock INTEGER NOT NULL,
      at TEXT NOT NULL
    ) WITHOUT ROWID`,
  ],
};
