import type { CommitHash } from "../../../src-shared/domain/index.ts";
import type { SessionAnchor } from "./anchor.ts";
import { madeBetween, type RepositoryFacts } from "./repository-facts.ts";

const DAY = 86_400_000;
/** A session's clock and git's may differ by this much. */
export const CLOCK_SKEW = 60_000;

/**
 * The commits of a session that recorded where it started and how many commits it made (as `git rev-list --count start..HEAD` counts):
 * the one range from that start, of that size, all of it made after the session began. None when no range fits, or more than one does.
 */
export function recordedRange(anchor: SessionAnchor, repository: RepositoryFacts, until: number | null): readonly CommitHash[] {
  const { startCommit, commitCount: count, startedAt } = anchor;
  if (startCommit === null || count === null || count < 1 || startedAt === null) return [];
  const [start, another] = repository.graph.resolve(startCommit);
  if (start === undefined || another !== undefined) return [];
  const from = Date.parse(startedAt) - CLOCK_SKEW;
  // A day beyond the next session's start: two may have run side by side.
  const to = until === null ? from + 14 * DAY : until + DAY;
  // Among so many commits the last of the range must be; merged branches may stand between.
  const ends = madeBetween(repository.matchable, from, to)
    .slice(0, count * 3 + 10)
    .map(({ facts }) => facts.hash)
    .filter((hash) => repository.follows(hash, start));
  const ranges = ends.map((end) => repository.graph.range(start, end)).filter((range) => range.length === count);
  const [only, other] = ranges;
  if (only === undefined || other !== undefined) return [];
  return only.every((hash) => (repository.byHash.get(hash)?.at ?? 0) >= from) ? only : [];
}
