import type { LexicalExpression, LexicalQuery, TokenColumn } from "../knowledge-store.ts";

/**
 * An expression as an FTS5 query string, or null when it can match nothing. Every token is quoted, so none of its
 * characters is syntax. Whole documents have no symbol column: there, symbol names are looked for in the text.
 */
export function toMatchExpression(expression: LexicalExpression, level: LexicalQuery["level"]): string | null {
  switch (expression.op) {
    case "term":
      if (!isToken(expression.token)) return null;
      return column(expression.column, level) + quote(expression.token) + (expression.prefix === true ? " *" : "");
    case "phrase":
      if (expression.tokens.length === 0 || !expression.tokens.every(isToken)) return null;
      return column(expression.column, level) + expression.tokens.map(quote).join(" + ");
    case "and": {
      const parts = expression.operands.map((operand) => toMatchExpression(operand, level));
      return parts.length > 0 && parts.every((part) => part !== null) ? join(parts, "AND") : null;
    }
    case "or": {
      const parts = expression.operands.map((operand) => toMatchExpression(operand, level)).filter((part) => part !== null);
      return parts.length > 0 ? join(parts, "OR") : null;
    }
    case "and-not": {
      const left = toMatchExpression(expression.left, level);
      const right = toMatchExpression(expression.right, level);
      return left === null || right === null ? left : `(${left} NOT ${right})`;
    }
  }
}

function join(parts: readonly string[], operator: "AND" | "OR"): string {
  return parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(` ${operator} `)})`;
}

function quote(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
}

function isToken(token: string): boolean {
  return token !== "" && !/[\s\0]/u.test(token);
}

function column(name: TokenColumn | undefined, level: LexicalQuery["level"]): string {
  if (name === undefined) return "";
  if (name === "name") return level === "document" ? "title : " : "{title symbol} : ";
  return `${level === "document" && name === "symbol" ? "text" : name} : `;
}
