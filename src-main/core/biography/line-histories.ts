import type { LineRange } from "../../../src-shared/domain/index.ts";
import { lineHistory, textAtHead, type LineChange } from "../git/line-history.ts";
import { gitPlaceOf } from "../git/repository.ts";
import { readGitLine } from "../git/run-git.ts";
import { mapLines } from "./map-lines.ts";

export interface LineQuestion {
  readonly root: string;
  readonly path: string;
  /** The file as it lies here, and which of its lines are asked for. */
  readonly text: string;
  readonly lines: LineRange;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

export type LineAnswer = readonly LineChange[] | "file-uncommitted" | "lines-uncommitted";

export interface LineHistories {
  /** Commits that changed the lines, newest first. Throws as `lineHistory` does. */
  read(question: LineQuestion): Promise<LineAnswer>;
}

/** Histories kept, and files as committed: a file's lines are asked about one after another. */
const MOST_HISTORIES = 300;
const MOST_TEXTS = 8;

/** Follows lines through git, and keeps what it found under the commit, the path and the lines: they say all that it depends on. */
export function createLineHistories(follow: typeof lineHistory = lineHistory): LineHistories {
  const histories = new Map<string, readonly LineChange[]>();
  const texts = new Map<string, readonly string[] | null>();
  return {
    async read({ root, path, text, lines, limit, signal }) {
      const head = await readGitLine({
        place: await gitPlaceOf(root),
        command: "rev-parse",
        args: ["--quiet", "--verify", "HEAD"],
        signal,
      });
      const file = `${root}\0${head ?? ""}\0${path}`;
      const committed = await kept(texts, file, MOST_TEXTS, async () => (await textAtHead({ root, path, signal }))?.split(/\r?\n/) ?? null);
      if (committed === null) return "file-uncommitted";
      const mapped = mapLines(text.split(/\r?\n/), committed, lines);
      if (mapped === null) return "lines-uncommitted";
      const key = `${file}\0${mapped.start},${mapped.end},${limit}`;
      return kept(histories, key, MOST_HISTORIES, () => follow({ root, path, lines: mapped, limit, signal }));
    },
  };
}

/** The value of a key, made when it is not there; the one not asked for longest gives way. What fails is not kept. */
async function kept<T>(values: Map<string, T>, key: string, most: number, make: () => Promise<T>): Promise<T> {
  const value = values.has(key) ? (values.get(key) as T) : await make();
  values.delete(key);
  values.set(key, value);
  const [oldest] = values.keys();
  if (values.size > most && oldest !== undefined) values.delete(oldest);
  return value;
}
