import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RetentionPolicy } from "../../../src-shared/contract/transcripts.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";
import { folderOf } from "./files.ts";
import { numberAt } from "./json.ts";
import type { Machine } from "./transcript-reader.ts";

const DAY_MS = 24 * 3600 * 1000;
const DEFAULT_DAYS = 30;

/**
 * What an assistant says of how long it keeps its transcripts. Claude Code deletes what nobody used for `cleanupPeriodDays` (in its settings; 30 when
 * they are silent). SpecStory and aider write into the project and delete nothing. Of the others nothing is documented.
 */
export async function retentionOf(assistant: Assistant, machine: Machine): Promise<RetentionPolicy> {
  if (assistant === "specstory" || assistant === "aider") return { kind: "keeps" };
  if (assistant !== "claude-code") return { kind: "unknown" };
  const path = join(folderOf(machine, "CLAUDE_CONFIG_DIR", ".claude"), "settings.json");
  const days = await readFile(path, "utf8")
    .then((text) => numberAt(JSON.parse(text), "cleanupPeriodDays"))
    .catch(() => null);
  return { kind: "deletes", afterDays: days !== null && days >= 0 ? days : DEFAULT_DAYS, setting: days === null ? null : path };
}

/** When the assistant will delete a transcript that nobody uses until then, or null when it will not or nobody knows. */
export function deletionOf(policy: RetentionPolicy, lastUsedMs: number): string | null {
  return policy.kind === "deletes" ? new Date(lastUsedMs + policy.afterDays * DAY_MS).toISOString() : null;
}
