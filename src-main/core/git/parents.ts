import type { GraphCommit } from "./commit-graph.ts";
import { gitPlaceOf } from "./repository.ts";
import { readGit } from "./run-git.ts";

/** All commits that a ref or HEAD reaches, with parents and time, for a commit graph: a fraction of what reading the commits costs. */
export async function listCommitParents(options: {
  readonly root: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<GraphCommit[]> {
  const place = await gitPlaceOf(options.root);
  const { bytes } = await readGit({
    place,
    command: "rev-list",
    args: ["--all", "--parents", "--timestamp", "--ignore-missing"],
    signal: options.signal,
    maxBytes: 1024 * 1024 * 1024,
  });
  const commits: GraphCommit[] = [];
  for (const line of bytes.toString("latin1").split("\n")) {
    const [seconds, hash, ...parents] = line.split(" ");
    if (hash === undefined) continue;
    commits.push({ hash, parents, committedAt: new Date(Number(seconds) * 1000).toISOString() });
  }
  return commits;
}
