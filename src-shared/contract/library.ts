import { z } from "zod";
import type { Instant, Repository, RepositoryCounts, RepositoryId } from "../domain/index.ts";
import { defineContract, event, method } from "../rpc/contract.ts";
import type { PreviewTranscripts } from "./transcripts.ts";

export interface RepositorySummary extends Repository {
  readonly counts: RepositoryCounts;
  /** Where it lies here, or null when it is known from another machine only. */
  readonly root: string | null;
  /** The folder is gone or cannot be read. */
  readonly missing: boolean;
  readonly watch: boolean;
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  /** The run in progress, if any. */
  readonly run: RunProgress | null;
}

/** What a dropped or typed path turned out to be. */
export type PathVerdict =
  "git-repository" | "plain-folder" | "inside-repository" | "inside-indexed" | "already-indexed" | "file" | "missing" | "unreadable";

export interface IgnoredPath {
  readonly path: string;
  /** The very rule: `.gitignore:3: target/`. */
  readonly rule: string;
}

/** What indexing would do, before any work is done. */
export interface IndexPreview {
  readonly verdict: PathVerdict;
  /** For a person: what this path is and what can be done. */
  readonly message: string;
  /** The folder that would be indexed (the repository's root for a folder inside one). */
  readonly root: string;
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly languages: readonly { readonly language: string; readonly files: number; readonly bytes: number }[];
  readonly sessions: number;
  readonly beliefs: number;
  readonly docs: number;
  readonly commits: number;
  readonly ignored: readonly IgnoredPath[];
  readonly ignoredTotal: number;
  /** Files that are seen but will not be read, by reason (`symlink`, `too-large`, …). */
  readonly excluded: readonly { readonly reason: string; readonly count: number; readonly examples: readonly string[] }[];
  /** Of other assistants, for this folder; they are read only when allowed. */
  readonly transcripts: readonly PreviewTranscripts[];
  readonly estimatedSeconds: number;
}

export const RUN_PHASES = ["scan", "read", "history", "embed", "finish"] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

export interface PhaseProgress {
  readonly phase: RunPhase;
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
  /** Items a second over the last seconds. */
  readonly rate: number;
  readonly state: "waiting" | "running" | "done";
}

export interface RunProgress {
  readonly runId: string;
  readonly repositoryId: RepositoryId;
  readonly state: "running" | "paused" | "done" | "cancelled" | "failed";
  readonly phases: readonly PhaseProgress[];
  /** Null while there is nothing to go by. */
  readonly secondsLeft: number | null;
  readonly quarantined: number;
  /** Why it failed, what is still safe and what to do; empty otherwise. */
  readonly message: string;
}

/** What a finished run did. */
export interface RunReport {
  readonly runId: string;
  readonly repositoryId: RepositoryId;
  readonly state: "done" | "cancelled" | "failed";
  readonly seconds: number;
  readonly filesSeen: number;
  readonly filesRead: number;
  readonly filesRemoved: number;
  readonly passagesWritten: number;
  readonly commitsWritten: number;
  readonly vectorsWritten: number;
  readonly message: string;
}

export interface QuarantinedFile {
  readonly path: string;
  readonly state: "skipped" | "failed";
  readonly reason: string;
  readonly bytes: number;
}

const rules = { exclude: z.array(z.string().max(1024)).max(1000).optional(), include: z.array(z.string().max(1024)).max(1000).optional() };
const path = z.string().min(1).max(4096);
const repositoryId = z.string().min(1).max(200);

export const libraryContract = defineContract({
  methods: {
    "library.list": method(z.object({})).returns<readonly RepositorySummary[]>(),
    "library.preview": method(z.object({ path, ...rules })).returns<IndexPreview>(),
    /** Adds and starts indexing; answers when the run has been started. */
    "library.add": method(z.object({ path, ...rules })).returns<{ readonly repositoryId: RepositoryId; readonly runId: string }>(),
    /** `full` forgets file times and reads everything again. */
    "library.reindex": method(z.object({ repositoryId, full: z.boolean().default(false) })).returns<{ readonly runId: string }>(),
    /** Waits for a run to end, with its progress. */
    "library.awaitRun": method(z.object({ runId: z.string() }))
      .returns<RunReport>()
      .reports<RunProgress>(),
    "library.pause": method(z.object({ runId: z.string() })).returns<void>(),
    "library.resume": method(z.object({ runId: z.string() })).returns<void>(),
    "library.cancel": method(z.object({ runId: z.string() })).returns<void>(),
    "library.rename": method(z.object({ repositoryId, name: z.string().trim().min(1).max(200) })).returns<void>(),
    "library.setWatch": method(z.object({ repositoryId, watch: z.boolean() })).returns<void>(),
    "library.setRules": method(
      z.object({ repositoryId, exclude: z.array(z.string().max(1024)).max(1000), include: z.array(z.string().max(1024)).max(1000) }),
    ).returns<void>(),
    /** Removes what was indexed. The folder itself is never touched. */
    "library.remove": method(z.object({ repositoryId })).returns<void>(),
    "library.quarantine": method(z.object({ repositoryId })).returns<readonly QuarantinedFile[]>(),
    /** Reads quarantined files again (all, or those named). */
    "library.retry": method(z.object({ repositoryId, paths: z.array(z.string()).max(10_000).optional() })).returns<{
      readonly runId: string;
    }>(),
  },
  events: {
    "library.changed": event<{ readonly repositoryId: RepositoryId; readonly at: Instant }>(),
    "library.progress": event<RunProgress>(),
  },
});
