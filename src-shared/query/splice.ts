import { parseQuery } from "./parser.ts";

/** The query with something more that must hold. */
export function append(text: string, addition: string): string {
  const trimmed = text.trimEnd();
  if (trimmed === "") return addition;
  // An open `OR` at the end, or one anywhere at the top, would swallow what is added.
  const isOpen = /(?:^|[\s(])OR$/.test(trimmed) || parseQuery(trimmed).root?.kind === "or";
  return isOpen ? `(${trimmed}) ${addition}` : `${trimmed} ${addition}`;
}

/** The query with another text at a place; an empty one takes the white space beside it along. */
export function splice(text: string, span: { readonly start: number; readonly end: number }, replacement: string): string {
  const before = text.slice(0, span.start);
  const after = text.slice(span.end);
  if (replacement !== "") return before + replacement + after;
  const left = before.trimEnd();
  const right = after.trimStart();
  return left === "" || right === "" || right.startsWith(")") || left.endsWith("(") ? left + right : `${left} ${right}`;
}
