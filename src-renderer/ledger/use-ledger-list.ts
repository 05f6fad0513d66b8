import type { LedgerItem } from "../../src-shared/contract/index.ts";
import { navigate, routes } from "../app/navigation.ts";
import { useList, type ListState } from "../ui/use-list.ts";

/**
 * The list of a view of the ledger. The first click on a row shows it; one on the row that is shown, or Enter, goes to the line of the
 * entry that `entryOf` gives.
 */
export function useLedgerList<T>(items: readonly T[], entryOf: (item: T) => LedgerItem | undefined): ListState<T> {
  const list = useList<T>({
    items,
    onOpen: (item, index) => {
      const entry = index === list.active ? entryOf(item) : undefined;
      if (entry !== undefined) navigate(routes.session(entry.sessionId, { line: entry.lines.start }));
    },
  });
  return list;
}
