/** The plots' options. Colours are the page's own tokens, so that light, dark and high contrast hold. */
import type { PlotOptions } from "@observablehq/plot";
import * as Plot from "@observablehq/plot";
import { dateOfDay, formatShortDay } from "../strings/days.ts";
import { formatNumber } from "../strings/format.ts";
import type { Week } from "./series.ts";

const WEEK_HEIGHT = 150;

const time = (week: Week): Date => dateOfDay(week.week) ?? new Date(0);

/** One series by week, each bar a link. */
export function weekBars(of: (week: Week) => number, fill: string, href: (week: Week) => string) {
  return (weeks: readonly Week[]): PlotOptions => ({
    height: WEEK_HEIGHT,
    marginLeft: 36,
    x: { type: "utc", label: null },
    y: { label: null, grid: true, ticks: 4, tickFormat: formatNumber },
    marks: [
      Plot.rectY(weeks, {
        x: time,
        interval: "week",
        y: of,
        fill,
        inset: 0.5,
        rx: 1,
        href,
        title: (week: Week) => `${formatShortDay(week.week)}: ${formatNumber(of(week))}`,
      }),
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
    ],
  });
}

/** Two series over the weeks, above and below the line. */
export function weekPair(
  up: { readonly of: (week: Week) => number; readonly fill: string; readonly href: (week: Week) => string; readonly name: string },
  down: typeof up,
) {
  const bars = (side: typeof up, sign: 1 | -1) => (weeks: readonly Week[]) =>
    Plot.rectY(weeks, {
      x: time,
      interval: "week",
      y: (week: Week) => sign * side.of(week),
      fill: side.fill,
      inset: 0.5,
      rx: 1,
      href: side.href,
      title: (week: Week) => `${side.name}, ${formatShortDay(week.week)}: ${formatNumber(side.of(week))}`,
    });
  return (weeks: readonly Week[]): PlotOptions => ({
    height: WEEK_HEIGHT + 30,
    marginLeft: 36,
    x: { type: "utc", label: null },
    y: { label: null, grid: true, ticks: 5, tickFormat: (value: number) => formatNumber(Math.abs(value)) },
    marks: [bars(up, 1)(weeks), bars(down, -1)(weeks), Plot.ruleY([0], { stroke: "var(--line-strong)" })],
  });
}

export interface BarOptions<T> {
  readonly name: (row: T) => string;
  readonly value: (row: T) => number;
  readonly shown: (row: T) => string;
  readonly fill: string;
  readonly href: (row: T) => string | null;
  readonly nameWidth: number;
}

/** Names with bars beside them, in the order given. */
export function namedBars<T>({ name, value, shown, fill, href, nameWidth }: BarOptions<T>) {
  const short = (text: string): string => {
    const most = Math.floor(nameWidth / 6.4);
    return text.length <= most ? text : `…${text.slice(-(most - 1))}`;
  };
  return (rows: readonly T[]): PlotOptions => ({
    height: rows.length * 22 + 8,
    marginLeft: nameWidth,
    marginRight: 60,
    marginTop: 2,
    marginBottom: 4,
    x: { axis: null },
    y: { type: "band", domain: rows.map(name), label: null, tickSize: 0, tickFormat: short, padding: 0.25 },
    marks: [
      Plot.barX(rows, {
        x: value,
        y: name,
        fill,
        rx: 2,
        href: href as (row: T) => string,
        title: (row: T) => `${name(row)}: ${shown(row)}`,
      }),
      Plot.text(rows, { x: value, y: name, text: shown, textAnchor: "start", dx: 6, fill: "var(--text-muted)" }),
    ],
  });
}

/** Hours as columns. */
export function hourBars(href: (row: HourRow) => string) {
  return (rows: readonly HourRow[]): PlotOptions => ({
    height: WEEK_HEIGHT,
    marginLeft: 36,
    x: { type: "band", label: null, tickFormat: (hour: number) => (hour % 3 === 0 ? `${hour}` : ""), tickSize: 0, padding: 0.2 },
    y: { label: null, grid: true, ticks: 4 },
    marks: [
      Plot.barY(rows, {
        x: "hour",
        y: "count",
        fill: "var(--kind-session)",
        rx: 1,
        href,
        title: (row: HourRow) => `${row.hour}:00: ${formatNumber(row.count)}`,
      }),
      Plot.ruleY([0], { stroke: "var(--line-strong)" }),
    ],
  });
}

export interface HourRow {
  readonly hour: number;
  readonly count: number;
}
