import type { CommitHash, SessionId } from "../../../src-shared/domain/index.ts";
import type { SessionAnchor } from "./anchor.ts";
import type { ProofCollector } from "./proofs.ts";
import { CLOCK_SKEW } from "./recorded-range.ts";
import { madeBetween, type RepositoryFacts } from "./repository-facts.ts";

const HOUR = 3_600_000;
/** A session that does not say when it ended, and that no other follows, is taken to have lasted no longer. */
const LONGEST = 12 * HOUR;
/** Beyond the last sign of life: what was done last is committed last. */
const AFTERWARDS = 5 * 60_000;

/** When the next session of the repository began, in milliseconds, for each that another follows. */
export function nextStarts(sessions: readonly SessionAnchor[]): ReadonlyMap<SessionId, number> {
  const dated = sessions
    .flatMap(({ id, startedAt }) => (startedAt === null ? [] : [{ id, at: Date.parse(startedAt) }]))
    .toSorted((a, b) => a.at - b.at);
  const next = new Map<SessionId, number>();
  for (const [index, { id, at }] of dated.entries()) {
    let later = index + 1;
    while ((dated[later]?.at ?? Infinity) <= at + CLOCK_SKEW) later += 1;
    const following = dated[later];
    if (following !== undefined) next.set(id, following.at);
  }
  return next;
}

/**
 * Files, time and branch together: made while the session ran, touching a file that it names or edited, on its branch. All three, or no
 * link. Only `likely`: two sessions, or a person beside one, may touch the same file in the same hour.
 */
export function addSharedFiles(session: SessionAnchor, repository: RepositoryFacts, next: number | null, proofs: ProofCollector): void {
  if (session.startedAt === null || session.paths.length === 0) return;
  const from = Date.parse(session.startedAt);
  const spoken = session.endedAt === null ? null : Date.parse(session.endedAt) + AFTERWARDS;
  const to = spoken ?? Math.min(next ?? Infinity, from + LONGEST);
  const paths = new Set(session.paths);
  const isOnBranch = branchTest(session, repository);
  for (const { facts } of madeBetween(repository.matchable, from, to)) {
    if (facts.parents.length > 1) continue;
    const shared = (repository.history.filesOf.get(facts.hash) ?? []).filter((path) => paths.has(path));
    if (shared.length === 0 || !isOnBranch(facts.hash)) continue;
    const [first = ""] = shared;
    const more = shared.length > 1 ? ` and ${shared.length - 1} more of its files` : "";
    const branch = session.branch ?? "";
    const text = `Made while the session ran, on its branch${branch === "" ? "" : ` ${branch}`}, touching ${first}${more}`;
    proofs.add(facts.hash, "shared-files", { paths: shared, ...(branch === "" ? {} : { branch }) }, text);
  }
}

/** On the session's branch: its branch reaches it where there still is one of that name; else it comes after the commit it started from. */
function branchTest({ branch, startCommit }: SessionAnchor, repository: RepositoryFacts): (hash: CommitHash) => boolean {
  const { graph, history, follows } = repository;
  const tips = history.branches.filter(({ name, tip }) => name === branch && graph.has(tip)).map(({ tip }) => tip);
  const [start, another] = startCommit === null ? [] : graph.resolve(startCommit);
  const known = start !== undefined && another === undefined ? start : null;
  return (hash) => {
    if (tips.length > 0) return tips.some((tip) => follows(tip, hash)) && (known === null || follows(hash, known));
    return known !== null && hash !== known && follows(hash, known);
  };
}
