import { checkedHash, type CommitQuestion } from "./commit-content.ts";
import { gitPlaceOf } from "./repository.ts";
import { readGit } from "./run-git.ts";

const DIFF_BYTES = 1024 * 1024;

export interface BoundedText {
  readonly text: string;
  readonly truncated: boolean;
}

/**
 * Unified diff of a commit against its first parent, for display; one file's when `path` is given. Cut at the last whole line within `maxBytes` (1 MB).
 * Throws `invalid-input` for a malformed hash, `git-failed` when the commit or a blob cannot be read, `cancelled`.
 */
export async function commitDiff(options: CommitQuestion & { readonly path?: string }): Promise<BoundedText> {
  const place = await gitPlaceOf(options.root);
  const args = [
    "-1",
    "--format=",
    "-m",
    "--first-parent",
    "--patch",
    "-M",
    "-l1000",
    "--no-prefix",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--end-of-options",
  ];
  const { bytes, truncated } = await readGit({
    place,
    command: "log",
    args: [...args, checkedHash(options.hash), "--", ...(options.path === undefined ? [] : [options.path])],
    signal: options.signal,
    maxBytes: options.maxBytes ?? DIFF_BYTES,
  });
  const whole = truncated ? bytes.subarray(0, bytes.lastIndexOf(10) + 1) : bytes;
  return { text: whole.toString("utf8"), truncated };
}
