import { useMemo } from "react";
import { useCoreQuery } from "../../app/core-query.ts";
import { filterSessions, prepareSessions, type Filtered, type TimelineFilter, type TimelineSession } from "./filter.ts";

export interface Timeline {
  /** Every session, init records included; null while they are first read. */
  readonly all: readonly TimelineSession[] | null;
  readonly filtered: Filtered | null;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** All sessions once, filtered here: no key press waits for the core. */
export function useTimeline(filter: TimelineFilter): Timeline {
  const { data, error, refetch } = useCoreQuery("sessions.list", { includeInit: true });
  const all = useMemo(() => (data === undefined ? null : prepareSessions(data.sessions)), [data]);
  const filtered = useMemo(() => (all === null ? null : filterSessions(all, filter)), [all, filter]);
  return { all, filtered, error, retry: () => void refetch() };
}
