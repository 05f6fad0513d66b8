import { ChevronLeft, ChevronRight, Table2, CalendarDays } from "lucide-react";
import { memo, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { addDays, formatLongDay, type Day } from "../../strings/days.ts";
import { formatNumber } from "../../strings/format.ts";
import { sessionWords } from "../../strings/en-sessions.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { calendar, heatMap, moveDay, type HeatDay, type HeatMap as HeatMapData, type HeatMove } from "./heat-map.ts";
import "./heat-map.css";

const words = sessionWords.heat;
const MOVES: Readonly<Record<string, HeatMove>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
};
/** A column's width in steps of the grid, and what the weekdays' names and the legend take. */
const COLUMN_STEPS = 3.5;
const NAMES_STEPS = 72;
const MOST_WEEKS = 53;

export interface HeatMapProps {
  readonly counts: ReadonlyMap<Day, number>;
  /** The newest day of any session. */
  readonly newest: Day;
  readonly oldest: Day;
  readonly from: Day | null;
  readonly to: Day | null;
  /** A day, or with Shift the range from the one chosen before. Null for both takes the dates away. */
  readonly onRange: (from: Day | null, to: Day | null) => void;
}

/** Sessions by day over a year, as many weeks as there is room for. A grid: arrows move, Enter filters by the day. */
export const HeatMap = memo(function HeatMap({ counts, newest, oldest, from, to, onRange }: HeatMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const weeks = useWeekCount(box);
  const [end, setEnd] = useState<Day | null>(null);
  const [asTable, setAsTable] = useState(false);
  const days = useMemo(() => calendar(end ?? newest, weeks), [end, newest, weeks]);
  const map = useMemo(() => heatMap(counts, days), [counts, days]);
  const shift = (by: number): void => {
    const next = addDays(end ?? newest, by * 7 * weeks);
    setEnd(next >= newest ? null : next);
  };
  return (
    <section className="heat" aria-label={words.label} ref={box}>
      {asTable ? (
        <HeatTable counts={counts} />
      ) : (
        <HeatGrid map={map} focusFirst={from ?? end ?? newest} from={from} to={to} onRange={onRange} />
      )}
      <div className="heat-foot">
        {!asTable && (
          <>
            <IconButton size="small" icon={ChevronLeft} label={words.earlier} disabled={map.first <= oldest} onClick={() => shift(-1)} />
            <IconButton size="small" icon={ChevronRight} label={words.later} disabled={end === null} onClick={() => shift(1)} />
          </>
        )}
        <IconButton
          size="small"
          icon={asTable ? CalendarDays : Table2}
          label={asTable ? words.asCalendar : words.asTable}
          onClick={() => setAsTable(!asTable)}
        />
        {!asTable && (
          <span className="heat-legend" aria-hidden>
            {words.less}
            {[0, 1, 2, 3, 4].map((level) => (
              <span key={level} className="heat-swatch" data-level={level} />
            ))}
            {words.more}
          </span>
        )}
      </div>
    </section>
  );
});

function HeatGrid(props: Pick<HeatMapProps, "from" | "to" | "onRange"> & { readonly map: HeatMapData; readonly focusFirst: Day }) {
  const { map, focusFirst, from, to, onRange } = props;
  const [focused, setFocused] = useState<Day>(focusFirst);
  const inMap = (day: Day): boolean => day >= map.first && day <= map.last;
  const tabStop = inMap(focused) ? focused : inMap(focusFirst) ? focusFirst : map.last;

  function choose(day: Day, extend: boolean): void {
    if (extend && from !== null) return onRange(day < from ? day : from, day < from ? (to ?? from) : day);
    if (from === day && to === day) return onRange(null, null);
    onRange(day, day);
  }
  function onKeyDown(event: KeyboardEvent<HTMLTableElement>): void {
    const move = MOVES[event.key];
    const day = dayAt(event);
    if (day === null || move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = moveDay(map, day, move);
    setFocused(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  }
  return (
    // The table hears for its cells, so that a day is drawn anew only when it shows something else.
    <table
      className="heat-grid"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a table whose cells are moved between by arrow keys is a grid
      role="grid"
      aria-label={words.label}
      onFocus={(event) => setFocused(dayAt(event) ?? focused)}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const day = dayAt(event);
        if (day !== null) choose(day, event.shiftKey);
      }}
    >
      <thead aria-hidden>
        <tr>
          <td>{words.dayColumn}</td>
          {map.weeks.map((week, column) => (
            <td key={week[0]?.day} className="heat-month">
              {map.months.find((month) => month.column === column)?.label}
            </td>
          ))}
        </tr>
      </thead>
      <tbody>
        {words.weekdays.map((name, weekday) => (
          <tr key={name}>
            <th scope="row" className="heat-weekday">
              <span data-quiet={weekday % 2 === 1 || undefined}>{name}</span>
            </th>
            {map.weeks.map((week) => {
              const cell = week[weekday];
              if (cell === undefined) return null;
              const { day } = cell;
              const chosen = (from !== null || to !== null) && (from === null || day >= from) && (to === null || day <= to);
              return <HeatCell key={day} {...cell} chosen={chosen} isTabStop={day === tabStop} />;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HeatCell = memo(function HeatCell(props: HeatDay & { readonly chosen: boolean; readonly isTabStop: boolean }) {
  const { day, count, level, chosen, isTabStop } = props;
  const name = words.day(count, formatLongDay(day));
  return (
    <td aria-selected={chosen}>
      <button
        type="button"
        className="heat-day"
        data-day={day}
        data-level={level}
        data-chosen={chosen || undefined}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={name}
        title={name}
      />
    </td>
  );
});

/** The day on which it happened; null when it was beside them. */
function dayAt({ target }: SyntheticEvent): Day | null {
  return target instanceof HTMLElement ? (target.dataset["day"] ?? null) : null;
}

function HeatTable({ counts }: Pick<HeatMapProps, "counts">) {
  const days = Array.from(counts).toSorted(([a], [b]) => b.localeCompare(a));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keys
    <section className="heat-table" tabIndex={0} aria-label={words.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.dayColumn}</th>
            <th scope="col">{words.countColumn}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(([day, count]) => (
            <tr key={day}>
              <th scope="row">{formatLongDay(day)}</th>
              <td className="tabular">{formatNumber(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** As many whole weeks as the box is wide, a year at most. */
function useWeekCount(box: { readonly current: HTMLElement | null }): number {
  const [weeks, setWeeks] = useState(MOST_WEEKS);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const step = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * (4 / 13);
      setWeeks(Math.max(8, Math.min(MOST_WEEKS, Math.floor(element.clientWidth / step / COLUMN_STEPS - NAMES_STEPS / COLUMN_STEPS))));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return weeks;
}
