import { StringDecoder } from "node:string_decoder";
import type { CommitHash, LineRange } from "../../../src-shared/domain/index.ts";
import { gitPlaceOf } from "./repository.ts";
import { streamGit } from "./run-git.ts";

/** A hunk without context: which lines of the new file it wrote, and how many it took out. */
export interface ChangedLines {
  /** Null where lines were only taken out; then `after` says where. */
  readonly written: LineRange | null;
  /** The last line before the change, 0 at the top. */
  readonly after: number;
  readonly removed: number;
}

/** A file that a commit changed and that is still there after it. */
export interface ChangedFile {
  readonly path: string;
  readonly hunks: readonly ChangedLines[];
}

/**
 * The lines that commits changed, against their first parent, renames followed; one git process for all. Files that a commit removed are left out, and merges,
 * whose changes are those of the commits they join. Throws `git-failed` when an object is damaged, `cancelled`.
 */
export async function readChangedLines(
  root: string,
  hashes: readonly CommitHash[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<CommitHash, readonly ChangedFile[]>> {
  const found = new Map<CommitHash, ChangedFile[]>();
  if (hashes.length === 0) return found;
  const args = ["--no-walk=unsorted", "--stdin", "--patch", "-U0", "-M", "-l1000", "--no-prefix", "--format=%x01%H"];
  const take = createChangedLinesParser(found);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of streamGit({ place: await gitPlaceOf(root), command: "log", args, input: `${hashes.join("\n")}\n`, signal })) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  }
  take(rest);
  return found;
}

/** Takes the output line by line; the mark before a hash keeps it apart from any line of a patch. */
export function createChangedLinesParser(found: Map<CommitHash, ChangedFile[]>): (line: string) => void {
  let files: ChangedFile[] | null = null;
  let hunks: ChangedLines[] | null = null;
  // Lines of the hunk that are still to come: among them nothing is a header, whatever it looks like.
  let left = 0;
  return (line) => {
    if (left > 0 && /^[-+]/.test(line)) {
      left -= 1;
      return;
    }
    if (line.startsWith("\u0001")) {
      files = [];
      found.set(line.slice(1), files);
      hunks = null;
      left = 0;
    } else if (line.startsWith("diff --git ")) {
      hunks = null;
      left = 0;
    } else if (line.startsWith("+++ ")) {
      const path = pathOf(line.slice(4));
      hunks = path === null ? null : [];
      if (path !== null && hunks !== null) files?.push({ path, hunks });
    } else {
      const header = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (header === null) return;
      const removed = Number(header[1] ?? 1);
      const start = Number(header[2]);
      const count = Number(header[3] ?? 1);
      left = removed + count;
      hunks?.push(
        count === 0 ? { written: null, after: start, removed } : { written: { start, end: start + count - 1 }, after: start - 1, removed },
      );
    }
  };
}

/** Null for a file that is gone, and for a name that git quotes: it holds what no source file's name does. */
function pathOf(written: string): string | null {
  const path = written.replace(/\t$/, "");
  return path === "/dev/null" || path.startsWith('"') ? null : path;
}
