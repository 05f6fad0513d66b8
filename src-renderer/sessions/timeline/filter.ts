/** The timeline's filters: what is in the address, and which sessions pass. Pure, and fast enough to run at each key press. */
import type { SessionSummary } from "../../../src-shared/domain/index.ts";
import { dayOf, isDay, type Day } from "../../strings/days.ts";

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

/** A session with what filters compare, computed once. */
export interface TimelineSession {
  readonly summary: SessionSummary;
  readonly day: Day | null;
  readonly hour: number | null;
  readonly searchKey: string;
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

export function prepareSessions(sessions: readonly SessionSummary[]): readonly TimelineSession[] {
  return sessions.map((summary) => {
    const day = dayOf(summary.startedAt);
    const words = [summary.title, summary.ownId, summary.branch, summary.agent, summary.workType, summary.repositoryName, day];
    return {
      summary,
      day,
      hour: day === null || summary.startedAt === null ? null : new Date(summary.startedAt).getHours(),
      searchKey: words
        .filter((word) => word !== null)
        .join("\n")
        .toLowerCase(),
    };
  });
}

const hasOf: Readonly<Record<Has, (session: SessionSummary) => boolean>> = {
  decisions: (session) => session.decisions > 0,
  challenges: (session) => session.challenges > 0,
  commits: (session) => session.commits > 0,
};

/**
 * One pass over all sessions. A session that fails no facet counts in all of them; one that fails exactly one counts there,
 * so that a facet's own choice does not hide its other values.
 */
export function filterSessions(sessions: readonly TimelineSession[], filter: TimelineFilter): Filtered {
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const passing: TimelineSession[] = [];
  const anyDay: TimelineSession[] = [];
  const counts: Record<FacetName, Map<string, number>> = {
    repositories: new Map(),
    agents: new Map(),
    workTypes: new Map(),
    has: new Map(),
  };
  const add = (facet: FacetName, value: string | null): void => {
    if (value !== null) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  };
  for (const session of sessions) {
    const { summary, day } = session;
    if (!filter.init && summary.format === "init") continue;
    if (filter.hours.length > 0 && (session.hour === null || !filter.hours.includes(session.hour))) continue;
    if (!words.every((word) => session.searchKey.includes(word))) continue;
    const failed: FacetName[] = [];
    if (!allows(filter.repositories, summary.repositoryId)) failed.push("repositories");
    if (!allows(filter.agents, summary.agent)) failed.push("agents");
    if (!allows(filter.workTypes, summary.workType)) failed.push("workTypes");
    if (!filter.has.every((one) => hasOf[one](summary))) failed.push("has");
    const inRange = isInRange(day, filter);
    if (failed.length === 0) anyDay.push(session);
    if (!inRange) continue;
    if (failed.length === 0) passing.push(session);
    const [only, another] = failed;
    if (another !== undefined) continue;
    if (only === undefined || only === "repositories") add("repositories", summary.repositoryId);
    if (only === undefined || only === "agents") add("agents", summary.agent);
    if (only === undefined || only === "workTypes") add("workTypes", summary.workType);
    if (only === undefined) for (const one of HAS) if (hasOf[one](summary)) add("has", one);
  }
  return { sessions: passing, anyDay, counts };
}

function allows(chosen: readonly string[], value: string | null): boolean {
  return chosen.length === 0 || (value !== null && chosen.includes(value));
}

function isInRange(day: Day | null, { from, to }: TimelineFilter): boolean {
  if (from === null && to === null) return true;
  return day !== null && (from === null || day >= from) && (to === null || day <= to);
}
