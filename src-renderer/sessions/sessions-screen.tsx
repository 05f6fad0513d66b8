import { MessagesSquare, SearchX, X } from "lucide-react";
import { useDeferredValue, useMemo, useRef } from "react";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { formatLongDay } from "../strings/days.ts";
import { sessionWords as words } from "../strings/en-sessions.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useList } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { FilterBar } from "./timeline/filter-bar.tsx";
import { isRestricted, readFilter, writeFilter, type Filtered, type TimelineFilter, type TimelineSession } from "./timeline/filter.ts";
import { countByDay } from "./timeline/heat-map.ts";
import { HeatMap } from "./timeline/heat-map.tsx";
import { timelineRows, type TimelineRow } from "./timeline/rows.ts";
import { SessionRow } from "./timeline/session-row.tsx";
import { useTimeline } from "./timeline/use-timeline.ts";
import "./timeline/timeline.css";

/** The timeline of all sessions. Its filters are the address, so that back, reload and a copied link keep them. */
export function SessionsScreen({ params }: { readonly params: URLSearchParams }) {
  const filter = useMemo(() => readFilter(params), [params]);
  // The list may come a frame after the letter; the letter never waits for the list.
  const applied = useDeferredValue(filter);
  const { all, filtered, error, retry } = useTimeline(applied);
  if (error !== null) return <ErrorState error={error} onRetry={retry} />;
  if (all === null || filtered === null) return <Skeleton />;
  if (all.length === 0) {
    return (
      <EmptyState icon={MessagesSquare} title={words.empty} actions={<ButtonLink href={routes.library()}>{words.openLibrary}</ButtonLink>}>
        {words.emptyText}
      </EmptyState>
    );
  }
  return <TimelineView all={all} filtered={filtered} filter={filter} />;
}

interface TimelineViewProps {
  readonly all: readonly TimelineSession[];
  readonly filtered: Filtered;
  readonly filter: TimelineFilter;
}

function TimelineView({ all, filtered, filter }: TimelineViewProps) {
  const field = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => timelineRows(filtered.sessions), [filtered]);
  const several = useMemo(() => new Set(all.map(({ summary }) => summary.repositoryId)).size > 1, [all]);
  const set = (next: TimelineFilter): void => navigate(routes.sessions(writeFilter(next)), { replace: true });
  const clear = (): void => navigate(routes.sessions(), { replace: true });
  const list = useList<TimelineRow>({
    items: rows,
    isHeading: (row) => row.type === "day",
    onOpen: (row) => {
      if (row.type === "session") navigate(routes.session(row.session.summary.id));
    },
  });
  useKeys({
    "search.focus": () => field.current?.focus(),
    "screen.back": () => (filter.text === "" ? false : set({ ...filter, text: "" })),
  });
  const total = useMemo(() => all.filter(({ summary }) => filter.init || summary.format !== "init").length, [all, filter.init]);
  return (
    <div className="timeline">
      <PageHeader
        title={words.title}
        detail={<span aria-live="polite">{words.shown(filtered.sessions.length, total)}</span>}
        actions={
          isRestricted(filter) && (
            <Button variant="quiet" size="small" icon={X} onClick={clear}>
              {words.clearFilters}
            </Button>
          )
        }
      />
      <Calendar all={all} filtered={filtered} filter={filter} onChange={set} />
      <FilterBar all={all} filtered={filtered} filter={filter} onChange={set}>
        <SearchField
          ref={field}
          label={words.filter}
          placeholder={words.filterHint}
          value={filter.text}
          onChange={(text) => set({ ...filter, text })}
          {...list.inputProps}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={words.noneMatch}
          actions={
            <>
              <Button onClick={clear}>{words.clearFilters}</Button>
              {filter.text.trim() !== "" && (
                <ButtonLink href={routes.search({ q: `${filter.text} type:session` })}>{words.searchInside}</ButtonLink>
              )}
            </>
          }
        />
      ) : (
        <VirtualList
          className="timeline-list"
          list={list}
          label={words.title}
          itemKey={(row) => (row.type === "day" ? `day ${row.day}` : row.session.summary.id)}
          estimateSize={(row) => (row.type === "day" ? 40 : 32)}
          renderItem={(row) =>
            row.type === "day" ? (
              <DayHeading row={row} />
            ) : (
              <SessionRow summary={row.session.summary} day={row.session.day} showRepository={several} />
            )
          }
          dragData={(row) => dragDataOf(row)}
        />
      )}
    </div>
  );
}

function Calendar({ all, filtered, filter, onChange }: TimelineViewProps & { readonly onChange: (filter: TimelineFilter) => void }) {
  const counts = useMemo(() => countByDay(filtered.anyDay), [filtered]);
  const days = useMemo(() => all.flatMap(({ day }) => (day === null ? [] : [day])).toSorted(), [all]);
  const [oldest] = days;
  const newest = days.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  return (
    <HeatMap
      counts={counts}
      oldest={oldest}
      newest={newest}
      from={filter.from}
      to={filter.to}
      onRange={(from, to) => onChange({ ...filter, from, to })}
    />
  );
}

function DayHeading({ row }: { readonly row: Extract<TimelineRow, { type: "day" }> }) {
  return (
    <div className="timeline-day">
      <span className="timeline-day-name">{row.day === null ? words.undated : formatLongDay(row.day)}</span>
      <span className="ui-count tabular">{row.count}</span>
    </div>
  );
}

function dragDataOf(row: TimelineRow): { url: string; markdown: string } {
  if (row.type === "day") return { url: "", markdown: "" };
  const { id, title, ownId } = row.session.summary;
  const url = new URL(routes.session(id), window.location.href).href;
  return { url, markdown: `[${title} (${ownId})](${url})` };
}
