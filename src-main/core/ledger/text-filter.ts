import { fold } from "../../../src-shared/query/fold.ts";

/** A compiled text filter: whether a text, already folded as the analyser does, passes. */
export type TextTest = (folded: string) => boolean;

/**
 * All words of the filter, in any order: a `"phrase"` counts as one, `-word` must be absent. Null when it restricts nothing.
 * Never throws: an open quote runs to the end, a lone `-` is a word.
 */
export function compileText(text: string): TextTest | null {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  for (const match of text.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)) {
    const [whole, minus, phrase, word] = match;
    const value = fold(phrase ?? word ?? whole)
      .replace(/\s+/g, " ")
      .trim();
    if (value === "") continue;
    (minus === "-" ? unwanted : wanted).push(value);
  }
  if (wanted.length + unwanted.length === 0) return null;
  return (folded) => wanted.every((value) => folded.includes(value)) && !unwanted.some((value) => folded.includes(value));
}
