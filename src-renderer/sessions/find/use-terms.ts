import { useMemo } from "react";

/** The words of a search query that can be looked for on a page: no fields, no operators, no negated words. */
function termsOfQuery(query: string): string[] {
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

/** What to look for: what is typed, else the words of the search that led here. */
export function useTerms(typed: string, query: string): string[] {
  return useMemo(() => (typed.trim() === "" ? termsOfQuery(query) : [typed]), [typed, query]);
}
