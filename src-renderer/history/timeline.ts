import type { Answer, Biography, BiographyCommit, BiographySession } from "../../src-shared/contract/index.ts";

export const HISTORY_KINDS = ["commit", "session", "decision", "challenge"] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** One moment in the life of a file or symbol. */
export type HistoryEntry = { readonly id: string; readonly date: string | null } & (
  | { readonly kind: "commit"; readonly commit: BiographyCommit }
  | { readonly kind: "session"; readonly session: BiographySession }
  | { readonly kind: "decision" | "challenge"; readonly answer: Answer }
);

/** Everything a biography knows in one order of time, newest first; what has no date comes last. */
export function historyEntries({
  commits,
  sessions,
  answers,
}: Pick<Biography, "commits" | "sessions" | "answers">): readonly HistoryEntry[] {
  const entries: readonly HistoryEntry[] = [
    ...commits.map((commit): HistoryEntry => ({ id: `commit ${commit.hash}`, kind: "commit", date: commit.committedAt, commit })),
    ...sessions.map((session): HistoryEntry => ({ id: `session ${session.id}`, kind: "session", date: session.startedAt, session })),
    ...answers.map((answer): HistoryEntry => ({ id: `item ${answer.item.id}`, kind: answer.item.kind, date: answer.item.date, answer })),
  ];
  const time = (entry: HistoryEntry): number => (entry.date === null ? Number.NEGATIVE_INFINITY : Date.parse(entry.date));
  return entries.toSorted((a, b) => time(b) - time(a) || HISTORY_KINDS.indexOf(b.kind) - HISTORY_KINDS.indexOf(a.kind));
}

/** `YYYY-MM` in the reader's zone, or null. */
function monthOf(date: string | null): string | null {
  const at = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at)) return null;
  const day = new Date(at);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}`;
}

/** Entries under the month they belong to, in their order. */
export function byMonth(
  entries: readonly HistoryEntry[],
): readonly { readonly month: string | null; readonly entries: readonly HistoryEntry[] }[] {
  return [...Map.groupBy(entries, (entry) => monthOf(entry.date))].map(([month, own]) => ({ month, entries: own }));
}
