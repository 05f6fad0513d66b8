import type { Migration } from "./migration.ts";

/**
 * Sessions, their observations and commit links, commits and beliefs.
 *
 * Columns hold what lists show and filter by; `body` holds the whole (a session's is deflated JSON: its text is also in
 * passages, and it is read one at a time). A commit's `id` is its document's.
 */
export const sessions: Migration = {
  version: 20,
  title: "Sessions, commits, links and beliefs",
  common: [
    `CREATE TABLE session (
      id TEXT PRIMARY KEY,
      own_id TEXT NOT NULL,
      repository INTEGER NOT NULL,
      document_id INTEGER NOT NULL,
      format TEXT NOT NULL,
      title TEXT NOT NULL,
      agent TEXT,
      agent_key TEXT,
      branch TEXT,
      work_type TEXT,
      started_at TEXT,
      goals_done INTEGER NOT NULL,
      goals_total INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      decisions INTEGER NOT NULL,
      challenges INTEGER NOT NULL,
      patterns INTEGER NOT NULL,
      prompts INTEGER NOT NULL,
      search_key TEXT NOT NULL,
      body BLOB NOT NULL
    ) WITHOUT ROWID`,
    `CREATE INDEX session_own_id ON session (own_id)`,
    `CREATE INDEX session_started ON session (started_at, own_id)`,
    `CREATE INDEX session_document ON session (document_id)`,
    `CREATE INDEX session_agent ON session (agent_key)`,
    `CREATE TABLE observation (
      session_id TEXT NOT NULL,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL,
      label TEXT NOT NULL,
      title TEXT NOT NULL,
      entry INTEGER,
      start_line INTEGER NOT NULL,
      end_line INTEGER NOT NULL,
      PRIMARY KEY (session_id, position)
    ) WITHOUT ROWID`,
    `CREATE TABLE git_commit (
      id INTEGER PRIMARY KEY,
      repository INTEGER NOT NULL,
      hash TEXT NOT NULL,
      parents TEXT NOT NULL,
      author_name TEXT NOT NULL,
      author_email TEXT NOT NULL,
      authored_at TEXT NOT NULL,
      committed_at TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      tags TEXT NOT NULL,
      files INTEGER NOT NULL,
      additions INTEGER NOT NULL,
      deletions INTEGER NOT NULL
    )`,
    `CREATE UNIQUE INDEX git_commit_hash ON git_commit (repository, hash)`,
    `CREATE INDEX git_commit_any_hash ON git_commit (hash)`,
    `CREATE INDEX git_commit_time ON git_commit (repository, committed_at, hash)`,
    `CREATE INDEX git_commit_author ON git_commit (author_name)`,
    `CREATE TABLE commit_file (
      commit_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      old_path TEXT,
      status TEXT NOT NULL,
      additions INTEGER,
      deletions INTEGER,
      PRIMARY KEY (commit_id, position)
    ) WITHOUT ROWID`,
    `CREATE TABLE session_commit (
      session_id TEXT NOT NULL,
      repository INTEGER NOT NULL,
      hash TEXT NOT NULL,
      grade TEXT NOT NULL,
      evidence TEXT NOT NULL,
      PRIMARY KEY (session_id, hash)
    ) WITHOUT ROWID`,
    `CREATE INDEX session_commit_hash ON session_commit (repository, hash)`,
    `CREATE TABLE belief (
      document_id INTEGER PRIMARY KEY,
      repository INTEGER NOT NULL,
      id TEXT NOT NULL,
      statement TEXT NOT NULL,
      status TEXT,
      confidence REAL,
      evidence INTEGER NOT NULL,
      supports INTEGER NOT NULL,
      attacks INTEGER NOT NULL,
      body TEXT NOT NULL
    )`,
    `CREATE INDEX belief_id ON belief (repository, id)`,
  ],
};
