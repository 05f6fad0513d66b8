import type { SourceProblem } from "./source-reader.ts";

const FENCE = /^ {0,12}(`{3,}|~{3,})([^`]*)$/;

/** Which lines stand inside fenced code, its marks included (CommonMark 4.5; any indentation a list may give). */
export interface FenceMask {
  /** One byte a line: 1 inside a fence. */
  readonly inside: Uint8Array;
  readonly problems: SourceProblem[];
}

/**
 * A fence that is never closed would swallow the rest of the file; its opening line is then taken as ordinary text and
 * reported, so that the headings after it are still found.
 */
export function fenceMask(lines: readonly string[]): FenceMask {
  const inside = new Uint8Array(lines.length);
  const problems: SourceProblem[] = [];
  let open: { line: number; mark: string; length: number } | null = null;
  // From the first fence of a mark that finds no end, no later one of its length or longer can find one: this keeps
  // text full of unclosed fences from being scanned again for each of them.
  const unclosed = new Map<string, number>();
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? "";
    const match = line.includes("```") || line.includes("~~~") ? FENCE.exec(line) : null;
    const run = match?.[1] ?? "";
    if (open === null) {
      if (run === "" || run.length >= (unclosed.get(run.charAt(0)) ?? Infinity)) continue;
      open = { line: i, mark: run.charAt(0), length: run.length };
    } else if (run.startsWith(open.mark) && run.length >= open.length && (match?.[2] ?? "").trim() === "") {
      inside.fill(1, open.line, i + 1);
      open = null;
      continue;
    }
    if (i === lines.length - 1) {
      if (problems.length < 20) problems.push({ line: open.line + 1, message: "A code fence is opened here and never closed." });
      unclosed.set(open.mark, open.length);
      i = open.line;
      open = null;
    }
  }
  return { inside, problems };
}
