import { useMemo } from "react";
import { unpackSessions } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { filterSessions, type Filtered, type TimelineFilter } from "./filter.ts";
import { createTextFilter } from "./text-filter.ts";
import { prepareSessions, type TimelineSession } from "./timeline-session.ts";

export interface Timeline {
  /** Every session, init records included; null while they are first read. */
  readonly all: readonly TimelineSession[] | null;
  readonly filtered: Filtered | null;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** All sessions once, filtered here: no key press waits for the core. */
export function useTimeline(filter: TimelineFilter): Timeline {
  const { data, error, refetch } = useCoreQuery("sessions.timeline", {});
  const library = useMemo(() => {
    if (data === undefined) return null;
    const all = prepareSessions(unpackSessions(data));
    return { all, withText: createTextFilter(all) };
  }, [data]);
  const filtered = useMemo(() => (library === null ? null : filterSessions(library.withText(filter.text), filter)), [library, filter]);
  return { all: library?.all ?? null, filtered, error, retry: () => void refetch() };
}
