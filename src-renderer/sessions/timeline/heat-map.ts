import { addDays, dateOfDay, weekday, weekOf, type Day } from "../../strings/days.ts";
import { LOCALE } from "../../strings/format.ts";
import type { TimelineSession } from "./timeline-session.ts";

export interface HeatDay {
  readonly day: Day;
  readonly count: number;
  /** 0 for none, else 1…4: quarters of the busiest day's logarithm, so that one very busy day does not pale all others. */
  readonly level: 0 | 1 | 2 | 3 | 4;
}

export interface Calendar {
  /** Columns: weeks from Monday to Sunday, oldest first. */
  readonly weeks: readonly (readonly Day[])[];
  /** Above the column where a month begins. */
  readonly months: readonly { readonly column: number; readonly label: string }[];
  readonly first: Day;
  readonly last: Day;
}

export interface HeatMap extends Omit<Calendar, "weeks"> {
  readonly weeks: readonly (readonly HeatDay[])[];
}

const monthName = new Intl.DateTimeFormat(LOCALE, { month: "short" });
const monthOfYear = new Intl.DateTimeFormat(LOCALE, { month: "short", year: "numeric" });

export function countByDay(sessions: readonly TimelineSession[]): ReadonlyMap<Day, number> {
  const counts = new Map<Day, number>();
  for (const { day } of sessions) if (day !== null) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}

/** The days of `weekCount` whole weeks, of which the last is that of `end`. They stay the same while one types. */
export function calendar(end: Day, weekCount: number): Calendar {
  const lastMonday = weekOf(end);
  const first = addDays(lastMonday, -7 * (weekCount - 1));
  const weeks = Array.from({ length: weekCount }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(first, week * 7 + day)));
  return { weeks, months: monthLabels(weeks), first, last: addDays(lastMonday, 6) };
}

/** The calendar with what happened on each of its days. */
export function heatMap(counts: ReadonlyMap<Day, number>, days: Calendar): HeatMap {
  const most = Math.max(1, ...counts.values());
  const weeks = days.weeks.map((week) =>
    week.map((day): HeatDay => {
      const count = counts.get(day) ?? 0;
      return { day, count, level: levelOf(count, most) };
    }),
  );
  return { ...days, weeks };
}

function levelOf(count: number, most: number): HeatDay["level"] {
  if (count === 0) return 0;
  return Math.min(4, Math.max(1, Math.round((4 * Math.log2(count + 1)) / Math.log2(most + 1)))) as HeatDay["level"];
}

/** A month is named over its first whole week; the first name and each January carry the year. Names that would touch the next give way. */
function monthLabels(weeks: Calendar["weeks"]): Calendar["months"] {
  const labels: { column: number; label: string }[] = [];
  let before = "";
  weeks.forEach((week, column) => {
    const monday = dateOfDay(week[0] ?? "");
    if (monday === null) return;
    const month = `${monday.getFullYear()}-${monday.getMonth()}`;
    if (month === before) return;
    before = month;
    if (column > 0 && monday.getDate() > 7) return;
    const previous = labels.at(-1);
    if (previous !== undefined && column - previous.column < (previous.label.includes(" ") ? 5 : 3)) {
      // The month at the left edge is cut anyway; any other keeps its name.
      if (previous.column > 0) return;
      labels.pop();
    }
    labels.push({ column, label: labels.length === 0 || monday.getMonth() === 0 ? monthOfYear.format(monday) : monthName.format(monday) });
  });
  return labels;
}

export type HeatMove = "left" | "right" | "up" | "down" | "first" | "last";

/** Where a key leads from a day, kept within the map. */
export function moveDay(map: Pick<Calendar, "first" | "last">, day: Day, move: HeatMove): Day {
  const steps: Readonly<Record<HeatMove, Day>> = {
    left: addDays(day, -7),
    right: addDays(day, 7),
    up: weekday(day) === 0 ? day : addDays(day, -1),
    down: weekday(day) === 6 ? day : addDays(day, 1),
    first: map.first,
    last: map.last,
  };
  const target = steps[move];
  return target < map.first || target > map.last ? day : target;
}
