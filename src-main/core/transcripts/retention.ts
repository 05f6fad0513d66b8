import type { RetentionPolicy } from "../../../src-shared/contract/transcripts.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";
import { TRANSCRIPT_READERS } from "./registry.ts";
import type { Machine } from "./transcript-reader.ts";

const DAY_MS = 24 * 3600 * 1000;

/** What an assistant says of how long it keeps its transcripts. */
export async function retentionOf(assistant: Assistant, machine: Machine): Promise<RetentionPolicy> {
  return (await TRANSCRIPT_READERS[assistant].retention?.(machine)) ?? { kind: "unknown" };
}

/** When the assistant will delete a transcript that nobody uses until then, or null when it will not or nobody knows. */
export function deletionOf(policy: RetentionPolicy, lastUsedMs: number): string | null {
  return policy.kind === "deletes" ? new Date(lastUsedMs + policy.afterDays * DAY_MS).toISOString() : null;
}
