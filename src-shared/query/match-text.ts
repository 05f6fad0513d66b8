import type { TextRange } from "../contract/search.ts";
import { escapePattern } from "./escape-pattern.ts";

/** More matches than this help nobody, and each costs a range. */
export const MOST_MATCHES = 5000;

/**
 * A pattern of any of the terms, upper and lower case alike; null without terms. The longest term wins at a place. White space of any
 * length matches a space: a line break in the source is a space on the page.
 */
export function termsPattern(terms: readonly string[]): RegExp | null {
  const wanted = terms.filter((term) => term.trim() !== "").toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return null;
  const pattern = wanted
    .map((term) =>
      term
        .trim()
        .split(/\s+/)
        .map(escapePattern)
        .join(String.raw`\s+`),
    )
    .join("|");
  return new RegExp(pattern, "giu");
}

/** Where any of the terms stands in the text; in order, not overlapping. */
export function matchText(text: string, terms: readonly string[]): readonly TextRange[] {
  const pattern = termsPattern(terms);
  if (pattern === null) return [];
  const found: TextRange[] = [];
  for (const match of text.matchAll(pattern)) {
    found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length >= MOST_MATCHES) break;
  }
  return found;
}
