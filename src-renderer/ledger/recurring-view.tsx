import { Repeat, SearchX } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import type { LedgerFacets, RecurringCluster } from "../../src-shared/contract/index.ts";
import { LEDGER_KINDS } from "../../src-shared/domain/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { formatDate } from "../strings/format.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ledgerFilter, type LedgerQuery } from "./ledger-filter.ts";
import { LedgerFrame } from "./ledger-frame.tsx";
import { LedgerPanes } from "./ledger-panes.tsx";
import { RecurringPreview } from "./recurring-preview.tsx";
import { useLedgerList } from "./use-ledger-list.ts";

const MOST = 2000;
const NONE: readonly RecurringCluster[] = [];

export interface RecurringViewProps {
  readonly query: LedgerQuery;
  readonly facets: LedgerFacets;
  /** Marks have been worked out. */
  readonly isMarked: boolean;
}

/** What came up in more than one session, each group once, most sessions first. */
export function RecurringView({ query, facets, isMarked }: RecurringViewProps) {
  const input = useMemo(() => {
    const filter = ledgerFilter(query);
    return { ...filter, kinds: filter.kinds ?? [...LEDGER_KINDS], limit: MOST };
  }, [query]);
  const { data, error, refetch } = useCoreQuery("ledger.recurring", useDeferredValue(input), { keepPrevious: true });
  const clusters = data?.clusters ?? NONE;
  const list = useLedgerList(clusters, (cluster) => cluster.items.at(-1));
  return (
    <LedgerFrame query={query} facets={facets} isMarked={isMarked} detail={words.groupCount(data?.total ?? 0)} inputProps={list.inputProps}>
      {error !== null ? (
        <ErrorState title={words.notLoaded} error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton />
      ) : clusters.length === 0 ? (
        <EmptyState icon={SearchX} title={words.noGroups} />
      ) : (
        <LedgerPanes
          list={list}
          label={words.groups}
          renderRow={(cluster) => <Row cluster={cluster} />}
          renderChosen={(cluster) => <RecurringPreview key={cluster.id} cluster={cluster} />}
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
        {[span, common.join(", ")].filter((part) => part !== null && part !== "").join(" · ")}
      </span>
    </div>
  );
}
