import type { QueryNode } from "./ast.ts";
import type { FieldName } from "./fields.ts";
import { specOf } from "./fields.ts";

/** The text of a query tree, in canonical spelling: parsing it gives the same tree (positions aside). */
export function formatQuery(root: QueryNode | null): string {
  return root === null ? "" : format(root, "or");
}

/** `outer` is the loosest operator that may stand here without parentheses. */
function format(node: QueryNode, outer: "or" | "and" | "not"): string {
  switch (node.kind) {
    case "word":
      return node.text;
    case "phrase":
      return quote(node.text);
    case "regex":
      return `/${node.source}/${node.flags}`;
    case "field":
      return formatField(node.field, node.values);
    case "not": {
      const operand = format(node.operand, "not");
      // `--flag`, `->` and `-=` are words of their own.
      const text = /^[-=>]/.test(operand) ? `-(${operand})` : `-${operand}`;
      return outer === "not" ? `(${text})` : text;
    }
    case "and": {
      const text = node.operands.map((operand) => format(operand, "and")).join(" ");
      return outer === "not" ? `(${text})` : text;
    }
    case "or": {
      const text = node.operands.map((operand) => format(operand, "and")).join(" OR ");
      return outer === "or" ? text : `(${text})`;
    }
  }
}

/** `field:value`, quoted where the value needs it. */
export function formatField(field: FieldName, values: readonly string[]): string {
  const stops = specOf(field).list ? /[\s"(),|]/ : /[\s"()]/;
  // `path::x` and `path://x` are read as words, so a value that starts so needs quotes.
  const written = values.map((value) => (value === "" || stops.test(value) || /^(?::|\/\/)/.test(value) ? quote(value) : value));
  return `${field}:${written.join(",")}`;
}

export function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
