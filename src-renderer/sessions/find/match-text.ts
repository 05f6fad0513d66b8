import type { TextRange } from "../../../src-shared/contract/index.ts";

/** More matches than this help nobody, and each costs a range. */
const MOST_MATCHES = 5000;

/** Where any of the terms stands in the text, upper and lower case alike; in order, not overlapping. The longest term wins at a place. */
export function matchText(text: string, terms: readonly string[]): readonly TextRange[] {
  const wanted = terms.filter((term) => term.trim() !== "").toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return [];
  // White space of any length matches a space: a line break in the source is a space on the page.
  const pattern = wanted
    .map((term) =>
      term
        .trim()
        .split(/\s+/)
        .map(escaped)
        .join(String.raw`\s+`),
    )
    .join("|");
  const found: TextRange[] = [];
  for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
    found.push({ start: match.index, end: match.index + match[0].length });
    if (found.length >= MOST_MATCHES) break;
  }
  return found;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

/** The words of a search query that can be looked for on a page: no fields, no operators, no negated words. */
export function termsOfQuery(query: string): readonly string[] {
  const terms: string[] = [];
  for (const [whole, negated, phrase] of query.matchAll(/(-?)"([^"]+)"|\S+/g)) {
    if (phrase !== undefined) {
      if (negated === "") terms.push(phrase);
      continue;
    }
    const word = whole.replace(/^[(]+|[)]+$/g, "");
    if (word.length < 2 || word.startsWith("-") || /^[a-z]+:/i.test(word) || /^(?:OR|AND|NOT)$/.test(word)) continue;
    terms.push(word);
  }
  return terms;
}
