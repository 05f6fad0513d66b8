import { Repeat, SearchX } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import type { LedgerFacets, RecurringCluster } from "../../src-shared/contract/index.ts";
import { LEDGER_KINDS } from "../../src-shared/domain/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { navigate, routes } from "../app/navigation.ts";
import { formatDate } from "../strings/format.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SplitPane } from "../ui/split-pane.tsx";
import { useList } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { ledgerFilter, type LedgerQuery } from "./ledger-filter.ts";
import { LedgerFrame } from "./ledger-frame.tsx";
import { RecurringPreview } from "./recurring-preview.tsx";

const MOST = 2000;
const NONE: readonly RecurringCluster[] = [];

export interface RecurringViewProps {
  readonly query: LedgerQuery;
  readonly facets: LedgerFacets;
}

/** What came up in more than one session, each group once, most sessions first. */
export function RecurringView({ query, facets }: RecurringViewProps) {
  const input = useMemo(() => {
    const filter = ledgerFilter(query);
    return { ...filter, kinds: filter.kinds ?? [...LEDGER_KINDS], limit: MOST };
  }, [query]);
  const { data, error, refetch } = useCoreQuery("ledger.recurring", useDeferredValue(input), { keepPrevious: true });
  const clusters = data?.clusters ?? NONE;
  const list = useList<RecurringCluster>({
    items: clusters,
    // As for single items: the first click shows, one more goes to the newest.
    onOpen: (cluster, index) => {
      const newest = cluster.items.at(-1);
      if (index === list.active && newest !== undefined) navigate(routes.session(newest.sessionId, { line: newest.lines.start }));
    },
  });
  return (
    <LedgerFrame query={query} facets={facets} detail={words.groupCount(data?.total ?? 0)} inputProps={list.inputProps}>
      {error !== null ? (
        <ErrorState title={words.notLoaded} error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton />
      ) : clusters.length === 0 ? (
        <EmptyState icon={SearchX} title={words.noGroups} />
      ) : (
        <SplitPane
          id="ledger"
          initial={0.58}
          first={
            <VirtualList
              list={list}
              label={words.groups}
              itemKey={(cluster) => cluster.id}
              estimateSize={() => 50}
              renderItem={(cluster) => <Row cluster={cluster} />}
            />
          }
          second={
            list.activeItem === undefined ? (
              <p className="ledger-hint">{words.nothingChosen}</p>
            ) : (
              <RecurringPreview key={list.activeItem.id} cluster={list.activeItem} />
            )
          }
        />
      )}
    </LedgerFrame>
  );
}

function Row({ cluster: { kind, title, sessions, first, last, words: common } }: { readonly cluster: RecurringCluster }) {
  const span = first === null || last === null ? null : words.span(formatDate(first), formatDate(last));
  return (
    <div className="ledger-row">
      <KindIcon kind={kind} />
      <span className="visually-hidden">{words.kinds[kind]}</span>
      <span className="ledger-row-title truncate">{title}</span>
      <span className="ledger-row-marks">
        <span className="ledger-mark" data-mark="recurring">
          <Repeat size="1em" aria-hidden /> {words.recurringIn(sessions)}
        </span>
      </span>
      <span className="ledger-row-detail truncate">
        {[span, [...new Set(common)].join(", ")].filter((part) => part !== null && part !== "").join(" · ")}
      </span>
    </div>
  );
}
