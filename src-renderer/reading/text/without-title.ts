import type { TextRange } from "../../../src-shared/contract/index.ts";

interface Excerpt {
  readonly text: string;
  readonly ranges: readonly TextRange[];
}

/** Where a title ends as a title: at the end of its line, or before what introduces its text. In mid-sentence it is part of that. */
const END_OF_TITLE = /^[^\S\n]*(?:\n\s*|[:–—]\s*|- |\.(?:\s+|$))/;

/** An excerpt under its title without saying the title again first; unchanged where nothing else would be left. Its ranges follow. */
export function withoutTitle({ text, ranges }: Excerpt, title: string): Excerpt {
  const wanted = title.trim().toLowerCase();
  if (wanted === "") return { text, ranges };
  const folded = text.toLowerCase();
  let from = text.length - text.trimStart().length;
  while (folded.startsWith(wanted, from)) {
    const end = END_OF_TITLE.exec(text.slice(from + wanted.length));
    if (end === null) break;
    from += wanted.length + end[0].length;
  }
  // A letter whose lower case is longer would shift all after it; such a title is rare, and may be said twice.
  if (folded.length !== text.length || text.slice(from).trim() === "") return { text, ranges };
  return {
    text: text.slice(from),
    ranges: ranges.map(({ start, end }) => ({ start: Math.max(0, start - from), end: end - from })).filter(({ start, end }) => end > start),
  };
}
