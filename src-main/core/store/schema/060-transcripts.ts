import type { Migration } from "./migration.ts";

/**
 * Turns of transcripts, apart from their sessions' bodies: a body is read whenever sessions are linked, and turns are megabytes. `edits` are what links to commits are proved by. `role` is who
 * speaks in a passage of a transcript.
 */
export const transcripts: Migration = {
  version: 60,
  title: "Turns of transcripts",
  common: [
    `CREATE TABLE session_turns (
      session_id TEXT PRIMARY KEY,
      body BLOB NOT NULL,
      edits BLOB NOT NULL
    )`,
    `ALTER TABLE passage ADD COLUMN role TEXT`,
  ],
};
