import type { TextRange } from "../../src-shared/contract/index.ts";

export interface Excerpt {
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/** The excerpt without the indentation that all its lines share, and without blank lines around it; its ranges follow. */
export function dedent(text: string, ranges: readonly TextRange[]): Excerpt {
  const lines = text.split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  // An excerpt may start in mid-line: then its first line says nothing about the others.
  const shared = indents.length === 0 ? 0 : Math.min(...(indents.length > 1 && indents[0] === 0 ? indents.slice(1) : indents));
  let offset = 0;
  let written = 0;
  const kept: string[] = [];
  const moved: TextRange[] = [];
  for (const line of lines) {
    const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const cut = Math.min(shared, own);
    const end = offset + line.length;
    if (line.trim() !== "" || kept.length > 0) {
      for (const range of ranges) {
        if (range.start >= end || range.end <= offset) continue;
        const start = Math.max(range.start, offset + cut) - offset - cut + written;
        const stop = Math.min(range.end, end) - offset - cut + written;
        if (stop > start) moved.push({ start, end: stop });
      }
      kept.push(line.slice(cut));
      written += line.length - cut + 1;
    }
    offset = end + 1;
  }
  return { text: kept.join("\n").trimEnd(), ranges: moved };
}
