import { z } from "zod";
import type { CommitLink, CommitSummary, RepositoryId, Session, SessionId, SessionSummary } from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";

/** A session with what surrounds it. */
export interface SessionView {
  readonly session: Session;
  readonly summary: SessionSummary;
  readonly path: string;
  readonly documentId: number;
  /** Linked commits, exact ones first; each with its grade and evidence. */
  readonly commits: readonly (CommitSummary & { readonly link: CommitLink })[];
  /** Neighbours in the same repository by time. */
  readonly previous: SessionSummary | null;
  readonly next: SessionSummary | null;
  /** A command that resumes it in its assistant, if known. */
  readonly resumeCommand: string | null;
}

export type RelationReason = "names" | "named-by" | "same-branch";

/** Something a session's text names, and what it turned out to be. */
export interface Reference {
  /** As written: `[[target]]` without its brackets, a session's own id, a commit hash. */
  readonly target: string;
  readonly type: "session" | "commit" | "belief" | "document";
  readonly repositoryId: RepositoryId;
  /** A session's id, a full hash, a belief's id, a path. */
  readonly id: string;
  readonly documentId: number | null;
}

/** What a session stands among. Asked for apart from the session, which shows without waiting for it. */
export interface SessionSurroundings {
  /** Sessions this one names, sessions that name it, and the nearest ones on its branch. */
  readonly related: readonly (SessionSummary & { readonly reason: RelationReason })[];
  /** Beliefs whose evidence is this session. */
  readonly beliefs: readonly {
    readonly repositoryId: RepositoryId;
    readonly id: string;
    readonly statement: string;
    readonly evidence: string;
    readonly weight: number | null;
  }[];
  /** Mentions that resolve; others stay text. */
  readonly references: readonly Reference[];
}

export interface SessionList {
  readonly sessions: readonly SessionSummary[];
  readonly total: number;
  /** Values to filter by, with their counts over the whole library. */
  readonly agents: readonly { readonly name: string; readonly count: number }[];
  readonly workTypes: readonly { readonly name: string; readonly count: number }[];
}

export const sessionFilterSchema = z.object({
  repositoryIds: z.array(z.string()).exactOptional(),
  agents: z.array(z.string()).exactOptional(),
  workTypes: z.array(z.string()).exactOptional(),
  hasDecisions: z.boolean().exactOptional(),
  hasCommits: z.boolean().exactOptional(),
  includeInit: z.boolean().exactOptional(),
  after: z.string().exactOptional(),
  before: z.string().exactOptional(),
  text: z.string().max(1000).exactOptional(),
  limit: z.int().min(1).max(100_000).exactOptional(),
});

export const sessionsContract = defineContract({
  methods: {
    "sessions.list": method(sessionFilterSchema).returns<SessionList>(),
    /** Takes the full id or a unique prefix of the session's own id. */
    "sessions.get": method(z.object({ id: z.string().min(1).max(400) })).returns<SessionView>(),
    "sessions.surroundings": method(z.object({ id: z.string().min(1).max(400) })).returns<SessionSurroundings>(),
    "sessions.markdown": method(z.object({ id: z.string().min(1).max(400) })).returns<{
      readonly markdown: string;
      readonly fileName: string;
    }>(),
    "sessions.resolve": method(z.object({ prefix: z.string().min(1).max(200) })).returns<readonly SessionId[]>(),
  },
});
