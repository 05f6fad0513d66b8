import type { CommitHash, Instant } from "./ids.ts";

export interface CommitFile {
  readonly path: string;
  /** Set for renames and copies. */
  readonly oldPath: string | null;
  readonly status: "added" | "modified" | "deleted" | "renamed" | "copied" | "type-changed";
  /** Null for binary files. */
  readonly additions: number | null;
  readonly deletions: number | null;
}

export interface Commit {
  readonly hash: CommitHash;
  readonly parents: readonly CommitHash[];
  readonly authorName: string;
  readonly authorEmail: string;
  readonly authoredAt: Instant;
  readonly committedAt: Instant;
  readonly subject: string;
  readonly body: string;
  readonly tags: readonly string[];
  /** Empty for merges. */
  readonly files: readonly CommitFile[];
}
