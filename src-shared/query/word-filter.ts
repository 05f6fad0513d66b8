import { fold } from "./fold.ts";

/** The words of what is typed into a filter, folded: upper and lower case and accents alike. Each must stand in the folded text of what passes. */
export function foldedWords(text: string): readonly string[] {
  return fold(text)
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** Whether a text, already folded, has all of the words. */
export function hasWords(folded: string, words: readonly string[]): boolean {
  return words.every((word) => folded.includes(word));
}
