import type { CommitHash, RepositoryId } from "../../../src-shared/domain/index.ts";
import type { FileChange, LedgerReads } from "../store/ledger-reads.ts";
import type { Remote } from "../store/service.ts";

/** Renames followed; files are seldom renamed more often. */
const MAX_RENAMES = 12;

export interface PathLife {
  /** Commits that touched the file under any of its names, newest first. */
  readonly commits: readonly CommitHash[];
  /** Names before the present one, newest first. */
  readonly formerPaths: readonly string[];
}

/** A file's commits from the indexed history, followed back through renames: each former name counts up to the commit that changed it. */
export async function pathLife(
  reader: Pick<Remote<LedgerReads>, "pathChanges">,
  repositoryId: RepositoryId,
  path: string,
): Promise<PathLife> {
  const commits: CommitHash[] = [];
  const formerPaths: string[] = [];
  let name = path;
  let until: string | null = null;
  for (let renames = 0; renames <= MAX_RENAMES; renames += 1) {
    const changes = (await reader.pathChanges(repositoryId, [name])).filter((change) => until === null || change.committedAt <= until);
    const own = changes.filter((change) => change.path === name || (change.oldPath === name && renames === 0)).toReversed();
    const origin: FileChange | undefined = own.find((change) => change.path === name && change.status === "renamed");
    // What another file of that name did before this one took it over is not this one's.
    const since = origin?.committedAt ?? "";
    for (const change of own) if (change.committedAt >= since && !commits.includes(change.hash)) commits.push(change.hash);
    if (origin === undefined || origin.oldPath === null || origin.oldPath === path || formerPaths.includes(origin.oldPath)) break;
    name = origin.oldPath;
    until = origin.committedAt;
    formerPaths.push(name);
  }
  return { commits, formerPaths };
}

/** Where a path of some moment leads to now, and the commits since; null when it was deleted. */
export async function pathNow(
  reader: Pick<Remote<LedgerReads>, "pathChanges">,
  repositoryId: RepositoryId,
  path: string,
  since: string,
): Promise<{ readonly path: string | null; readonly commits: readonly CommitHash[] }> {
  const commits: CommitHash[] = [];
  let name = path;
  let from = since;
  for (let renames = 0; renames <= MAX_RENAMES; renames += 1) {
    const later = (await reader.pathChanges(repositoryId, [name])).filter((change) => change.committedAt > from);
    for (const { hash } of later) if (!commits.includes(hash)) commits.push(hash);
    const next = later.findLast((change) => change.status === "renamed" && change.oldPath === name);
    const last = later.findLast((change) => change.path === name);
    if (next === undefined) return { path: last?.status === "deleted" ? null : name, commits };
    name = next.path;
    from = next.committedAt;
  }
  return { path: name, commits };
}
