import type { LedgerItem, LedgerReference } from "../../../src-shared/contract/ledger.ts";
import type { LedgerRow } from "../store/ledger-reads.ts";
import { fold } from "../analysis/characters.ts";

/** An item with what only the ledger itself needs. */
export interface LedgerEntry {
  readonly item: LedgerItem;
  /** Title, text and session title, folded: what text filters look in. */
  readonly folded: string;
  readonly tokens: readonly string[];
}

/** Items without marks, in the order of the rows. */
export function toEntries(rows: readonly LedgerRow[]): LedgerEntry[] {
  return rows.map(({ position, text, tokens, ...row }) => ({
    item: { ...row, id: `${row.sessionId}#${position}`, markdown: text, superseded: null, stale: null, recurring: null },
    folded: fold(`${row.title}\n${text}\n${row.sessionTitle}\n${row.sessionOwnId}`).replace(/[^\S\n]+/g, " "),
    tokens,
  }));
}

export function referenceTo(item: LedgerItem): LedgerReference {
  const { id, kind, title, sessionId, sessionOwnId, lines, date } = item;
  return { id, kind, title, sessionId, sessionOwnId, lines, date };
}
