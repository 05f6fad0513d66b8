import type { SharedKind } from "../../../src-shared/contract/sync.ts";
import type { DocumentDigest } from "../store/transfer-reads.ts";

/** Which choice a document falls under. What was not read is of no use elsewhere. */
export function sharedKindOf({ kind, format, state }: DocumentDigest): SharedKind | null {
  if (state !== "indexed") return null;
  return kind === "session" && format === "transcript" ? "transcript" : kind;
}
