/** The timeline's filters: what is in the address, and which sessions pass. Pure, and fast enough to run at each key press. */
import type { TimelineSummary } from "../../../src-shared/domain/index.ts";
import { isDay, type Day } from "../../strings/days.ts";
import type { TimelineSession } from "./timeline-session.ts";

export const HAS = ["decisions", "challenges", "commits"] as const;
export type Has = (typeof HAS)[number];

export interface TimelineFilter {
  readonly text: string;
  readonly repositories: readonly string[];
  readonly agents: readonly string[];
  readonly workTypes: readonly string[];
  readonly has: readonly Has[];
  /** First and last day, both inclusive. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** Hours of the reader's own day in which sessions began; no hour means all. */
  readonly hours: readonly number[];
  /** Init records are near-identical configuration dumps: hidden unless asked for. */
  readonly init: boolean;
}

export type FacetName = "repositories" | "agents" | "workTypes" | "has";

export interface Filtered {
  readonly sessions: readonly TimelineSession[];
  /** Those that pass everything but the dates: what the heat map counts. */
  readonly anyDay: readonly TimelineSession[];
  /** How many sessions each value would show, were it the only one chosen in its facet. */
  readonly counts: Readonly<Record<FacetName, ReadonlyMap<string, number>>>;
}

/** Reads the filters of an address. What makes no sense is left out. */
export function readFilter(params: URLSearchParams): TimelineFilter {
  const day = (name: string): Day | null => {
    const value = params.get(name);
    return value !== null && isDay(value) ? value : null;
  };
  return {
    text: params.get("text") ?? "",
    repositories: params.getAll("repo"),
    agents: params.getAll("agent"),
    workTypes: params.getAll("work"),
    has: HAS.filter((one) => params.getAll("has").includes(one)),
    from: day("from"),
    to: day("to"),
    hours: params
      .getAll("hour")
      .map(Number)
      .filter((hour) => Number.isInteger(hour) && hour >= 0 && hour < 24),
    init: params.get("init") === "true",
  };
}

/** The address' parameters again; what does not restrict is left out. */
export function writeFilter(filter: TimelineFilter): Readonly<Record<string, string | boolean | null | readonly string[]>> {
  return {
    text: filter.text,
    repo: filter.repositories,
    agent: filter.agents,
    work: filter.workTypes,
    has: filter.has,
    from: filter.from,
    to: filter.to,
    hour: filter.hours.map(String),
    init: filter.init,
  };
}

export function isRestricted(filter: TimelineFilter): boolean {
  const { text, repositories, agents, workTypes, has, hours, from, to, init } = filter;
  return (
    text.trim() !== "" ||
    init ||
    from !== null ||
    to !== null ||
    [repositories, agents, workTypes, has, hours].some((one) => one.length > 0)
  );
}

const hasOf: Readonly<Record<Has, (session: TimelineSummary) => boolean>> = {
  decisions: (session) => session.decisions > 0,
  challenges: (session) => session.challenges > 0,
  commits: (session) => session.commits > 0,
};

const FACETS = ["repositories", "agents", "workTypes", "has"] as const;

/**
 * One pass over the sessions that have the text already (`createTextFilter`). A session that fails no facet counts in all of them; one
 * that fails exactly one counts there, so that a facet's own choice does not hide its other values.
 */
export function filterSessions(sessions: readonly TimelineSession[], filter: Omit<TimelineFilter, "text">): Filtered {
  const passing: TimelineSession[] = [];
  const anyDay: TimelineSession[] = [];
  const counts = { repositories: new Map(), agents: new Map(), workTypes: new Map(), has: new Map() } as Record<
    FacetName,
    Map<string, number>
  >;
  const chosen = { repositories: choice(filter.repositories), agents: choice(filter.agents), workTypes: choice(filter.workTypes) };
  const hours = filter.hours.length === 0 ? null : new Set(filter.hours);
  for (const session of sessions) {
    const { summary, day } = session;
    if (!filter.init && summary.format === "init") continue;
    if (hours !== null && (session.hour === null || !hours.has(session.hour))) continue;
    const failed =
      Number(!allows(chosen.repositories, summary.repositoryId)) +
      2 * Number(!allows(chosen.agents, summary.agent)) +
      4 * Number(!allows(chosen.workTypes, summary.workType)) +
      8 * Number(!filter.has.every((one) => hasOf[one](summary)));
    if (failed === 0) anyDay.push(session);
    if (!isInRange(day, filter)) continue;
    if (failed === 0) passing.push(session);
    for (let n = 0; n < FACETS.length; n++) {
      const facet = FACETS[n];
      // Its own bit alone may be set. What a session has is not one value: those without what is chosen say nothing of the others.
      if (facet === undefined || (failed & ~(facet === "has" ? 0 : 1 << n)) !== 0) continue;
      count(counts[facet], summary, facet);
    }
  }
  return { sessions: passing, anyDay, counts };
}

function count(counts: Map<string, number>, summary: TimelineSummary, facet: FacetName): void {
  const add = (value: string | null): void => {
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  if (facet === "repositories") add(summary.repositoryId);
  else if (facet === "agents") add(summary.agent);
  else if (facet === "workTypes") add(summary.workType);
  else for (const one of HAS) if (hasOf[one](summary)) add(one);
}

/** Null for no choice, which allows everything. */
function choice(values: readonly string[]): ReadonlySet<string> | null {
  return values.length === 0 ? null : new Set(values);
}

function allows(chosen: ReadonlySet<string> | null, value: string | null): boolean {
  return chosen === null || (value !== null && chosen.has(value));
}

function isInRange(day: Day | null, { from, to }: Pick<TimelineFilter, "from" | "to">): boolean {
  if (from === null && to === null) return true;
  return day !== null && (from === null || day >= from) && (to === null || day <= to);
}
