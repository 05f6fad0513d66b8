import { z } from "zod";
import type { CommitLink, CommitSummary, Session, SessionId, SessionSummary } from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";

/** A session with what surrounds it. */
export interface SessionView {
  readonly session: Session;
  readonly summary: SessionSummary;
  readonly path: string;
  readonly documentId: number;
  /** The whole file as Markdown, for copying; from disk when it lies here, else from the index. */
  readonly commits: readonly (CommitSummary & { readonly link: CommitLink })[];
  /** Neighbours in the same repository by time. */
  readonly previous: SessionSummary | null;
  readonly next: SessionSummary | null;
  /** Sessions this one names, and sessions that name it. */
  readonly related: readonly (SessionSummary & { readonly reason: string })[];
  /** A command that resumes it in its assistant, if known. */
  readonly resumeCommand: string | null;
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
    "sessions.markdown": method(z.object({ id: z.string().min(1).max(400) })).returns<{
      readonly markdown: string;
      readonly fileName: string;
    }>(),
    "sessions.resolve": method(z.object({ prefix: z.string().min(1).max(200) })).returns<readonly SessionId[]>(),
  },
});
