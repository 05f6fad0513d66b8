import type { LedgerItem, LedgerReference } from "../../../src-shared/contract/ledger.ts";
import { firstWords, plainInline } from "../sources/text-lines.ts";
import type { LedgerRow } from "../store/ledger-reads.ts";
import { lazily } from "../store/service.ts";
import { fold } from "../../../src-shared/query/fold.ts";

/** An item with what only the ledger itself needs. */
export interface LedgerEntry {
  readonly item: LedgerItem;
  /** Title, text and session title, folded: what text filters look in. Made when the first filter asks, for most readers never type one. */
  readonly folded: () => string;
  readonly tokens: readonly string[];
}

/** Items without marks, in the order of the rows. */
export function toEntries(rows: readonly LedgerRow[]): LedgerEntry[] {
  return rows.map(({ position, text, tokens, ...row }) => ({
    item: {
      ...row,
      title: telling(row.title, text),
      id: `${row.sessionId}#${position}`,
      markdown: text,
      superseded: null,
      stale: null,
      recurring: null,
    },
    folded: lazily(() => fold(`${row.title}\n${text}\n${row.sessionTitle}\n${row.sessionOwnId}`).replace(/[^\S\n]+/g, " ")),
    tokens,
  }));
}

/** `**Challenge**: what it was` has a lead that only repeats what it is: the words after it are its title. */
function telling(title: string, text: string): string {
  if (!/^(?:key )?(?:challenge|solution|decision|issue|problem|fix|resolution|choice|lesson)s?(?: (?:#?\d+|faced|made))?:?$/i.test(title))
    return title;
  const rest = plainInline(text.slice(text.toLowerCase().indexOf(title.toLowerCase().replace(/:$/, "")) + title.length)).replace(
    /^[\s*:—–-]+/,
    "",
  );
  const line = firstWords(rest.split("\n", 1)[0] ?? "", 120);
  return line === "" ? title : line;
}

export function referenceTo(item: LedgerItem): LedgerReference {
  const { id, kind, title, sessionId, sessionOwnId, lines, date } = item;
  return { id, kind, title, sessionId, sessionOwnId, lines, date };
}
