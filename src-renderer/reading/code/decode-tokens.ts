import type { CodeToken } from "./segments.ts";
import { SYNTAX_TONES } from "./syntax-theme.ts";

/** A line's tokens from its runs of `length, tone`. What the runs do not reach stays plain, so the text is always whole. */
export function decodeLine(text: string, runs: readonly number[]): CodeToken[] {
  const tokens: CodeToken[] = [];
  let offset = 0;
  for (let at = 0; at + 1 < runs.length && offset < text.length; at += 2) {
    const end = Math.min(text.length, offset + (runs[at] ?? 0));
    if (end > offset) tokens.push({ text: text.slice(offset, end), tone: SYNTAX_TONES[(runs[at + 1] ?? 0) - 1] ?? "" });
    offset = end;
  }
  if (offset < text.length) tokens.push({ text: text.slice(offset), tone: "" });
  return tokens;
}
