import { useEffect, useState } from "react";
import { languageOf } from "../../../src-shared/domain/index.ts";
import { grammarOf } from "../code/grammars.ts";
import type { CodeToken } from "../code/segments.ts";
import { openTokens } from "../code/token-session.ts";
import type { DiffFile, DiffHunk } from "./parse-diff.ts";

type HunkTokens = readonly (readonly CodeToken[] | undefined)[];
type Known = ReadonlyMap<string, HunkTokens>;

/** Of one diff; beyond this the rest stays plain. */
const MAX_LINES = 20_000;

/** Colours of a diff's lines, hunk by hunk from the top. Each side of a hunk is coloured as the text it was. */
export function useDiffTokens(files: readonly DiffFile[]): (file: number, hunk: number, line: number) => readonly CodeToken[] | undefined {
  const [state, setState] = useState<{ readonly files: readonly DiffFile[]; readonly known: Known }>({ files, known: new Map() });
  useEffect(() => {
    let ended = false;
    const run = async (): Promise<void> => {
      let done = 0;
      const known = new Map<string, HunkTokens>();
      for (const [at, file] of files.entries()) {
        const grammar = grammarOf(languageOf(file.path));
        if (grammar === null) continue;
        for (const [number, hunk] of file.hunks.entries()) {
          done += hunk.lines.length;
          if (ended || done > MAX_LINES) return;
          known.set(`${at}:${number}`, await colourHunk(grammar, hunk));
        }
        if (!ended) setState({ files, known: new Map(known) });
      }
    };
    void run();
    return () => {
      ended = true;
    };
  }, [files]);
  return (file, hunk, line) => (state.files === files ? state.known.get(`${file}:${hunk}`)?.[line] : undefined);
}

async function colourHunk(grammar: string, hunk: DiffHunk): Promise<HunkTokens> {
  const [before, after] = await Promise.all([colourSide(grammar, hunk, "added"), colourSide(grammar, hunk, "removed")]);
  return hunk.lines.map((line, index) => (line.kind === "removed" ? before[index] : after[index]));
}

/** Colours the lines of one side: all but those that only the other side has. */
async function colourSide(grammar: string, hunk: DiffHunk, without: "added" | "removed"): Promise<HunkTokens> {
  const session = openTokens(grammar);
  const places = hunk.lines.flatMap((line, index) => (line.kind === without || line.kind === "note" ? [] : [index]));
  const tokens = await session.next(places.map((index) => hunk.lines[index]?.text ?? ""));
  session.close();
  const result: (readonly CodeToken[] | undefined)[] = [];
  places.forEach((index, at) => {
    result[index] = tokens?.[at];
  });
  return result;
}
