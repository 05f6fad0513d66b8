import type { LedgerItem, LedgerListInput } from "../../../src-shared/contract/ledger.ts";
import { toEntries, type LedgerEntry } from "../../../src-main/core/ledger/entries.ts";
import { analyse } from "../../../src-main/core/analysis/analyser.ts";
import type { LedgerRow } from "../../../src-main/core/store/ledger-reads.ts";

export interface RowDraft extends Partial<Omit<LedgerRow, "tokens">> {
  readonly title: string;
}

/** A row as the store gives it; sessions of the same `session` number are one session. */
export function row(draft: RowDraft, session: number): LedgerRow {
  const ownId = `202602${String(session).padStart(2, "0")}-120000`;
  const text = draft.text ?? draft.title;
  return {
    sessionId: `repo/${ownId}`,
    position: 0,
    kind: "decision",
    label: "Key Decisions",
    lines: { start: 10, end: 12 },
    repositoryId: "repo",
    repositoryName: "lighthouse",
    sessionOwnId: ownId,
    sessionTitle: `session ${session}`,
    agent: "claude",
    documentId: session,
    passageId: session * 100,
    path: `layer/sessions/${ownId}.md`,
    date: `2026-02-${String(session).padStart(2, "0")}T12:00:00Z`,
    ...draft,
    text,
    tokens: analyse(text === draft.title ? text : `${draft.title}\n${text}`),
  };
}

export function entriesOf(drafts: readonly (RowDraft & { readonly session: number })[]): LedgerEntry[] {
  return toEntries(drafts.map(({ session, ...draft }) => row(draft, session)));
}

export const ALL: LedgerListInput = { sort: "newest", limit: 1000, offset: 0, stage: "whole" };

export function titles(items: readonly LedgerItem[]): string[] {
  return items.map((item) => item.title);
}
