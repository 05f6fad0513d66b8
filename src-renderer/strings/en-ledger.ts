import type { LedgerMark, LedgerSort } from "../../src-shared/contract/index.ts";
import type { LedgerKind } from "../../src-shared/domain/index.ts";
import { count, formatNumber } from "./format.ts";

/** Words of the ledger. */
export const ledgerWords = {
  title: "Ledger",
  filter: "Filter decisions and challenges",
  filterHint: 'Words, "a phrase", -without',
  empty: "No decisions or challenges yet",
  emptyText: "They are read from the sessions of the repositories you index.",
  noneMatch: "Nothing matches these filters",
  clearFilters: "Clear filters",
  shown: (shown: number, total: number): string =>
    shown < total ? `${formatNumber(shown)} of ${count(total, "entry", "entries")}` : count(total, "entry", "entries"),
  showAll: "Show all",
  repositories: "Repository",
  agents: "Agent",
  kindsLabel: "Kinds",
  kinds: { decision: "Decisions", challenge: "Challenges" } satisfies Record<LedgerKind, string>,
  marksLabel: "Marks",
  marks: { superseded: "Superseded", stale: "Stale", recurring: "Recurring", standing: "Standing" } satisfies Record<LedgerMark, string>,
  recurringIn: (sessions: number): string => `In ${count(sessions, "session", "sessions")}`,
  sort: "Sort by",
  sorts: {
    newest: "Newest first",
    oldest: "Oldest first",
    title: "Title",
    repository: "Repository",
    session: "Session",
    stalest: "Most changed since",
  } satisfies Record<LedgerSort, string>,
  list: "Decisions and challenges",
  preview: "Entry",
  open: "Open in its session",
  nothingChosen: "Choose an entry to read it",
  notLoaded: "The ledger could not be read",
  supersededBy: "Superseded by",
  supersedes: "Takes the place of",
  similar: "Nearly the same elsewhere",
  changedSince: "Changed since",
  commits: (value: number): string => count(value, "commit", "commits"),
  deleted: "deleted",
  session: "Session",
} as const;
