import type { BackupSummary } from "../../../src-shared/contract/host.ts";
import type { BackupDescription } from "./description.ts";

export function summarise(path: string, { createdAt, version, files }: BackupDescription): BackupSummary {
  return {
    path,
    createdAt,
    version,
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    transcripts: files.filter((file) => file.path.startsWith("archive/manifests/")).length,
  };
}
