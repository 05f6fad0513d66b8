import type { ReactNode } from "react";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { SplitPane } from "../ui/split-pane.tsx";
import type { ListState } from "../ui/use-list.ts";
import { VirtualList, type VirtualListProps } from "../ui/virtual-list.tsx";

export interface LedgerPanesProps<T> extends Pick<VirtualListProps<T>, "label" | "dragData"> {
  readonly list: ListState<T>;
  readonly renderRow: (item: T) => ReactNode;
  readonly renderChosen: (item: T) => ReactNode;
}

/** The list, and the chosen one whole beside it. */
export function LedgerPanes<T extends { readonly id: string }>({ list, renderRow, renderChosen, ...rest }: LedgerPanesProps<T>) {
  return (
    <SplitPane
      id="ledger"
      initial={0.58}
      first={<VirtualList list={list} itemKey={(item) => item.id} estimateSize={() => 50} renderItem={renderRow} {...rest} />}
      second={list.activeItem === undefined ? <p className="ledger-hint">{words.nothingChosen}</p> : renderChosen(list.activeItem)}
    />
  );
}
