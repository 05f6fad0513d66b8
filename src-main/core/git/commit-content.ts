import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { CommitHash } from "../../../src-shared/domain/ids.ts";
import { gitPlaceOf } from "./repository.ts";
import { readGit } from "./run-git.ts";

export interface CommitQuestion {
  readonly root: string;
  readonly hash: CommitHash;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read at most; what is beyond is cut off and `truncated` set. */
  readonly maxBytes?: number;
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
