import { z } from "zod";
import type { Instant } from "../domain/index.ts";
import type { SyncPhase } from "./sync.ts";
import { defineContract, event, method } from "../rpc/contract.ts";

/** What the host around the core can do. The renderer asks for capabilities, never for the host's name. */
export interface HostCapabilities {
  /** A folder can be chosen in a native dialogue. */
  readonly nativeFolderPicker: boolean;
  /** A dropped folder tells its path (a browser does not). */
  readonly dropGivesPaths: boolean;
  readonly osKeychain: boolean;
  /** Files can be opened in the user's editor or file manager. */
  readonly opensPaths: boolean;
}

export interface HostDescription {
  readonly capabilities: HostCapabilities;
  readonly version: string;
  readonly platform: string;
  /** Data folder. */
  readonly home: string;
}

/** The state of everything, for the status bar: one value, sent again on every change. */
export interface Status {
  readonly repositories: number;
  readonly passages: number;
  readonly backend: "sqlite" | "turso";
  /** Runs in progress; empty when the index is at rest. */
  readonly activeRuns: number;
  /** Meaning search: the share of passages that have a vector in the active space. */
  readonly embedded: number;
  readonly sync: SyncPhase;
  /** When this machine and the server last had the same; its age goes beside the state. */
  readonly syncedAt: Instant | null;
  readonly problems: readonly StatusProblem[];
}

export interface StatusProblem {
  readonly id: string;
  /** What happened and what to do, for a person. */
  readonly message: string;
  /** Screen that shows it. */
  readonly screen: "library" | "settings";
}

export interface PathCompletion {
  readonly path: string;
  readonly isRepository: boolean;
}

/** One check of the installation. */
export interface DoctorFinding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and what to do when it is not well. */
  readonly detail: string;
}

/** What a backup's folder holds. */
export interface BackupSummary {
  readonly path: string;
  readonly createdAt: Instant;
  /** Of Verdigris, when it was made. */
  readonly version: string;
  readonly files: number;
  readonly bytes: number;
  /** Archived ones. */
  readonly transcripts: number;
}

export interface RestoreReport extends BackupSummary {
  /** False while another process has the library open: it takes its place at the next start of all. */
  readonly restored: boolean;
}

const path = z.string().min(1).max(4096);

export const hostContract = defineContract({
  methods: {
    "host.describe": method(z.object({})).returns<HostDescription>(),
    "host.status": method(z.object({})).returns<Status>(),
    /** Checks git, the database and the configuration. Reads the whole database: seconds on a large one. */
    "host.doctor": method(z.object({})).returns<readonly DoctorFinding[]>(),
    /** Copies everything that cannot be made again into a new folder, also while it is in use, and reads the copy back. */
    "host.backup": method(z.object({ path })).returns<BackupSummary>(),
    /** Verifies a backup's folder and says what is in it. */
    "host.checkBackup": method(z.object({ path })).returns<BackupSummary>(),
    /** Verifies a backup and puts it in the library's place, for every client. What is there now is kept in the backups folder. */
    "host.restore": method(z.object({ path })).returns<RestoreReport>(),
    /** Folders that complete a typed path (`~` allowed), repositories first. Folders only, at most 50. */
    "host.completePath": method(z.object({ prefix: z.string().max(4096) })).returns<readonly PathCompletion[]>(),
    /** A native dialogue; null when the user cancels. `unsupported` where the host has none. */
    "host.pickFolder": method(z.object({})).returns<string | null>(),
    /** Opens a file of an indexed repository in the user's editor or file manager. */
    "host.openPath": method(z.object({ repositoryId: z.string(), path: z.string() })).returns<void>(),
  },
  events: {
    "host.statusChanged": event<Status>(),
  },
});
