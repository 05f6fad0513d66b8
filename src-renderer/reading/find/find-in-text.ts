import type { TextRange } from "../../../src-shared/contract/index.ts";
import { escapePattern } from "../../../src-shared/query/escape-pattern.ts";

/** More matches than this help nobody, and each costs memory. */
export const MAX_MATCHES = 10_000;

/** Where `words` stand in a text, whatever the case; in order, apart, at most `MAX_MATCHES`. */
export function findInText(text: string, words: string): TextRange[] {
  if (words === "") return [];
  const pattern = new RegExp(escapePattern(words), "giu");
  const found: TextRange[] = [];
  for (const match of text.matchAll(pattern)) {
    found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length === MAX_MATCHES) break;
  }
  return found;
}
