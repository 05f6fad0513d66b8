import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CommitHash } from "../../../src-shared/domain/ids.ts";
import { peelToCommits } from "./refs.ts";
import { gitPlaceOf } from "./repository.ts";
import { readGit } from "./run-git.ts";

const FILE_BYTES = 2 * 1024 * 1024;

export interface CommitQuestion {
  readonly root: string;
  readonly hash: CommitHash;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read at most; what is beyond is cut off and `truncated` set. */
  readonly maxBytes?: number;
}

/**
 * A file's bytes as a commit had them; null when the commit has no such file. `maxBytes` is 2 MB unless told.
 * Throws `invalid-input` for a malformed hash, `git-failed` when the object is damaged, `cancelled`.
 */
export async function fileAtCommit(
  options: CommitQuestion & { readonly path: string },
): Promise<{ readonly bytes: Buffer; readonly truncated: boolean } | null> {
  const place = await gitPlaceOf(options.root);
  const name = `${checkedHash(options.hash)}:${options.path}`;
  const { signal } = options;
  const { bytes: found } = await readGit({
    place,
    command: "rev-parse",
    args: ["--quiet", "--verify", "--end-of-options", name],
    okExits: [0, 1, 128],
    signal,
  });
  // 2.39's rev-parse echoes `--end-of-options` in no mode but without --verify; the object's name is the last line either way.
  const object = /([0-9a-f]{40,64})\s*$/.exec(found.toString("latin1"))?.[1];
  if (object === undefined) return null;
  const { bytes: type } = await readGit({ place, command: "cat-file", args: ["-t", object], signal });
  if (type.toString("latin1").trim() !== "blob") return null;
  const { bytes, truncated } = await readGit({
    place,
    command: "cat-file",
    args: ["blob", object],
    signal,
    maxBytes: options.maxBytes ?? FILE_BYTES,
  });
  return { bytes, truncated };
}

/**
 * Full hashes of abbreviated ones (4 to 64 hex digits); what is ambiguous, missing or no commit is left out of the map.
 * One process for all of them. For commits already in memory use `CommitGraph.resolve`.
 */
export async function resolveAbbreviated(options: {
  readonly root: string;
  readonly prefixes: readonly string[];
  readonly signal?: AbortSignal | undefined;
}): Promise<ReadonlyMap<string, CommitHash>> {
  const place = await gitPlaceOf(options.root);
  const prefixes = [...new Set(options.prefixes)].filter((prefix) => /^[0-9a-f]{4,64}$/i.test(prefix));
  const commits = await peelToCommits(place, prefixes, options.signal);
  const resolved = new Map<string, CommitHash>();
  prefixes.forEach((prefix, index) => {
    const commit = commits[index];
    // A branch may be named like a hash, and git prefers the branch.
    if (commit?.startsWith(prefix.toLowerCase()) === true) resolved.set(prefix, commit);
  });
  return resolved;
}

/** Commits that HEAD, branches, tags and remote branches reach. */
export async function countCommits(options: { readonly root: string; readonly signal?: AbortSignal | undefined }): Promise<number> {
  const place = await gitPlaceOf(options.root);
  const { exitCode } = await readGit({
    place,
    command: "rev-parse",
    args: ["--quiet", "--verify", "HEAD"],
    okExits: [0, 1],
    signal: options.signal,
  });
  const args = ["--count", "--ignore-missing", "--branches", "--tags", "--remotes", ...(exitCode === 0 ? ["HEAD"] : [])];
  const { bytes } = await readGit({ place, command: "rev-list", args, signal: options.signal });
  return Number(bytes.toString("latin1").trim());
}

/** Guards against a hash that git would take for an option or a revision expression. Throws `invalid-input`. */
export function checkedHash(hash: string): CommitHash {
  if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(hash)) return hash;
  throw new VerdigrisError("invalid-input", `"${hash}" is no full commit hash.`, { hash });
}
