import type { Day } from "../../strings/days.ts";
import type { TimelineSession } from "./filter.ts";

/** One line of the timeline: a day's heading, or a session under it. */
export type TimelineRow =
  | { readonly type: "day"; readonly day: Day | null; readonly count: number }
  | { readonly type: "session"; readonly session: TimelineSession; readonly last: boolean };

/** Sessions in their given order (newest first), with a heading wherever the day changes. Sessions without a date come last. */
export function timelineRows(sessions: readonly TimelineSession[]): readonly TimelineRow[] {
  const dated = sessions.filter((session) => session.day !== null);
  const undated = sessions.filter((session) => session.day === null);
  const rows: TimelineRow[] = [];
  for (const group of groups([...dated, ...undated])) {
    rows.push({ type: "day", day: group[0]?.day ?? null, count: group.length });
    group.forEach((session, index) => rows.push({ type: "session", session, last: index === group.length - 1 }));
  }
  return rows;
}

function groups(sessions: readonly TimelineSession[]): TimelineSession[][] {
  const found: TimelineSession[][] = [];
  for (const session of sessions) {
    const open = found.at(-1);
    if (open !== undefined && open[0]?.day === session.day) open.push(session);
    else found.push([session]);
  }
  return found;
}
