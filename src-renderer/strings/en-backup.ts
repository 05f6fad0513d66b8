import type { BackupSummary } from "../../src-shared/contract/host.ts";
import { count, formatBytes, formatDateTime } from "./format.ts";

/** Words of backing up and restoring. */
export const backupWords = {
  title: "Backup",
  help: "Copies the library, the archive of transcripts and the settings into a new folder, also while they are in use, and reads the copy back.",
  folder: "Folder of the backup",
  backUp: "Back up",
  backingUp: "Backing up",
  restore: "Restore…",
  made: "The backup is made and verified.",
  restored: "The backup is restored, and serves now.",
  staged:
    "The backup is verified and ready. Another process of Verdigris has the library open: it takes its place when all are closed and Verdigris starts the next time.",
  found: ({ path, createdAt, bytes, transcripts }: BackupSummary): string =>
    `${path}: of ${formatDateTime(createdAt)}, ${formatBytes(bytes)}, ${count(transcripts, "archived transcript", "archived transcripts")}.`,
  ask: "Restore this backup?",
  replaces:
    "It takes the place of the library, the archive of transcripts and what was allowed, at once and in every window. What is there now is kept in the backups folder; the settings stay as they are.",
  confirm: "Restore",
} as const;
