import type { TimelineSummary } from "../../../src-shared/domain/index.ts";
import { fold } from "../../../src-shared/query/fold.ts";
import { dayOf, type Day } from "../../strings/days.ts";

/** A session with what filters compare, computed once; as it stands in the list. */
export interface TimelineSession {
  readonly type: "session";
  readonly summary: TimelineSummary;
  readonly day: Day | null;
  readonly hour: number | null;
  /** Everything a word of the filter may stand in, folded. */
  readonly searchKey: string;
}

export function prepareSessions(sessions: readonly TimelineSummary[]): readonly TimelineSession[] {
  return sessions.map((summary) => {
    const { title, ownId, branch, agent, workType, repositoryName, startedAt } = summary;
    const day = dayOf(startedAt);
    return {
      type: "session",
      summary,
      day,
      hour: day === null || startedAt === null ? null : new Date(startedAt).getHours(),
      searchKey: fold(`${title}\n${ownId}\n${branch ?? ""}\n${agent ?? ""}\n${workType ?? ""}\n${repositoryName}\n${day ?? ""}`),
    };
  });
}
