import { SearchX } from "lucide-react";
import type { LedgerFacets, LedgerItem, LedgerList } from "../../src-shared/contract/index.ts";
import { navigate, routes } from "../app/navigation.ts";
import { StarMark } from "../reading/star/star-mark.tsx";
import { useStars } from "../reading/star/use-stars.ts";
import { formatShortDay, dayOf } from "../strings/days.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { SplitPane } from "../ui/split-pane.tsx";
import { useList } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import type { LedgerQuery } from "./ledger-filter.ts";
import { clearLedger, LedgerFrame } from "./ledger-frame.tsx";
import { LedgerPreview } from "./ledger-preview.tsx";
import { Marks } from "./marks.tsx";

export interface LedgerItemsProps {
  readonly query: LedgerQuery;
  readonly facets: LedgerFacets;
  readonly list: LedgerList;
  readonly onAll: () => void;
}

/** One by one, the chosen one whole beside the list. */
export function LedgerItems({ query, facets, list: { items, total }, onAll }: LedgerItemsProps) {
  const list = useList<LedgerItem>({
    items,
    // The first click on a row shows it; one on the row that is shown, or Enter, goes to its line.
    onOpen: (item, index) => {
      if (index === list.active) navigate(routes.session(item.sessionId, { line: item.lines.start }));
    },
  });
  return (
    <LedgerFrame
      query={query}
      facets={facets}
      detail={words.shown(items.length, total)}
      inputProps={list.inputProps}
      actions={
        items.length < total && (
          <Button size="small" onClick={onAll}>
            {words.showAll}
          </Button>
        )
      }
    >
      {items.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={words.noneMatch}
          actions={<Button onClick={() => clearLedger(query)}>{words.clearFilters}</Button>}
        />
      ) : (
        <SplitPane
          id="ledger"
          initial={0.58}
          first={
            <VirtualList
              list={list}
              label={words.list}
              itemKey={(item) => item.id}
              estimateSize={() => 50}
              renderItem={(item) => <Row item={item} />}
              dragData={(item) => {
                const url = new URL(routes.session(item.sessionId, { line: item.lines.start }), window.location.href).href;
                return { url, markdown: `[${item.title}](${url})` };
              }}
            />
          }
          second={
            list.activeItem === undefined ? (
              <p className="ledger-hint">{words.nothingChosen}</p>
            ) : (
              <LedgerPreview key={list.activeItem.id} item={list.activeItem} />
            )
          }
        />
      )}
    </LedgerFrame>
  );
}

function Row({ item }: { readonly item: LedgerItem }) {
  const day = dayOf(item.date);
  const isStarred = useStars()(item);
  return (
    <div className="ledger-row" data-superseded={item.superseded !== null || undefined}>
      <KindIcon kind={item.kind} />
      <span className="visually-hidden">{words.kinds[item.kind]}</span>
      <span className="ledger-row-title truncate">{item.title}</span>
      <span className="ledger-row-marks">
        {isStarred && <StarMark />}
        <Marks item={item} />
      </span>
      <span className="ledger-row-detail truncate">
        {[day === null ? null : formatShortDay(day), item.sessionTitle, item.repositoryName].filter((part) => part !== null).join(" · ")}
      </span>
    </div>
  );
}
