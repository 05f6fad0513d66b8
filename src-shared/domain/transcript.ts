import type { CommitHash, Instant, LineRange } from "./ids.ts";

/** Assistants whose transcripts are read, by the name that settings, queries and archives use. */
export const ASSISTANTS = ["claude-code", "codex", "specstory", "aider", "opencode", "gemini-cli", "cursor"] as const;
export type Assistant = (typeof ASSISTANTS)[number];

/** What people call them. */
export const ASSISTANT_NAMES: Readonly<Record<Assistant, string>> = {
  "claude-code": "Claude Code",
  codex: "Codex CLI",
  specstory: "SpecStory",
  aider: "aider",
  opencode: "opencode",
  "gemini-cli": "Gemini CLI",
  cursor: "Cursor",
};

/**
 * A transcript's document is no file of its repository: its path is `transcript:<assistant>/<own id>`, the same on every
 * machine. No path of a repository begins so.
 */
export const TRANSCRIPT_PATH_PREFIX = "transcript:";

export function isTranscriptDocument(path: string): boolean {
  return path.startsWith(TRANSCRIPT_PATH_PREFIX);
}

/** Who speaks in a turn, named by `role:` in a query. `system` is the assistant's own program. */
export const TURN_ROLES = ["user", "assistant", "system"] as const;
export type TurnRole = (typeof TURN_ROLES)[number];

/** A text that may have been cut: `omitted` characters are missing where `…` stands. The archive holds the whole. */
export interface CappedText {
  readonly text: string;
  readonly omitted: number;
}

/** What is common to everything an assistant did through a tool. */
export interface ToolCallBase {
  readonly callId: string | null;
  /** The tool's name as recorded (`Bash`, `apply_patch`, …). */
  readonly tool: string;
  readonly status: "done" | "failed" | "unknown";
  /** What it answered; null when no answer was recorded. */
  readonly output: CappedText | null;
}

/** A change to one file. Texts are what was taken out and put in, as far as recorded. */
export interface FileEdit {
  /** Relative to the repository where it lies in it, with `/`; else absolute. */
  readonly path: string;
  readonly change: "create" | "modify" | "delete" | "rename";
  readonly removed: CappedText;
  readonly added: CappedText;
}

/** A change where it stands in its transcript. */
export interface RecordedEdit {
  readonly turn: number;
  /** Index among the turn's parts. */
  readonly part: number;
  readonly at: Instant | null;
  readonly edit: FileEdit;
}

/** Whether an edit's path lies in the repository: others are absolute. */
export function isInRepository(path: string): boolean {
  return !/^(?:\/|~|[A-Za-z]:)/.test(path);
}

export interface CommandCall extends ToolCallBase {
  readonly kind: "command";
  readonly command: string;
  readonly cwd: string | null;
  readonly exitCode: number | null;
}

export interface EditCall extends ToolCallBase {
  readonly kind: "edit";
  readonly edits: readonly FileEdit[];
}

export interface ReadCall extends ToolCallBase {
  readonly kind: "read";
  readonly path: string;
}

/** Work handed to a sub-agent; its own turns carry `agent`. */
export interface AgentCall extends ToolCallBase {
  readonly kind: "agent";
  readonly description: string;
}

/** Any other tool, with its input as JSON. */
export interface OtherCall extends ToolCallBase {
  readonly kind: "tool";
  readonly input: CappedText;
}

export type ToolCall = CommandCall | EditCall | ReadCall | AgentCall | OtherCall;

/** One piece of a turn, in order. `record` keeps a record of a type no reader knows, as JSON. */
export type TurnPart =
  | ({ readonly kind: "text" } & CappedText)
  | ({ readonly kind: "thinking" } & CappedText)
  | { readonly kind: "image"; readonly mediaType: string | null }
  | ({ readonly kind: "record"; readonly type: string } & CappedText)
  | ToolCall;

/** What one speaker said and did before another spoke. */
export interface Turn {
  readonly index: number;
  readonly role: TurnRole;
  readonly at: Instant | null;
  readonly model: string | null;
  /** The sub-agent that speaks, or null for the main conversation. */
  readonly agent: string | null;
  readonly parts: readonly TurnPart[];
  /** Lines of the transcript's main file; null where it has none. */
  readonly lines: LineRange | null;
}

/**
 * A conversation in short: its length, what to jump to, and where its pages begin. The turns themselves come page by page, since
 * a long day of work is megabytes of them.
 */
export interface TranscriptOutline {
  readonly turns: number;
  /** First turn of each page. */
  readonly pages: readonly number[];
  /** Of each turn: about how many lines of text it shows while its tool calls are folded. */
  readonly lengths: readonly number[];
  /** Of each turn: 1 where the speaker of the turn before goes on, else 0. */
  readonly continues: readonly (0 | 1)[];
  /** Of each turn: the line of the transcript's main file at which it begins, 0 where it has none. */
  readonly lines: readonly number[];
  /** What the user asked, in the main conversation. */
  readonly prompts: readonly { readonly turn: number; readonly title: string; readonly at: Instant | null }[];
  /** Files, each with the first turn that changed it. */
  readonly edits: readonly { readonly turn: number; readonly path: string }[];
  /** Sub-agents, each with its first turn. */
  readonly agents: readonly { readonly turn: number; readonly name: string }[];
}

/** Tokens, each API reply counted once by its (message id, request id). */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** A commit that the transcript itself proves: recorded by the assistant's program, or printed by git in a tool's output. */
export interface TranscriptCommit {
  /** As written: full or short. */
  readonly hash: CommitHash;
  readonly how: "recorded" | "printed";
  /** Turn whose tool printed it. */
  readonly turn: number | null;
}

/** What a transcript says of itself. */
export interface TranscriptFacts {
  readonly assistant: Assistant;
  /** Version of the assistant's program. */
  readonly programVersion: string | null;
  /** The working folder as recorded. */
  readonly cwd: string | null;
  readonly endedAt: Instant | null;
  readonly models: readonly string[];
  readonly usage: TokenUsage;
  readonly turns: number;
  readonly toolCalls: number;
  readonly agents: readonly string[];
  readonly commits: readonly TranscriptCommit[];
  /** Paths its edits changed, first change first. */
  readonly editedPaths: readonly string[];
  /** Secrets masked in what is shown; the archive holds the words as they were. */
  readonly secrets: number;
  /** Reader's version, to read anew after an update. */
  readonly readerVersion: number;
}
