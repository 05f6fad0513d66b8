import { ScrollText, SearchX, X } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { LedgerItem, LedgerList } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { StarMark } from "../reading/star/star-mark.tsx";
import { useStars } from "../reading/star/use-stars.ts";
import { formatShortDay, dayOf } from "../strings/days.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SplitPane } from "../ui/split-pane.tsx";
import { useList } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { isLedgerRestricted, ledgerInput, readLedgerQuery, writeLedgerQuery, type LedgerQuery } from "./ledger-filter.ts";
import { LedgerFilters } from "./ledger-filters.tsx";
import { LedgerPreview } from "./ledger-preview.tsx";
import { Marks } from "./marks.tsx";
import "./ledger.css";

/** How many are asked for before "Show all": enough to scroll through, few enough to come at once. */
const FIRST = 400;
const ALL = 100_000;

/** Every decision and challenge of every repository, with what became of it. */
export function LedgerScreen({ params }: { readonly params: URLSearchParams }) {
  const query = useMemo(() => readLedgerQuery(params), [params]);
  const [limit, setLimit] = useState(FIRST);
  const input = useMemo(() => ledgerInput(query, limit), [query, limit]);
  const { data, error, refetch } = useCoreQuery("ledger.list", useDeferredValue(input), { keepPrevious: true });
  if (error !== null && data === undefined) return <ErrorState title={words.notLoaded} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  if (data.total === 0 && !isLedgerRestricted(query)) {
    return (
      <EmptyState icon={ScrollText} title={words.empty}>
        {words.emptyText}
      </EmptyState>
    );
  }
  return <LedgerView query={query} list={data} onAll={() => setLimit(ALL)} />;
}

function LedgerView({
  query,
  list: { items, total, facets },
  onAll,
}: {
  readonly query: LedgerQuery;
  readonly list: LedgerList;
  readonly onAll: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  const set = (next: LedgerQuery): void => navigate(routes.ledger(writeLedgerQuery(next)), { replace: true });
  const clear = (): void => navigate(routes.ledger(query.sort === "newest" ? {} : { sort: query.sort }), { replace: true });
  const list = useList<LedgerItem>({
    items,
    // The first click on a row shows it; one on the row that is shown, or Enter, goes to its line.
    onOpen: (item, index) => {
      if (index === list.active) navigate(routes.session(item.sessionId, { line: item.lines.start }));
    },
  });
  useKeys({
    "search.focus": () => field.current?.focus(),
    "screen.back": () => (query.text === "" ? false : set({ ...query, text: "" })),
  });
  return (
    <div className="ledger">
      <PageHeader
        title={words.title}
        detail={<span aria-live="polite">{words.shown(items.length, total)}</span>}
        actions={
          <>
            {items.length < total && (
              <Button size="small" onClick={onAll}>
                {words.showAll}
              </Button>
            )}
            {isLedgerRestricted(query) && (
              <Button variant="quiet" size="small" icon={X} onClick={clear}>
                {words.clearFilters}
              </Button>
            )}
          </>
        }
      />
      <LedgerFilters query={query} facets={facets} onChange={set}>
        <SearchField
          ref={field}
          label={words.filter}
          placeholder={words.filterHint}
          value={query.text}
          onChange={(text) => set({ ...query, text })}
          {...list.inputProps}
        />
      </LedgerFilters>
      {items.length === 0 ? (
        <EmptyState icon={SearchX} title={words.noneMatch} actions={<Button onClick={clear}>{words.clearFilters}</Button>} />
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
    </div>
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
