/** From lists to what the plots show. Pure. */
import type { Insights } from "../../src-shared/contract/index.ts";
import type { TimelineSummary } from "../../src-shared/domain/index.ts";
import { addDays, dayOf, weekOf, type Day } from "../strings/days.ts";

export interface Week {
  /** Its Monday. */
  readonly week: Day;
  readonly sessions: number;
  readonly commits: number;
  readonly decisions: number;
  readonly challenges: number;
}

/** Every week from the first with anything in it to the last, those with nothing included. */
export function weeksOf(sessions: readonly TimelineSummary[], commitDays: Insights["commitDays"]): readonly Week[] {
  const weeks = new Map<Day, { sessions: number; commits: number; decisions: number; challenges: number }>();
  const at = (day: Day) => {
    const week = weekOf(day);
    const found = weeks.get(week) ?? { sessions: 0, commits: 0, decisions: 0, challenges: 0 };
    weeks.set(week, found);
    return found;
  };
  for (const session of sessions) {
    const day = dayOf(session.startedAt);
    if (day === null) continue;
    const week = at(day);
    week.sessions += 1;
    week.decisions += session.decisions;
    week.challenges += session.challenges;
  }
  for (const { day, commits } of commitDays) at(day).commits += commits;
  const known = [...weeks.keys()].toSorted();
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return [];
  const all: Week[] = [];
  for (let week = first; week <= last; week = addDays(week, 7)) {
    all.push({ week, ...(weeks.get(week) ?? { sessions: 0, commits: 0, decisions: 0, challenges: 0 }) });
  }
  return all;
}

export interface Counted {
  readonly name: string | null;
  readonly count: number;
}

/** Most first; sessions without one are counted as null, at the end. */
export function workTypesOf(sessions: readonly TimelineSummary[]): readonly Counted[] {
  const counts = new Map<string | null, number>();
  for (const { workType } of sessions) counts.set(workType, (counts.get(workType) ?? 0) + 1);
  return Array.from(counts, ([name, count]) => ({ name, count })).toSorted(
    (a, b) => Number(a.name === null) - Number(b.name === null) || b.count - a.count,
  );
}

/** Sessions that began in each hour of the reader's own day, 0 to 23. */
export function hoursOf(sessions: readonly TimelineSummary[]): readonly { readonly hour: number; readonly count: number }[] {
  const counts = Array.from({ length: 24 }, (_, hour) => ({ hour, count: 0 }));
  for (const { startedAt } of sessions) {
    const counted = startedAt === null ? undefined : counts[new Date(startedAt).getHours()];
    if (counted !== undefined) counted.count += 1;
  }
  return counts;
}
