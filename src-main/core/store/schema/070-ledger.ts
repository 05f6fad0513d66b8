import type { Migration } from "./migration.ts";

/** Indexes for reading all decisions and challenges at once and for finding the commits that touched a path; what speaks for a link, as JSON. */
export const ledger: Migration = {
  version: 70,
  title: "Ledger, path history and proofs of links",
  common: [
    `CREATE INDEX passage_ledger ON passage (document_id, position, digest) WHERE type IN ('decision', 'challenge')`,
    `CREATE INDEX commit_file_path ON commit_file (path)`,
    `ALTER TABLE session_commit ADD COLUMN proofs TEXT NOT NULL DEFAULT '[]'`,
    `CREATE INDEX commit_file_old_path ON commit_file (old_path) WHERE old_path IS NOT NULL`,
  ],
};
