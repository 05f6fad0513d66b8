import type { Migration } from "./migration.ts";

/**
 * Turns in pages, so that a reader of a long conversation reads a piece of it; `session_turns.body` is its outline from here on. Which session
 * names which others, and their order in a repository, so that neither is found by reading all sessions. What these hold is read from the archive
 * and the files again by the next run, since the readers' version rises too.
 */
export const turnPages: Migration = {
  version: 125,
  title: "Turns in pages, mentions between sessions",
  common: [
    `DELETE FROM session_turns`,
    `CREATE TABLE session_turn_page (
      session_id TEXT NOT NULL,
      page INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (session_id, page)
    )`,
    `CREATE TABLE session_mention (
      session_id TEXT NOT NULL,
      repository INTEGER NOT NULL,
      own_id TEXT NOT NULL,
      PRIMARY KEY (session_id, own_id)
    ) WITHOUT ROWID`,
    `CREATE INDEX session_mention_of ON session_mention (repository, own_id)`,
    `CREATE INDEX session_place ON session (repository, coalesce(started_at, ''), own_id)`,
  ],
};
