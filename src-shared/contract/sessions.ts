import { z } from "zod";
import type {
  CommitLink,
  CommitSummary,
  RepositoryId,
  Session,
  SessionColumns,
  SessionId,
  SessionSummary,
  TranscriptOutline,
  Turn,
} from "../domain/index.ts";
import { defineContract, method } from "../rpc/contract.ts";

/** A session with what surrounds it. */
export interface SessionView {
  readonly session: Session;
  readonly summary: SessionSummary;
  readonly path: string;
  readonly documentId: number;
  /** The repository came from another machine: its folder is not here. */
  readonly elsewhere: boolean;
  /** Linked commits, exact ones first; each with its grade and evidence. */
  readonly commits: readonly (CommitSummary & { readonly link: CommitLink })[];
  /** Neighbours in the same repository by time. */
  readonly previous: SessionSummary | null;
  readonly next: SessionSummary | null;
  /** A command that resumes it in its assistant, if known and if its repository lies here. */
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

/** How often what is looked for stands in one part of a turn. */
export interface TurnMatch {
  readonly turn: number;
  /** Index among the turn's parts. */
  readonly part: number;
  readonly count: number;
}

export interface TurnMatches {
  /** In the order of the conversation; the first ones where there are too many. */
  readonly matches: readonly TurnMatch[];
  /** Of all, also of those that were left out. */
  readonly total: number;
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

const id = z.string().min(1).max(400);

export const sessionsContract = defineContract({
  methods: {
    "sessions.list": method(sessionFilterSchema).returns<SessionList>(),
    /** Every session, init records included, newest first, those without a time last: what a list filters and draws as one types. */
    "sessions.timeline": method(z.object({})).returns<SessionColumns>(),
    /** Takes the full id or a unique prefix of the session's own id. */
    "sessions.get": method(
      z.object({
        id,
        /** With the turns of a transcript, which may be megabytes. */
        turns: z.boolean().default(false),
      }),
    ).returns<SessionView>(),
    /** A transcript's conversation in short; null for a session of another kind. */
    "sessions.outline": method(z.object({ id })).returns<TranscriptOutline | null>(),
    /** One page of a transcript's turns; none past the last page. */
    "sessions.turns": method(z.object({ id, page: z.int().min(0) })).returns<readonly Turn[]>(),
    /** Where any of the terms stands in a transcript, whatever the case. */
    "sessions.find": method(z.object({ id, terms: z.array(z.string().max(1000)).max(50) })).returns<TurnMatches>(),
    "sessions.surroundings": method(z.object({ id })).returns<SessionSurroundings>(),
    "sessions.markdown": method(z.object({ id })).returns<{
      readonly markdown: string;
      readonly fileName: string;
    }>(),
    "sessions.resolve": method(z.object({ prefix: z.string().min(1).max(200) })).returns<readonly SessionId[]>(),
  },
});
