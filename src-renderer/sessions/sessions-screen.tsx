import { MessagesSquare, SearchX, X } from "lucide-react";
import { memo, useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { formatLongDay, type Day } from "../strings/days.ts";
import { common } from "../strings/en-common.ts";
import { sessionWords as words } from "../strings/en-sessions.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useIdleValue } from "../ui/use-idle-value.ts";
import { useList } from "../ui/use-list.ts";
import { useRem } from "../ui/use-rem.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { Facets } from "./timeline/facets.tsx";
import { isRestricted, readFilter, writeFilter, type Filtered, type TimelineFilter } from "./timeline/filter.ts";
import { countByDay } from "./timeline/heat-map.ts";
import { HeatMap } from "./timeline/heat-map.tsx";
import { timelineRows, type TimelineRow } from "./timeline/rows.ts";
import { SessionRow } from "./timeline/session-row.tsx";
import type { TimelineSession } from "./timeline/timeline-session.ts";
import { useTimeline } from "./timeline/use-timeline.ts";
import "./timeline/timeline.css";

/** Heights of a session and of a day's name, in the root's font size. */
const ROW_REM = 32 / 13;
const DAY_REM = 40 / 13;

/** The timeline of all sessions. Its filters are the address, so that back, reload and a copied link keep them. */
export function SessionsScreen({ params }: { readonly params: URLSearchParams }) {
  const filter = useMemo(() => readFilter(params), [params]);
  const choices = useChoices(params);
  const { all, filtered, error, retry } = useTimeline(filter);
  if (error !== null) return <ErrorState error={error} onRetry={retry} />;
  if (all === null || filtered === null) return <Skeleton />;
  if (all.length === 0) {
    return (
      <EmptyState
        icon={MessagesSquare}
        title={words.empty}
        actions={<ButtonLink href={routes.library()}>{common.addRepository}</ButtonLink>}
      >
        {words.emptyText}
      </EmptyState>
    );
  }
  return <TimelineView all={all} filtered={filtered} filter={filter} choices={choices} />;
}

interface TimelineViewProps {
  readonly all: readonly TimelineSession[];
  readonly filtered: Filtered;
  readonly filter: TimelineFilter;
  /** The filter without its text. */
  readonly choices: TimelineFilter;
}

function TimelineView({ all, filtered, filter, choices }: TimelineViewProps) {
  const field = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => timelineRows(filtered.sessions), [filtered]);
  // A column that would be empty takes no room.
  const columns = useMemo(
    () => ({
      "data-repositories": new Set(all.map(({ summary }) => summary.repositoryId)).size > 1 || undefined,
      "data-branches": all.some(({ summary }) => summary.branch !== null) || undefined,
      "data-prompts": all.some(({ summary }) => summary.prompts > 0) || undefined,
      "data-work": all.some(({ summary }) => summary.workType !== null) || undefined,
    }),
    [all],
  );
  // The list comes with the letter; the calendar and the facets, which are much to draw, may come after it.
  const later = useIdleValue(filtered);
  const rowHeight = useRem(ROW_REM);
  const dayHeight = useRem(DAY_REM);
  const set = useFilterChange(filter);
  const clear = (): void => navigate(routes.sessions(), { replace: true });
  const list = useList<TimelineRow>({
    items: rows,
    isHeading: (row) => row.type === "day",
    onOpen: (row) => {
      if (row.type === "session") navigate(routes.session(row.summary.id));
    },
  });
  useKeys({
    "search.focus": () => field.current?.focus(),
    "screen.back": () => (filter.text === "" ? false : set({ text: "" })),
  });
  const total = useMemo(() => all.filter(({ summary }) => filter.init || summary.format !== "init").length, [all, filter.init]);
  return (
    <div className="timeline" {...columns}>
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
      <Calendar all={all} filtered={later} from={filter.from} to={filter.to} onChange={set} />
      <div className="timeline-filters">
        <SearchField
          ref={field}
          label={words.filter}
          placeholder={words.filterHint}
          value={filter.text}
          onChange={(text) => set({ text })}
          {...list.inputProps}
        />
        <Facets all={all} filtered={later} filter={choices} onChange={set} />
      </div>
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
          isExact
          estimateSize={(row) => (row.type === "day" ? dayHeight : rowHeight)}
          renderItem={(row) => (row.type === "day" ? <DayHeading row={row} /> : <SessionRow summary={row.summary} day={row.day} />)}
          dragData={(row) => dragDataOf(row)}
        />
      )}
    </div>
  );
}

/** The filter without its text: the same while one types, so that what shows only this need not be drawn again. */
function useChoices(params: URLSearchParams): TimelineFilter {
  const others = new URLSearchParams(params);
  others.delete("text");
  const key = others.toString();
  return useMemo(() => readFilter(new URLSearchParams(key)), [key]);
}

/** Changes a part of the filter as it is when that is asked for. The same function at each render. */
function useFilterChange(filter: TimelineFilter): (change: Partial<TimelineFilter>) => void {
  const latest = useRef(filter);
  useLayoutEffect(() => {
    latest.current = filter;
  });
  return useCallback((change) => navigate(routes.sessions(writeFilter({ ...latest.current, ...change })), { replace: true }), []);
}

interface CalendarProps {
  readonly all: readonly TimelineSession[];
  readonly filtered: Filtered;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly onChange: (change: Partial<TimelineFilter>) => void;
}

const Calendar = memo(function Calendar({ all, filtered, from, to, onChange }: CalendarProps) {
  const counts = useMemo(() => countByDay(filtered.anyDay), [filtered]);
  const days = useMemo(() => all.flatMap(({ day }) => (day === null ? [] : [day])).toSorted(), [all]);
  const onRange = useCallback((first: Day | null, last: Day | null) => onChange({ from: first, to: last }), [onChange]);
  const [oldest] = days;
  const newest = days.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  return <HeatMap counts={counts} oldest={oldest} newest={newest} from={from} to={to} onRange={onRange} />;
});

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
  const { id, title, ownId } = row.summary;
  const url = new URL(routes.session(id), window.location.href).href;
  return { url, markdown: `[${title} (${ownId})](${url})` };
}
