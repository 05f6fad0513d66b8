import type { TextRange } from "../../../src-shared/contract/index.ts";

/** More matches than this help nobody, and each costs memory. */
export const MAX_MATCHES = 10_000;

/** Where `words` stand in a text, whatever the case; in order, apart, at most `MAX_MATCHES`. */
export function findInText(text: string, words: string): TextRange[] {
  if (words === "") return [];
  const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");
  const found: TextRange[] = [];
  for (const match of text.matchAll(pattern)) {
    found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length === MAX_MATCHES) break;
  }
  return found;
}
