import { gitPlaceOf } from "./repository.ts";
import { streamGit } from "./run-git.ts";

/**
 * Texts of objects named as git names them (`<commit>:<path>`), one process for all, in the order asked; null for what is missing, no file, not UTF-8, or
 * longer than `maxBytes`. Throws `git-failed`, `cancelled`.
 */
export async function readBlobs(options: {
  readonly root: string;
  /** None of them holds a line end. */
  readonly names: readonly string[];
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<readonly (string | null)[]> {
  const { root, names, maxBytes, signal } = options;
  if (names.length === 0) return [];
  const texts: (string | null)[] = [];
  const run = { place: await gitPlaceOf(root), command: "cat-file", args: ["--batch"], input: `${names.join("\n")}\n`, signal } as const;
  let held = Buffer.alloc(0);
  /** Bytes of the object that is being read, its line end included; null between two. */
  let wanted: number | null = null;
  let isWanted = false;
  for await (const chunk of streamGit(run)) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (wanted === null) {
        const end = held.indexOf(10);
        if (end < 0) break;
        const header = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(held.subarray(0, end).toString("utf8"));
        held = held.subarray(end + 1);
        if (header === null) {
          texts.push(null);
          continue;
        }
        wanted = Number(header[2]) + 1;
        isWanted = header[1] === "blob" && Number(header[2]) <= maxBytes;
      }
      if (held.length < wanted) {
        if (isWanted) break;
        // What is not wanted is not kept.
        wanted -= held.length;
        held = Buffer.alloc(0);
        break;
      }
      texts.push(isWanted ? decoded(held.subarray(0, wanted - 1)) : null);
      held = held.subarray(wanted);
      wanted = null;
    }
  }
  return names.map((_, index) => texts[index] ?? null);
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
