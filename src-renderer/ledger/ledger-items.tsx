import { SearchX } from "lucide-react";
import type { LedgerFacets, LedgerItem, LedgerList } from "../../src-shared/contract/index.ts";
import { routes } from "../app/navigation.ts";
import { StarMark } from "../reading/star/star-mark.tsx";
import { useStars } from "../reading/star/use-stars.ts";
import { formatShortDay, dayOf } from "../strings/days.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { KindIcon } from "../ui/kind.tsx";
import type { LedgerQuery } from "./ledger-filter.ts";
import { clearLedger, LedgerFrame } from "./ledger-frame.tsx";
import { LedgerPanes } from "./ledger-panes.tsx";
import { LedgerPreview } from "./ledger-preview.tsx";
import { Marks } from "./marks.tsx";
import { useLedgerList } from "./use-ledger-list.ts";

export interface LedgerItemsProps {
  readonly query: LedgerQuery;
  readonly facets: LedgerFacets;
  /** Marks have been worked out. */
  readonly isMarked: boolean;
  readonly list: LedgerList;
  readonly onAll: () => void;
}

/** One by one, the chosen one whole beside the list. */
export function LedgerItems({ query, facets, isMarked, list: { items, total }, onAll }: LedgerItemsProps) {
  const list = useLedgerList(items, (item) => item);
  const several = facets.repositories.length > 1 || query.repositories.length > 0;
  return (
    <LedgerFrame
      query={query}
      facets={facets}
      isMarked={isMarked}
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
        <LedgerPanes
          list={list}
          label={words.list}
          renderRow={(item) => <Row item={item} showRepository={several} />}
          renderChosen={(item) => <LedgerPreview key={item.id} item={item} />}
          dragData={(item) => {
            const url = new URL(routes.session(item.sessionId, { line: item.lines.start }), window.location.href).href;
            return { url, markdown: `[${item.title}](${url})` };
          }}
        />
      )}
    </LedgerFrame>
  );
}

function Row({ item, showRepository }: { readonly item: LedgerItem; readonly showRepository: boolean }) {
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
        {[day === null ? null : formatShortDay(day), item.sessionTitle, showRepository ? item.repositoryName : null]
          .filter((part) => part !== null)
          .join(" · ")}
      </span>
    </div>
  );
}
