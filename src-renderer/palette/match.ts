import { fold } from "../../src-shared/query/fold.ts";
import { foldedWords } from "../../src-shared/query/word-filter.ts";

/**
 * How well a typed text fits a command's name: 0 when it does not, higher is better. Every typed word must begin a word of the name
 * (best), stand within it, or run through it letter by letter.
 */
export function matchScore(typed: string, name: string): number {
  const words = foldedWords(typed);
  const label = fold(name);
  let score = 1;
  for (const word of words) {
    const found = wordScore(word, label);
    if (found === 0) return 0;
    score += found;
  }
  return score;
}

function wordScore(word: string, label: string): number {
  if (label.startsWith(word)) return 4;
  if (label.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 3;
  if (label.includes(word)) return 2;
  return isSubsequence(word, label) ? 0.5 : 0;
}

function isSubsequence(word: string, label: string): boolean {
  let at = 0;
  for (const character of word) {
    at = label.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
