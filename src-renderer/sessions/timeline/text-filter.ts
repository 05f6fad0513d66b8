import { foldedWords, hasWords } from "../../../src-shared/query/word-filter.ts";
import type { TimelineSession } from "./timeline-session.ts";

interface Kept {
  readonly words: readonly string[];
  readonly found: readonly TimelineSession[];
}

/** Enough to go back over what was typed. */
const MOST_KEPT = 24;

/**
 * Finds the sessions that hold every word of a text, upper and lower case and accents alike. What continues an earlier text is looked for
 * among its sessions only, and an earlier text is answered at once.
 */
export function createTextFilter(all: readonly TimelineSession[]): (text: string) => readonly TimelineSession[] {
  const kept: Kept[] = [];
  return (text) => {
    const words = foldedWords(text);
    if (words.length === 0) return all;
    let within: Kept = { words: [], found: all };
    for (const one of kept) if (one.found.length <= within.found.length && holdsAll(words, one.words)) within = one;
    // A word that holds all of another's letters is not asked for that other one.
    if (within.words.length > 0 && holdsAll(within.words, words)) return within.found;
    const found = within.found.filter(({ searchKey }) => hasWords(searchKey, words));
    if (kept.push({ words, found }) > MOST_KEPT) kept.shift();
    return found;
  };
}

/** Whoever has all of `words` has all of `parts`. */
function holdsAll(words: readonly string[], parts: readonly string[]): boolean {
  return parts.every((part) => words.some((word) => word.includes(part)));
}
