import { z } from "zod";
import { ASSISTANTS, type Assistant, type Instant, type RepositoryId } from "../domain/index.ts";
import { defineContract, event, method } from "../rpc/contract.ts";

/** `found`: its transcripts are here and nobody said yet whether they may be read. */
export type TranscriptSourceState = "absent" | "found" | "allowed" | "ignored";

export type RetentionPolicy =
  /** Deletes what was not used for so many days; `setting` is the file that says so, null for the assistant's default. */
  | { readonly kind: "deletes"; readonly afterDays: number; readonly setting: string | null }
  | { readonly kind: "keeps" }
  | { readonly kind: "unknown" };

/** One assistant on this machine. Before it is allowed, only names, sizes and times were looked at. */
export interface TranscriptSourceView {
  readonly assistant: Assistant;
  readonly name: string;
  readonly state: TranscriptSourceState;
  /** Folders and files it keeps transcripts in here. */
  readonly places: readonly string[];
  /** Transcripts there now, and their size. Null for those in a database that may not be opened; the size of a database's is not known. */
  readonly found: number | null;
  readonly foundBytes: number;
  readonly archived: number;
  /** Compressed, in the data folder. */
  readonly archivedBytes: number;
  /** Archived ones whose assistant has deleted them. */
  readonly onlyArchived: number;
  readonly retention: RetentionPolicy;
  /** By the repository they belong to: of those archived, and before it is allowed of those whose place names a repository. */
  readonly repositories: readonly { readonly repositoryId: RepositoryId; readonly name: string; readonly count: number }[];
  /** Folders that its archived transcripts name, those of no repository first: to be mapped, added or ignored. */
  readonly folders: readonly TranscriptFolder[];
  /** Why it could not be listed; null when it could. */
  readonly problem: string | null;
}

/**
 * How a transcript's repository is known, surest first: the user said it; it lies in the repository; its folder is in the checkout; the repository in its
 * folder has the same root commit; its place is named by a hash of the checkout's path; a commit it recorded is the repository's.
 */
export const HOME_REASONS = ["said", "inside", "checkout", "root-commit", "path-hash", "commit"] as const;
export type HomeReason = (typeof HOME_REASONS)[number];

/** Transcripts of one recorded folder that have the same home. */
export interface TranscriptFolder {
  /** As recorded; null for transcripts that name none. */
  readonly cwd: string | null;
  readonly count: number;
  /** Null when it is of none. */
  readonly repositoryId: RepositoryId | null;
  /** Why it is of that repository, or `said` of none; null when nobody knows where it belongs. */
  readonly reason: HomeReason | null;
  /** The folder is here, and could be added to the library. */
  readonly exists: boolean;
  /** A repository with the same name, where the home is not known. */
  readonly suggestion: RepositoryId | null;
}

/** Transcripts of one assistant for a folder that is about to be indexed. */
export interface PreviewTranscripts {
  readonly assistant: Assistant;
  readonly name: string;
  readonly state: "found" | "allowed";
  /** Null when it cannot be told before they are allowed to be read. */
  readonly count: number | null;
}

/** One transcript: where it stands with its assistant and with us. */
export interface TranscriptEntry {
  readonly assistant: Assistant;
  readonly key: string;
  readonly title: string;
  readonly agent: string;
  readonly ownIds: readonly string[];
  readonly repositoryId: RepositoryId | null;
  readonly cwd: string | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly turns: number;
  readonly bytes: number;
  readonly archivedAt: Instant | null;
  /** The assistant still has it. */
  readonly present: boolean;
  /** When its assistant will delete it unless it is used again; null when it will not, has already, or nobody knows. */
  readonly deletesAt: Instant | null;
  /** Why nothing could be read from it. */
  readonly problem: string | null;
}

/** What looking for new transcripts brought. */
export interface SweepReport {
  readonly archived: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Index runs that were started for their repositories. */
  readonly runIds: readonly string[];
}

/** How far looking for new transcripts is. */
export interface SweepProgress {
  readonly done: number;
  readonly total: number;
}

const assistant = z.enum(ASSISTANTS);
const key = z.string().min(1).max(200);

export const transcriptsContract = defineContract({
  methods: {
    "transcripts.sources": method(z.object({})).returns<readonly TranscriptSourceView[]>(),
    /** Lets an assistant's transcripts be read: they are archived at once, and indexed with their repositories. */
    "transcripts.allow": method(z.object({ assistant })).returns<SweepReport>().reports<SweepProgress>(),
    /** Reads no more of them. What is archived stays. */
    "transcripts.ignore": method(z.object({ assistant })).returns<void>(),
    /** Says which repository a recorded folder is now; null: none. */
    "transcripts.map": method(
      z.object({ cwd: z.string().min(1).max(4096), repositoryId: z.string().min(1).max(200).nullable() }),
    ).returns<SweepReport>(),
    /** Takes back what was said of a recorded folder. */
    "transcripts.unmap": method(z.object({ cwd: z.string().min(1).max(4096) })).returns<SweepReport>(),
    /** Looks for what is new in all that are allowed. */
    "transcripts.sweep": method(z.object({})).returns<SweepReport>().reports<SweepProgress>(),
    /** Those about to be deleted by their assistant first, then the newest. */
    "transcripts.list": method(
      z.object({
        assistant: assistant.exactOptional(),
        repositoryId: z.string().exactOptional(),
        limit: z.int().min(1).max(100_000).default(1000),
      }),
    ).returns<readonly TranscriptEntry[]>(),
    /** Erases a transcript from archive and index for good. Its assistant's own file is not touched, and is not archived again. */
    "transcripts.erase": method(z.object({ assistant, key })).returns<void>(),
  },
  events: {
    "transcripts.changed": event<{ readonly at: Instant }>(),
  },
});
