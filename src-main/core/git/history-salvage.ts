import type { CommitHash } from "../../../src-shared/domain/ids.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { GitPlace } from "./locate.ts";
import { splitFields } from "./log-parser.ts";
import { streamGit } from "./run-git.ts";

interface RawCommit {
  readonly parents: readonly CommitHash[];
  readonly seconds: number;
}

/**
 * The readable commits of a history that git refuses to walk, newest first: reads every commit object of the store, then walks in process from
 * `tips`, stepping over what is missing. Commits that are named as a parent or tip and cannot be read are reported.
 */
export async function salvageCommits(
  place: GitPlace,
  tips: readonly CommitHash[],
  known: readonly CommitHash[],
  onUnreadable: (hash: CommitHash) => void,
  signal?: AbortSignal,
): Promise<readonly CommitHash[]> {
  const commits = await readAllCommits(place, signal);
  const done = new Set<CommitHash>();
  const walk = (from: readonly CommitHash[], take: (hash: CommitHash, commit: RawCommit | null) => void): void => {
    const waiting = [...from];
    for (let hash = waiting.pop(); hash !== undefined; hash = waiting.pop()) {
      if (done.has(hash)) continue;
      done.add(hash);
      const commit = commits.get(hash) ?? null;
      take(hash, commit);
      if (commit !== null) waiting.push(...commit.parents);
    }
  };
  walk(known, () => undefined);
  const found: { hash: CommitHash; seconds: number }[] = [];
  walk(tips, (hash, commit) => {
    if (commit === null) onUnreadable(hash);
    else found.push({ hash, seconds: commit.seconds });
  });
  found.sort((a, b) => b.seconds - a.seconds);
  return found.map(({ hash }) => hash);
}

/** Every commit of the object store that can be read, whether or not anything leads to it. */
export async function readAllCommits(place: GitPlace, signal?: AbortSignal): Promise<Map<CommitHash, RawCommit>> {
  const hashes = await listCommitObjects(place, signal);
  const commits = new Map<CommitHash, RawCommit>();
  let position = 0;
  while (position < hashes.length) {
    const before = position;
    try {
      for await (const [hash, commit] of readCommitObjects(place, hashes.slice(position), signal)) {
        position += 1;
        if (commit !== null) commits.set(hash, commit);
      }
      return commits;
    } catch (error) {
      if (!(error instanceof VerdigrisError) || error.code !== "git-failed") throw error;
      // Git died at the object after the last that came: leave it out. `before` guards the loop's progress.
      position = Math.max(position, before) + 1;
    }
  }
  return commits;
}

async function listCommitObjects(place: GitPlace, signal?: AbortSignal): Promise<readonly CommitHash[]> {
  const args = ["--batch-all-objects", "--unordered", "--batch-check=%(objecttype) %(objectname)", "--buffer"];
  const hashes: CommitHash[] = [];
  let held = "";
  for await (const chunk of streamGit({ place, command: "cat-file", args, signal })) {
    const lines = (held + chunk.toString("latin1")).split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("commit ")) hashes.push(line.slice("commit ".length));
  }
  return hashes;
}

/** `cat-file --batch`: `<hash> SP <type> SP <size> LF <contents> LF`, or `<hash> missing LF`. */
async function* readCommitObjects(
  place: GitPlace,
  hashes: readonly CommitHash[],
  signal?: AbortSignal,
): AsyncGenerator<[CommitHash, RawCommit | null]> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of streamGit({ place, command: "cat-file", args: ["--batch"], input: hashes.join("\n") + "\n", signal })) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const lineEnd = held.indexOf(10);
      if (lineEnd < 0) break;
      const [hash = "", type = "", size = ""] = held.toString("latin1", 0, lineEnd).split(" ");
      if (type !== "commit") {
        held = held.subarray(lineEnd + 1);
        yield [hash, null];
        continue;
      }
      const end = lineEnd + 1 + Number(size);
      if (held.length < end + 1) break;
      yield [hash, parseCommit(held.toString("latin1", lineEnd + 1, end))];
      held = held.subarray(end + 1);
    }
  }
}

function parseCommit(text: string): RawCommit {
  const header = text.slice(0, Math.max(text.indexOf("\n\n"), 0) || text.length);
  const parents = [...header.matchAll(/^parent ([0-9a-f]{40,64})$/gm)].map((match) => match[1] ?? "");
  return { parents, seconds: Number(/^committer .*> (\d+)/m.exec(header)?.[1] ?? 0) };
}

/**
 * Commits whose line counts cannot be had because they add, change or remove a blob that the store lacks: commit → such a blob.
 * Empty when git cannot tell; the caller then meets each of them on its own.
 */
export async function findDamagedCommits(
  place: GitPlace,
  hashes: readonly CommitHash[],
  revisions: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<CommitHash, string>> {
  const damaged = new Map<CommitHash, string>();
  try {
    const missing = await listMissingObjects(place, revisions, signal);
    if (missing.size === 0) return damaged;
    const args = [
      "-z",
      "--no-abbrev",
      "--no-diff-merges",
      "--raw",
      "--no-renames",
      "--format=tformat:%x01%H",
      "--no-walk=unsorted",
      "--stdin",
    ];
    let hash = "";
    for await (const fields of splitFields(streamGit({ place, command: "log", args, input: hashes.join("\n") + "\n", signal }))) {
      for (const field of fields) {
        if (field.startsWith("\u0001")) hash = field.slice(1);
        const record = /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /.exec(field);
        for (const object of [record?.[1] ?? "", record?.[2] ?? ""]) if (missing.has(object)) damaged.set(hash, object);
      }
    }
  } catch (error) {
    if (!(error instanceof VerdigrisError) || error.code !== "git-failed") throw error;
  }
  return damaged;
}

async function listMissingObjects(place: GitPlace, revisions: string, signal?: AbortSignal): Promise<ReadonlySet<string>> {
  const missing = new Set<string>();
  let held = "";
  const args = ["--objects", "--missing=print", "--ignore-missing", "--stdin"];
  for await (const chunk of streamGit({ place, command: "rev-list", args, input: revisions, signal })) {
    const lines = (held + chunk.toString("latin1")).split("\n");
    held = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith("?")) missing.add(line.slice(1));
  }
  return missing;
}
