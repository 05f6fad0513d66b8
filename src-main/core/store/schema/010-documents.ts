import type { Migration } from "./migration.ts";

/**
 * Repositories, source documents, passages and symbols.
 *
 * - `*_key` columns hold the lower-cased text that case-insensitive look-ups compare (SQLite's own `lower` knows ASCII only).
 * - `repository` is a 52-bit hash of the repository's id (`sql/keys.ts`): eight bytes in every row instead of forty.
 * - `passage` is slim, so that filters over many matches stay in few pages; what a result shows is in `passage_content`.
 * - `digest` tells whether a passage's content changed, so that an unchanged one keeps its full-text row and its vectors.
 */
export const documents: Migration = {
  version: 10,
  title: "Repositories, documents, passages and symbols",
  common: [
    `CREATE TABLE repository (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      identity TEXT NOT NULL,
      remote_url TEXT,
      head_branch TEXT,
      head_commit TEXT,
      indexed_at TEXT
    )`,
    `CREATE TABLE document (
      id INTEGER PRIMARY KEY,
      repository INTEGER NOT NULL,
      kind TEXT NOT NULL,
      path TEXT NOT NULL,
      path_key TEXT NOT NULL,
      title TEXT NOT NULL,
      title_key TEXT NOT NULL,
      language TEXT,
      content_hash TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      session_id TEXT,
      date TEXT,
      state TEXT NOT NULL,
      reason TEXT NOT NULL,
      passages INTEGER NOT NULL,
      symbols INTEGER NOT NULL
    )`,
    `CREATE UNIQUE INDEX document_path ON document (repository, path)`,
    `CREATE INDEX document_counts ON document (repository, state, kind, bytes, passages, symbols)`,
    `CREATE INDEX document_names ON document (path_key, title_key, kind)`,
    `CREATE INDEX document_commit ON document (path) WHERE kind = 'commit'`,
    `CREATE INDEX document_session ON document (session_id) WHERE session_id IS NOT NULL`,
    `CREATE INDEX document_language ON document (language) WHERE language IS NOT NULL`,
    `CREATE TABLE passage (
      id INTEGER PRIMARY KEY,
      document_id INTEGER NOT NULL,
      repository INTEGER NOT NULL,
      type TEXT NOT NULL,
      symbol_kind TEXT,
      position INTEGER NOT NULL,
      start_line INTEGER,
      end_line INTEGER,
      date TEXT,
      digest INTEGER NOT NULL
    )`,
    `CREATE INDEX passage_document ON passage (document_id, position)`,
    `CREATE INDEX passage_symbol_kind ON passage (symbol_kind) WHERE symbol_kind IS NOT NULL`,
    `CREATE TABLE passage_content (
      id INTEGER PRIMARY KEY,
      title TEXT NOT NULL,
      breadcrumb TEXT NOT NULL,
      text TEXT NOT NULL,
      tokens BLOB NOT NULL
    )`,
    `CREATE TABLE symbol (
      document_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      name_key TEXT NOT NULL,
      qualified_name TEXT NOT NULL,
      kind TEXT NOT NULL,
      signature TEXT NOT NULL,
      doc TEXT NOT NULL,
      start_line INTEGER NOT NULL,
      end_line INTEGER NOT NULL,
      PRIMARY KEY (document_id, position)
    ) WITHOUT ROWID`,
    `CREATE INDEX symbol_name ON symbol (name_key)`,
  ],
};
