import { History, Replace, Repeat } from "lucide-react";
import type { LedgerItem } from "../../src-shared/contract/index.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";

/** What became of an item, in words and signs. */
export function Marks({ item }: { readonly item: LedgerItem }) {
  return (
    <>
      {item.superseded !== null && (
        <span className="ledger-mark" data-mark="superseded" title={item.superseded.reason}>
          <Replace size="1em" aria-hidden /> {words.marks.superseded}
        </span>
      )}
      {item.stale !== null && (
        <span className="ledger-mark" data-mark="stale" title={item.stale.reason}>
          <History size="1em" aria-hidden /> {words.marks.stale}
        </span>
      )}
      {item.recurring !== null && (
        <span className="ledger-mark" data-mark="recurring" title={words.recurringIn(item.recurring.sessions)}>
          <Repeat size="1em" aria-hidden /> {words.recurringIn(item.recurring.sessions)}
        </span>
      )}
    </>
  );
}
