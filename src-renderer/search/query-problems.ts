import type { QueryNote, SearchResponse } from "../../src-shared/contract/index.ts";
import { parseQuery } from "../../src-shared/query/parser.ts";

/**
 * What there is to say about the text in the box: the core's notes once it has answered to this very text, until then the parser's own.
 * What is wrong only because it is still being typed needs no telling.
 */
export function queryProblems(text: string, answer: SearchResponse | undefined): readonly QueryNote[] {
  if (text.trim() === "") return [];
  const notes =
    answer?.query === text ? answer.notes : parseQuery(text).notes.map(({ message, span }): QueryNote => ({ message, range: span }));
  return notes.filter(({ range }) => !isUnderWay(text, range.end));
}

/** A field without its value, or a quotation without its end, at the very end of the text. */
function isUnderWay(text: string, end: number): boolean {
  return end >= text.length && /(?::"?|"[^"]*)$/.test(text);
}

/** A run of the text, and whether a note is about it. */
export interface MarkedRun {
  readonly text: string;
  readonly isMarked: boolean;
}

/** The text cut where notes begin and end. What they say of nothing at all (a missing value) marks the character before it. */
export function markedRuns(text: string, notes: readonly QueryNote[]): readonly MarkedRun[] {
  const marked = new Uint8Array(text.length);
  for (const { range } of notes) {
    const end = Math.min(text.length, Math.max(range.end, range.start + 1));
    marked.fill(1, Math.min(range.start, end - 1), end);
  }
  const runs: MarkedRun[] = [];
  let start = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && marked[at] === marked[start]) continue;
    runs.push({ text: text.slice(start, at), isMarked: marked[start] === 1 });
    start = at;
  }
  return text === "" ? [] : runs;
}
