import type { Migration } from "./migration.ts";

/**
 * Embedding spaces. The vectors of a space stand in a table of their own (`vector_<slot>`), made when the space is, because
 * its dimension is fixed; `slot` is derived from the space's id. Models are cut into chunks, which any backend can carry.
 */
export const vectors: Migration = {
  version: 40,
  title: "Embedding spaces",
  common: [
    `CREATE TABLE embedding_space (
      id TEXT PRIMARY KEY,
      slot TEXT NOT NULL UNIQUE,
      embedder TEXT NOT NULL,
      dimensions INTEGER NOT NULL,
      trained_on INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      state TEXT NOT NULL
    ) WITHOUT ROWID`,
    `CREATE TABLE embedding_model (
      space_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (space_id, position)
    )`,
    `CREATE TABLE vector_count (
      space_id TEXT NOT NULL,
      repository INTEGER NOT NULL,
      vectors INTEGER NOT NULL,
      PRIMARY KEY (space_id, repository)
    ) WITHOUT ROWID`,
  ],
};
