import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { GraphCommit } from "./commit-graph.ts";
import { readAllCommits } from "./history-salvage.ts";
import type { GitPlace } from "./locate.ts";
import { listTipsAt } from "./refs.ts";
import { gitPlaceOf } from "./repository.ts";
import { readGit } from "./run-git.ts";

/**
 * All commits that a ref or HEAD reaches, with parents and time, for a commit graph: a fraction of what reading the commits costs.
 * Where damage keeps git from walking, every commit that can be read.
 */
export async function listCommitParents(options: {
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<GraphCommit[]> {
  const place = await gitPlaceOf(options.root);
  try {
    return await walk(place, options.signal);
  } catch (error) {
    if (!(error instanceof VerdigrisError) || error.code !== "git-failed") throw error;
    const commits = await readAllCommits(place, options.signal);
    return Array.from(commits, ([hash, { parents, seconds }]) => ({ hash, parents, committedAt: instantOf(seconds) }));
  }
}

async function walk(place: GitPlace, signal: AbortSignal | undefined): Promise<GraphCommit[]> {
  const tips = await listTipsAt(place, signal);
  if (tips.length === 0) return [];
  const { bytes } = await readGit({
    place,
    command: "rev-list",
    // Not `--all`: a single ref that names nothing would fail it.
    args: ["--stdin", "--parents", "--timestamp", "--ignore-missing"],
    input: `${tips.join("\n")}\n`,
    signal,
    maxBytes: 1024 * 1024 * 1024,
  });
  const commits: GraphCommit[] = [];
  for (const line of bytes.toString("latin1").split("\n")) {
    const [seconds, hash, ...parents] = line.split(" ");
    if (hash !== undefined) commits.push({ hash, parents, committedAt: instantOf(Number(seconds)) });
  }
  return commits;
}

function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
