import type { SessionFormat } from "./kinds.ts";
import type { CommitHash, Instant, RepositoryId, SessionId } from "./ids.ts";

/** One line of the sessions timeline. */
export interface SessionSummary {
  readonly id: SessionId;
  readonly ownId: string;
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  readonly path: string;
  readonly format: SessionFormat;
  readonly title: string;
  readonly agent: string | null;
  readonly branch: string | null;
  readonly workType: string | null;
  readonly startedAt: Instant | null;
  readonly goalsDone: number;
  readonly goalsTotal: number;
  readonly entries: number;
  readonly decisions: number;
  readonly challenges: number;
  readonly patterns: number;
  readonly prompts: number;
  /** Linked commits, exact and graded. */
  readonly commits: number;
}

/** Filters of the timeline; absent ones do not restrict. Newest first. */
export interface SessionFilter {
  readonly repositoryIds?: readonly RepositoryId[];
  readonly agents?: readonly string[];
  readonly workTypes?: readonly string[];
  readonly hasDecisions?: boolean;
  readonly hasCommits?: boolean;
  /** Init records are left out unless asked for. */
  readonly includeInit?: boolean;
  readonly after?: Instant;
  readonly before?: Instant;
  /** All words in title, own id, branch or agent, upper and lower case and accents alike. */
  readonly text?: string;
  readonly limit?: number;
}

export interface CommitSummary {
  readonly repositoryId: RepositoryId;
  readonly hash: CommitHash;
  readonly subject: string;
  readonly authorName: string;
  readonly committedAt: Instant;
  readonly files: number;
  readonly additions: number;
  readonly deletions: number;
  readonly tags: readonly string[];
}

export interface BeliefSummary {
  readonly id: string;
  readonly repositoryId: RepositoryId;
  readonly path: string;
  readonly statement: string;
  readonly status: string | null;
  readonly confidence: number | null;
  readonly evidence: number;
  readonly supports: number;
  readonly attacks: number;
}
