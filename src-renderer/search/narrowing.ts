import { fieldsOf, setField, valuesOf, withoutField, withoutFields } from "../../src-shared/query/facets.ts";
import type { FieldName } from "../../src-shared/query/fields.ts";
import { search } from "../strings/en-search.ts";

/** Something to do when nothing was found: the query with less in it. */
export interface Suggestion {
  readonly label: string;
  readonly text: string;
  readonly mode?: "fused";
}

/** Ways to a result from a query without any: each takes one thing away. A word that `respelt` has otherwise is not offered by itself. */
export function suggestionsFor(text: string, mode: string, respelt: string | null = null): Suggestion[] {
  const words = withoutFields(text).trim();
  const found: Suggestion[] = [];
  for (const part of fieldsOf(text)) {
    if (part.field === "sort" || part.field === "count") continue;
    const shown = text.slice(part.span.start, part.span.end);
    found.push({ label: search.none.withoutField(shown), text: cut(text, part.span) });
  }
  if (words.includes('"')) found.push({ label: search.none.withoutQuotes, text: text.replaceAll('"', "") });
  if (mode === "lexical") found.push({ label: search.none.byMeaning, text, mode: "fused" });
  const known = (respelt ?? text).split(/\s+/);
  const longest = words
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}_]+$/u.test(word) && known.includes(word))
    .toSorted((a, b) => b.length - a.length)[0];
  if (longest !== undefined && longest !== words) found.push({ label: search.none.onlyWord(longest), text: longest });
  return found.slice(0, 5);
}

function cut(text: string, span: { readonly start: number; readonly end: number }): string {
  return `${text.slice(0, span.start).trimEnd()} ${text.slice(span.end).trimStart()}`.trim();
}

/** The query with a value of a field switched on or off. */
export function toggled(text: string, field: FieldName, value: string, on: boolean): string {
  if (!on) return withoutField(text, field, value);
  return setField(text, field, [...valuesOf(text, field), value]);
}

/** A suggested query in parts: white space and words, with those marked that the query does not have at their place. */
export function changedWords(text: string, suggestion: string): { readonly part: string; readonly isChanged: boolean }[] {
  const typed = text.split(/(\s+)/);
  return suggestion.split(/(\s+)/).map((part, index) => ({ part, isChanged: part.trim() !== "" && part !== typed[index] }));
}
