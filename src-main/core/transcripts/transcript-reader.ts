import type { RetentionPolicy } from "../../../src-shared/contract/transcripts.ts";
import type { Assistant, CommitHash, Instant, TokenUsage, TranscriptCommit, Turn } from "../../../src-shared/domain/index.ts";

/** Where to look on a machine. Readers take every place from here, so that tests have a machine of their own. */
export interface Machine {
  /** The user's home folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Roots of the repositories in the library that lie here: some assistants write into them. */
  readonly checkouts: readonly string[];
}

/** A file a transcript is made of, or one part of a database, which has times and a size all the same. */
export interface TranscriptFile {
  /** Unique in its transcript and safe as a relative path; the main file comes first. */
  readonly name: string;
  /** Absolute; for a part of a database the database's. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** One transcript as found by name, without a look into it. */
export interface TranscriptRef {
  readonly assistant: Assistant;
  /** The assistant's own id of it where the name holds it, safe as a file name; unique for the assistant on this machine. */
  readonly key: string;
  readonly files: readonly TranscriptFile[];
  /** What its place says of the folder it belongs to. A hint: names are lossy. */
  readonly place: TranscriptPlace | null;
}

export type TranscriptPlace =
  /** It lies in this folder. */
  | { readonly kind: "inside"; readonly root: string }
  /** A folder's path with other characters than letters and digits replaced by `-`. */
  | { readonly kind: "encoded"; readonly name: string }
  /** Hex hash of a folder's path. */
  | { readonly kind: "hash"; readonly algorithm: "sha256" | "md5"; readonly digest: string };

/** A transcript's files, from disk or from the archive alike. */
export interface TranscriptSource {
  readonly key: string;
  /** Names, the main file first. */
  readonly files: readonly string[];
  /** The bytes as they are (for a part of a database: its rows as JSON lines). */
  open(name: string): AsyncIterable<Uint8Array>;
}

/** One conversation, as recorded. Texts are as they were: masking comes after. */
export interface ParsedTranscript {
  readonly assistant: Assistant;
  /** The assistant's own id of the conversation. */
  readonly ownId: string;
  readonly title: string;
  /** Who speaks, in the words of `agent:` (`claude`, `codex`, …). */
  readonly agent: string;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly startCommit: CommitHash | null;
  readonly programVersion: string | null;
  readonly models: readonly string[];
  readonly usage: TokenUsage;
  readonly turns: readonly Turn[];
  readonly commits: readonly TranscriptCommit[];
  /** Sessions it goes on from, or that started it, by own id. */
  readonly related: readonly string[];
  /** Id of its first record: resumed transcripts of one conversation share it. */
  readonly firstRecord: string | null;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export interface ReadOptions {
  /** Records that an earlier transcript of the same conversation holds: left out here. */
  readonly skipRecords?: ReadonlySet<string>;
  /** Told the id of every record, when somebody needs them. */
  readonly onRecord?: (id: string) => void;
}

/**
 * One assistant's format. Readers never write to its files and never follow what they say. `read` does not throw for what
 * is in a file: what it cannot make sense of becomes a problem, what it does not know is kept as a record.
 */
export interface TranscriptReader {
  readonly assistant: Assistant;
  /** Raised whenever the same bytes would give another result: transcripts are read again from the archive. */
  readonly version: number;
  /** Paths from a repository's root of what it writes into the project; absent when it writes elsewhere. */
  readonly inRepository?: RegExp;
  /** The places of its transcripts say which folder they belong to. */
  readonly isPlaceTelling: boolean;
  /** A database has to be opened to list its transcripts: not before it is allowed. */
  readonly isListInside?: true;
  /** The places of it that exist on this machine, by names alone. */
  detect(machine: Machine): Promise<readonly string[]>;
  /** Its transcripts, by names, sizes and times alone: no transcript is opened. (A database is asked for its list of sessions.) */
  list(machine: Machine): AsyncIterable<TranscriptRef>;
  /** The bytes of one file, as they are archived. */
  open(ref: TranscriptRef, file: TranscriptFile): AsyncIterable<Uint8Array>;
  read(source: TranscriptSource, options?: ReadOptions): Promise<readonly ParsedTranscript[]>;
  /** How long it keeps its transcripts; absent when nothing is documented. */
  retention?(machine: Machine): Promise<RetentionPolicy>;
  /** The command that goes on with a session, in the session's folder. `ownId` is letters, digits, `-` and `_`. Absent when there is none. */
  resume?(ownId: string): string | null;
}
