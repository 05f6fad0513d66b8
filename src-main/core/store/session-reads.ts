import type { TurnMatch } from "../../../src-shared/contract/sessions.ts";
import type {
  RecordedEdit,
  RepositoryId,
  Session,
  SessionColumns,
  SessionFilter,
  SessionId,
  SessionSummary,
  TranscriptOutline,
  Turn,
} from "../../../src-shared/domain/index.ts";
import type { Awaitable } from "./knowledge-store.ts";

/** Values to filter sessions by, most sessions first. */
export interface SessionFacets {
  readonly agents: readonly { readonly name: string; readonly count: number }[];
  readonly workTypes: readonly { readonly name: string; readonly count: number }[];
}

/** Reads of sessions. Part of `KnowledgeReader`. */
export interface SessionReads {
  listSessions(filter: SessionFilter): Awaitable<readonly SessionSummary[]>;
  /** All of them, newest first, those without a time last. */
  sessionColumns(): Awaitable<SessionColumns>;
  /** Without its limit. */
  countSessions(filter: SessionFilter): Awaitable<number>;
  sessionFacets(includeInit: boolean): Awaitable<SessionFacets>;
  /** Without the turns of a transcript. */
  readSession(id: SessionId): Awaitable<{ readonly session: Session; readonly summary: SessionSummary; readonly path: string } | null>;
  /** Sessions whose own id starts with `prefix`, any repository. */
  resolveSession(prefix: string): Awaitable<readonly SessionId[]>;

  /** Null for a session that is no transcript. */
  readOutline(id: SessionId): Awaitable<TranscriptOutline | null>;
  /** Null past the last page. */
  readTurnPage(id: SessionId, page: number): Awaitable<readonly Turn[] | null>;
  /** All of them: megabytes. Null for a session that is no transcript. */
  readTurns(id: SessionId): Awaitable<readonly Turn[] | null>;
  /** Changes to files in some pages, or to the one at `path` alone, in order; those that failed are left out. Null past the last page. */
  readEdits(id: SessionId, path: string | null, firstPage: number, pages: number): Awaitable<readonly RecordedEdit[] | null>;
  /** Where any of the terms stands in some pages, in order. Null past the last page. */
  findTurns(id: SessionId, terms: readonly string[], firstPage: number, pages: number): Awaitable<readonly TurnMatch[] | null>;

  /** The sessions before and after a place in its repository's time line. */
  neighbours(
    place: Pick<SessionSummary, "repositoryId" | "startedAt" | "ownId">,
  ): Awaitable<{ readonly previous: SessionSummary | null; readonly next: SessionSummary | null }>;
  /** Those of a repository with these own ids, newest first. */
  sessionsNamed(repositoryId: RepositoryId, ownIds: readonly string[]): Awaitable<readonly SessionSummary[]>;
  /** Those of a repository that name another by its own id, newest first. */
  sessionsNaming(repositoryId: RepositoryId, ownId: string): Awaitable<readonly SessionSummary[]>;
  /** The nearest others of the same branch, `limit` on either side, newest first; and which share of all sessions are on it. */
  sessionsOnBranch(
    place: Pick<SessionSummary, "repositoryId" | "startedAt" | "ownId"> & { readonly branch: string },
    limit: number,
  ): Awaitable<{ readonly share: number; readonly nearest: readonly SessionSummary[] }>;
}
