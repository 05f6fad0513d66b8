import { isProse, languageOf } from "../../../src-shared/domain/languages.ts";
import type { PassageDraft } from "../../../src-shared/domain/passage.ts";
import { splitText } from "./chunks.ts";
import type { SourceReader } from "./source-reader.ts";
import { firstWords, isBlank, splitLines } from "./text-lines.ts";

const WINDOW_LINES = 60;
const WINDOW_CHARACTERS = 2000;

/**
 * Plain text, configuration and code without a grammar: windows of at most 60 lines or about 2,000 characters, without
 * overlap, closed early at a blank line in their last quarter so that they seldom cut a block.
 */
export function createTextReader(): SourceReader {
  return {
    name: "text",
    isFallback: true,
    version: 1,
    detect: () => true,
    read({ path, text }) {
      const language = languageOf(path);
      const kind = language === null || isProse(language) ? "doc" : "code";
      const title = path.slice(path.lastIndexOf("/") + 1);
      const passages = lineWindows(text, title, kind);
      return { kind, title, date: null, language, passages, session: null, belief: null, symbols: [], problems: [] };
    },
  };
}

/** The windows of a text as passage drafts. Only blank lines at their edges are left out. */
export function lineWindows(text: string, title: string, type: "doc" | "code"): PassageDraft[] {
  const lines = splitLines(text);
  const passages: PassageDraft[] = [];
  const push = (start: number, end: number, body: string) => {
    const beginning = body.slice(0, 400).split("\n");
    const lead = beginning.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? "";
    passages.push({
      positionKey: `w${passages.length}`,
      type,
      symbolKind: null,
      title: firstWords(lead) || title,
      breadcrumb: [title],
      text: body,
      lines: { start: start + 1, end },
      date: null,
    });
  };
  let start = 0;
  while (start < lines.length) {
    if (isBlank(lines[start] ?? "")) {
      start += 1;
      continue;
    }
    const first = lines[start] ?? "";
    if (first.length > WINDOW_CHARACTERS) {
      const from = start;
      for (const piece of splitText(first, WINDOW_CHARACTERS)) push(from, from + 1, piece);
      start += 1;
      continue;
    }
    const end = windowEnd(lines, start);
    let last = end;
    while (last > start && isBlank(lines[last - 1] ?? "")) last -= 1;
    push(start, last, lines.slice(start, last).join("\n"));
    start = end;
  }
  return passages;
}

function windowEnd(lines: readonly string[], start: number): number {
  let size = 0;
  let blank = -1;
  let end = start;
  while (end < lines.length && end - start < WINDOW_LINES) {
    const length = (lines[end] ?? "").length + 1;
    if (end > start && size + length > WINDOW_CHARACTERS) break;
    if (isBlank(lines[end] ?? "") && (end - start > WINDOW_LINES * 0.75 || size > WINDOW_CHARACTERS * 0.75)) blank = end;
    size += length;
    end += 1;
  }
  return end === lines.length || blank < 0 ? end : blank + 1;
}
