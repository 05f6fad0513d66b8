import type { ObservationKind, SessionFormat } from "./kinds.ts";
import type { Instant, LineRange, SessionId } from "./ids.ts";
import type { TranscriptFacts, Turn } from "./transcript.ts";

/** Something a session noted: a decision, a challenge, a pattern, a piece of work. */
export interface Observation {
  /** Position in the session, 0-based; `<session id>#<n>` addresses it. */
  readonly index: number;
  readonly kind: ObservationKind;
  /** The block's own label as written (`Key decisions & reasoning`). */
  readonly label: string;
  /** Bold lead or first words; never empty. */
  readonly title: string;
  /** The whole item as Markdown, with what is nested under it. */
  readonly markdown: string;
  /** Entry it stands in, or null when it stands outside the activity log. */
  readonly entryIndex: number | null;
  readonly lines: LineRange;
}

export interface SessionGoal {
  readonly text: string;
  readonly done: boolean;
  readonly line: number;
}

/** One H3 of the activity log. */
export interface SessionEntry {
  readonly index: number;
  /** Heading as written. */
  readonly heading: string;
  /** Heading without its clock. */
  readonly title: string;
  readonly kind: "start" | "update" | "note" | "end" | "titled" | "untimed";
  /** Local `HH:MM` as written; sessions carry neither date nor zone here. */
  readonly startClock: string | null;
  readonly endClock: string | null;
  /** For updates: the `covering since` clock, or `session start`. */
  readonly since: string | null;
  /** For `Note [branch@sha]`. */
  readonly at: { readonly branch: string; readonly commit: string } | null;
  readonly markdown: string;
  readonly lines: LineRange;
}

/** A heading that is no fixed part of the format, kept whole. */
export interface SessionSection {
  readonly heading: string;
  readonly markdown: string;
  readonly lines: LineRange;
}

export interface SessionPrompt {
  readonly index: number;
  readonly text: string;
  readonly line: number;
}

/** `## Session Classification`; what was absent is null. */
export interface SessionClassification {
  readonly workType: string | null;
  readonly filesChanged: number | null;
  readonly commits: number | null;
  readonly patternsModified: number | null;
}

/** Everything a session file says, in its own order. Domain type: knows neither backend nor file access. */
export interface Session {
  readonly id: SessionId;
  /** The session's own id: for Patina the file's stem. */
  readonly ownId: string;
  readonly format: SessionFormat;
  readonly title: string;
  readonly agent: string | null;
  readonly startedAt: Instant | null;
  readonly status: string | null;
  readonly branch: string | null;
  readonly startCommit: string | null;
  readonly startTag: string | null;
  readonly endTag: string | null;
  readonly previousContext: string;
  readonly goals: readonly SessionGoal[];
  readonly entries: readonly SessionEntry[];
  readonly observations: readonly Observation[];
  readonly prompts: readonly SessionPrompt[];
  readonly promptCount: number;
  readonly beliefsCaptured: number;
  readonly classification: SessionClassification | null;
  readonly sections: readonly SessionSection[];
  /** Commit-like hashes named anywhere in the file, as written, first mention first. */
  readonly mentionedCommits: readonly string[];
  readonly mentionedSessions: readonly string[];
  readonly mentionedPaths: readonly string[];
  /** Targets of `[[wiki links]]`, as written. */
  readonly wikiLinks: readonly string[];
  /** What could not be read as the format says, for a person; never fatal. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** Of another assistant's transcript (format `transcript`): what it says of itself. Absent for Patina's sessions. */
  readonly transcript?: TranscriptFacts;
  /** Of a transcript: the conversation, secrets masked, long outputs cut. Absent for Patina's sessions, and where a session is read without it. */
  readonly turns?: readonly Turn[];
}
