import type { QueryNote, SearchResponse } from "../../src-shared/contract/index.ts";
import { completeQuery } from "../../src-shared/query/complete.ts";
import { parseQuery } from "../../src-shared/query/parser.ts";

/**
 * What there is to say about the text in the box: the core's notes once it has answered to this very text, until then the parser's own.
 * What is wrong only because it is still being typed needs no telling.
 */
export function queryProblems(text: string, answer: SearchResponse | undefined, isTyping: boolean): readonly QueryNote[] {
  if (text.trim() === "") return [];
  const notes =
    answer?.query === text ? answer.notes : parseQuery(text).notes.map(({ message, span }): QueryNote => ({ message, range: span }));
  return notes.filter(({ range }) => !(range.end >= text.length && isUnderWay(text, isTyping)));
}

/** At the end of the text: a field without its value, a quotation without its end, or while typing the beginning of a value that there is. */
function isUnderWay(text: string, isTyping: boolean): boolean {
  if (/(?::"?|"[^"]*)$/.test(text)) return true;
  const { replace, items } = completeQuery(text, text.length);
  return isTyping && items.length > 0 && /[:,|]$/.test(text.slice(0, replace.start));
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
