import type { QueryNode } from "./ast.ts";
import { quote } from "./format.ts";
import { parseQuery } from "./parser.ts";
import { append, splice } from "./splice.ts";

/** A phrase, or a single word in quotes, that stands alone and so must hold. */
export interface RequiredPhrase {
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** What a query requires beside its fields, in order. Chips read these. */
export function requiredOf(text: string): RequiredPhrase[] {
  return topLevel(parseQuery(text).root).flatMap((node) => (node.kind === "phrase" ? [{ text: node.text, span: node.span }] : []));
}

/** The query without one of its required phrases. */
export function withoutRequired(text: string, { span }: RequiredPhrase): string {
  return splice(text, span, "");
}

/**
 * The query narrowed to what also holds the addition. Bare words are only preferred, so each is written in quotes, which requires it;
 * everything else (fields, groups, exclusions, expressions) narrows as it stands.
 */
export function within(text: string, addition: string): string {
  const { root } = parseQuery(addition);
  // A text that is nothing but `OR`s stays one thing.
  const nodes = root?.kind === "or" ? [root] : topLevel(root);
  return nodes.reduce((query, node) => added(query, node, addition), text);
}

function added(query: string, node: QueryNode, source: string): string {
  if (node.kind === "word" || node.kind === "phrase") {
    const has = requiredOf(query).some((phrase) => phrase.text.toLowerCase() === node.text.toLowerCase());
    return has ? query : append(query, quote(node.text));
  }
  const own = source.slice(node.span.start, node.span.end);
  return append(query, node.kind === "or" && !own.startsWith("(") ? `(${own})` : own);
}

function topLevel(root: QueryNode | null): readonly QueryNode[] {
  if (root === null) return [];
  return root.kind === "and" ? root.operands : [root];
}
