import { firstWords, slug } from "../text-lines.ts";
import type { LineTable } from "./line-table.ts";
import type { Piece } from "./passages.ts";

const WINDOW_LINES = 60;
const WINDOW_CHARACTERS = 2000;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Windows over the lines no definition holds: leading comments, imports, statements. A run without a single word (a closing brace) goes with the passage
 * right before it.
 */
export function leftovers(pieces: readonly Piece[], lines: LineTable, covered: Uint8Array, fileName: string): Piece[] {
  const byLastLine = new Map<number, Piece>();
  for (const piece of pieces) byLastLine.set(piece.lastLine, piece);
  const windows: Piece[] = [];
  let line = 0;
  while (line < lines.count) {
    if (covered[line] === 1 || lines.isBlank(line)) {
      line += 1;
      continue;
    }
    const end = windowEnd(lines, covered, line);
    const text = lines.text.slice(lines.startOf(line), lines.endOf(end - 1));
    const before = byLastLine.get(line - 1);
    if (before !== undefined && text.length < 200 && !WORD.test(text)) {
      before.text = `${before.text}\n${text}`;
      before.lastLine = end - 1;
      byLastLine.set(end - 1, before);
    } else {
      windows.push(windowPiece(text, line, end - 1, fileName));
    }
    line = end;
  }
  return windows;
}

/** One past the window's last line that is not blank. */
function windowEnd(lines: LineTable, covered: Uint8Array, from: number): number {
  let end = from + 1;
  let filled = end;
  const start = lines.startOf(from);
  while (end < lines.count && covered[end] === 0 && end - from < WINDOW_LINES) {
    const blank = lines.isBlank(end);
    if (!blank && lines.endOf(end) - start > WINDOW_CHARACTERS) break;
    // Half full, a window ends at a blank line.
    if (blank && (end - from > WINDOW_LINES / 2 || lines.startOf(end) - start > WINDOW_CHARACTERS / 2)) break;
    end += 1;
    if (!blank) filled = end;
  }
  return filled;
}

function windowPiece(text: string, firstLine: number, lastLine: number, fileName: string): Piece {
  const lead = text.split(/\r\n|\n|\r/, WINDOW_LINES).find((line) => WORD.test(line)) ?? "";
  return {
    key: `lines:${slug(lead)}`,
    symbolKind: null,
    title: firstWords(lead) || fileName,
    breadcrumb: [],
    text,
    firstLine,
    lastLine,
    verbatim: true,
    cuts: null,
  };
}
