import type { Day } from "../../strings/days.ts";
import type { TimelineSession } from "./timeline-session.ts";

/** One line of the timeline: a day's heading, or a session under it. */
export type TimelineRow = { readonly type: "day"; readonly day: Day | null; readonly count: number } | TimelineSession;

/** Sessions in their given order (newest first), with a heading wherever the day changes. Sessions without a date come last. */
export function timelineRows(sessions: readonly TimelineSession[]): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  const undated: TimelineSession[] = [];
  for (let first = 0; first < sessions.length;) {
    const day = sessions[first]?.day ?? null;
    let end = first + 1;
    while (end < sessions.length && sessions[end]?.day === day) end += 1;
    const group = sessions.slice(first, end);
    if (day === null) undated.push(...group);
    else rows.push({ type: "day", day, count: group.length }, ...group);
    first = end;
  }
  if (undated.length > 0) rows.push({ type: "day", day: null, count: undated.length }, ...undated);
  return rows;
}
