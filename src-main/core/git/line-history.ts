import type { CommitHash, LineRange } from "../../../src-shared/domain/index.ts";
import { gitPlaceOf } from "./repository.ts";
import { readGit } from "./run-git.ts";

/** A commit and how many of the followed lines it wrote and took out. */
export interface LineChange {
  readonly hash: CommitHash;
  readonly added: number;
  readonly removed: number;
}

/**
 * Commits that changed these lines of a file at HEAD, newest first, as `git log -L` follows them.
 * Throws `git-failed` when HEAD has no such file or fewer lines, or when an object is missing, `cancelled`.
 */
export async function lineHistory(options: {
  readonly root: string;
  /** With `/`, relative to the root. */
  readonly path: string;
  readonly lines: LineRange;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<LineChange[]> {
  const { root, path, lines, limit, signal } = options;
  // The path is the rest of the option: nothing in it is taken for anything else.
  const args = [`-L${lines.start},${lines.end}:${path}`, "--format=%x01%H", `--max-count=${limit}`];
  const { bytes } = await readGit({ place: await gitPlaceOf(root), command: "log", args, signal, silenceMs: 20_000 });
  const changes: { hash: CommitHash; added: number; removed: number }[] = [];
  let inHunk = false;
  for (const line of bytes.toString("latin1").split("\n")) {
    const hash = line.startsWith("\u0001") ? line.slice(1) : undefined;
    const change = changes.at(-1);
    if (hash !== undefined) {
      changes.push({ hash, added: 0, removed: 0 });
      inHunk = false;
    } else if (line.startsWith("@@ ")) inHunk = true;
    else if (inHunk && change !== undefined && line.startsWith("+")) change.added += 1;
    else if (inHunk && change !== undefined && line.startsWith("-")) change.removed += 1;
  }
  return changes;
}

/** A file's text as HEAD has it; null when HEAD has no such file, or there is no commit. Cut at 8 MB. Throws as `readGit` does. */
export async function textAtHead(options: {
  readonly root: string;
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<string | null> {
  const { bytes, exitCode } = await readGit({
    place: await gitPlaceOf(options.root),
    command: "cat-file",
    args: ["blob", `HEAD:${options.path}`],
    okExits: [0, 128],
    maxBytes: 8 * 1024 * 1024,
    signal: options.signal,
  });
  return exitCode === 0 ? bytes.toString("utf8") : null;
}
