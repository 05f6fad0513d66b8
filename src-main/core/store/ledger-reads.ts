import type { CommitFile, CommitHash, Instant, LedgerKind, LineRange, RepositoryId, SessionId } from "../../../src-shared/domain/index.ts";
import type { SessionAnchor } from "../links/anchor.ts";
import type { Awaitable } from "./knowledge-store.ts";

/** A decision or challenge as it is stored. */
export interface LedgerRow {
  readonly sessionId: SessionId;
  /** Of the observation in its session. */
  readonly position: number;
  readonly kind: LedgerKind;
  readonly label: string;
  readonly title: string;
  readonly lines: LineRange;
  /** The whole item as Markdown; its title where its passage is gone. */
  readonly text: string;
  /** Analysed tokens of title and text. */
  readonly tokens: readonly string[];
  readonly repositoryId: RepositoryId;
  readonly repositoryName: string;
  readonly sessionOwnId: string;
  readonly sessionTitle: string;
  readonly agent: string | null;
  readonly documentId: number;
  /** The first of its passages; null where none stands for it. */
  readonly passageId: number | null;
  readonly path: string;
  readonly date: Instant | null;
}

/** A commit's change of one file. */
export interface FileChange {
  readonly hash: CommitHash;
  readonly committedAt: Instant;
  readonly path: string;
  readonly oldPath: string | null;
  readonly status: CommitFile["status"];
}

/** Reads behind the ledger and the biographies. Part of `KnowledgeReader`. */
export interface LedgerReads {
  /** Changes whenever `ledgerRows` or the commits behind its marks do; cheap, to be asked before each answer. */
  ledgerVersion(): Awaitable<string>;
  /** All decisions and challenges of all repositories, sessions oldest first, in each session's own order. */
  ledgerRows(): Awaitable<readonly LedgerRow[]>;
  /** All changes of files in a repository's history but merges', oldest commit first. */
  fileChanges(repositoryId: RepositoryId): Awaitable<readonly FileChange[]>;
  /** Changes of these paths, under their present or former name, oldest commit first. */
  pathChanges(repositoryId: RepositoryId, paths: readonly string[]): Awaitable<readonly FileChange[]>;
  /** What can tie each session of a repository to commits. */
  linkAnchors(repositoryId: RepositoryId): Awaitable<readonly SessionAnchor[]>;
  /** Commits linked to each session of a repository, by a link that is more than a mention. */
  linkedCommits(repositoryId: RepositoryId): Awaitable<readonly { readonly sessionId: SessionId; readonly hash: CommitHash }[]>;
}
