import type { TranscriptEntry } from "../../../src-shared/contract/index.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";
import { fold } from "../../../src-shared/query/fold.ts";
import { foldedWords, hasWords } from "../../../src-shared/query/word-filter.ts";

const DAY_MS = 24 * 3600 * 1000;
/** What is deleted within so many days is told apart. */
export const SOON_DAYS = 7;

export const KEPT_GROUPS = ["soon", "later", "gone", "kept"] as const;
export type KeptGroup = (typeof KEPT_GROUPS)[number];

export type KeptRow =
  | { readonly type: "group"; readonly group: KeptGroup; readonly count: number }
  | { readonly type: "transcript"; readonly entry: TranscriptEntry; readonly daysLeft: number | null };

/** Whole days until its assistant deletes a transcript; 0 when it may any moment, null when it will not or has. */
export function daysLeft(entry: TranscriptEntry, now: number): number | null {
  if (entry.deletesAt === null || !entry.present) return null;
  return Math.max(0, Math.floor((Date.parse(entry.deletesAt) - now) / DAY_MS));
}

export function groupOf(entry: TranscriptEntry, now: number): KeptGroup {
  if (!entry.present) return "gone";
  const days = daysLeft(entry, now);
  return days === null ? "kept" : days < SOON_DAYS ? "soon" : "later";
}

export interface KeptFilter {
  readonly text: string;
  readonly assistant: Assistant | "all";
  /** A repository's id, `none` for transcripts of no repository. */
  readonly repository: string;
}

export const EVERYTHING: KeptFilter = { text: "", assistant: "all", repository: "all" };

/** Those of the assistant and the repository whose title, folder, agent or id has all the words. */
export function keptOf(entries: readonly TranscriptEntry[], { text, assistant, repository }: KeptFilter): readonly TranscriptEntry[] {
  const words = foldedWords(text);
  return entries.filter((entry) => {
    if (assistant !== "all" && entry.assistant !== assistant) return false;
    if (repository !== "all" && (entry.repositoryId ?? "none") !== repository) return false;
    return hasWords(fold([entry.title, entry.cwd ?? "", entry.agent, entry.key, ...entry.ownIds].join("\n")), words);
  });
}

/** Archived transcripts in their given order, under a heading for what their assistant does with them; what is soon deleted comes first. */
export function keptRows(entries: readonly TranscriptEntry[], now: number): readonly KeptRow[] {
  const groups = Map.groupBy(entries, (entry) => groupOf(entry, now));
  return KEPT_GROUPS.flatMap((group): KeptRow[] => {
    const own = groups.get(group) ?? [];
    if (own.length === 0) return [];
    return [
      { type: "group", group, count: own.length },
      ...own.map((entry): KeptRow => ({ type: "transcript", entry, daysLeft: daysLeft(entry, now) })),
    ];
  });
}
