import type { QueryNode } from "./ast.ts";
import { parseQuery } from "./parser.ts";

/** What a query says in words, question words included: without fields, operators, and what is excluded. For models that read sentences. */
export function plainText(query: string): string {
  const { root } = parseQuery(query);
  return root === null ? "" : wordsOf(root).join(" ");
}

function wordsOf(node: QueryNode): readonly string[] {
  switch (node.kind) {
    case "word":
    case "phrase":
      return [node.text];
    case "and":
    case "or":
      return node.operands.flatMap(wordsOf);
    case "not":
    case "field":
    case "regex":
      return [];
  }
}
