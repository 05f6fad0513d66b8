import type { FieldNode, GroupNode, NoteCode, ParsedQuery, QueryNode, QueryNote, Span } from "./ast.ts";
import { parseDate } from "./dates.ts";
import type { DateValue } from "./dates.ts";
import { canonicalValue } from "./fields.ts";
import type { FieldSpec } from "./fields.ts";
import { lex } from "./lexer.ts";
import type { Token } from "./lexer.ts";

/** Deeper parentheses are read as if they were not there: no query needs them, and recursion stays bounded. */
const MAX_DEPTH = 48;

type FieldToken = Extract<Token, { kind: "field" }>;

/**
 * Parses a query. Never throws: what cannot be read is left out or read as words, and a note says so with its place.
 * Words side by side bind tighter than `OR`, as in code search engines: `a b OR c` is `(a b) OR c`.
 */
export function parseQuery(text: string): ParsedQuery {
  const { tokens, notes } = lex(text);
  const parser = new Parser(tokens, [...notes]);
  const root = parser.parse();
  return { text, root, notes: parser.notes.toSorted((a, b) => a.span.start - b.span.start) };
}

class Parser {
  readonly notes: QueryNote[];
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[], notes: QueryNote[]) {
    this.#tokens = tokens;
    this.notes = notes;
  }

  parse(): QueryNode | null {
    const parts: QueryNode[] = [];
    while (this.#at < this.#tokens.length) {
      const part = this.#or(0);
      if (part !== null) parts.push(part);
      // Only a closing parenthesis without its partner stops the rule above.
      const stray = this.#tokens[this.#at];
      if (stray === undefined) break;
      this.#note("note", "stray-paren", "This parenthesis has no partner", stray.span);
      this.#at++;
    }
    return combine("and", parts);
  }

  #or(depth: number): QueryNode | null {
    const operands: QueryNode[] = [];
    let pending: Token | null = null;
    for (;;) {
      const operand = this.#and(depth);
      if (operand !== null) {
        operands.push(operand);
        pending = null;
      }
      const token = this.#tokens[this.#at];
      if (token?.kind !== "or") break;
      if (operand === null) this.#dangling(token);
      else pending = token;
      this.#at++;
    }
    if (pending !== null) this.#dangling(pending);
    return combine("or", operands);
  }

  #and(depth: number): QueryNode | null {
    const operands: QueryNode[] = [];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined || token.kind === "or" || token.kind === "close") break;
      if (token.kind === "and") {
        // What stands side by side is joined anyway.
        this.#at++;
        const next = this.#tokens[this.#at]?.kind ?? "close";
        if (operands.length === 0 || next === "close" || next === "or") this.#dangling(token, "AND");
        continue;
      }
      const operand = this.#unary(depth);
      if (operand !== null) operands.push(operand);
    }
    return combine("and", operands);
  }

  #unary(depth: number): QueryNode | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "minus") return this.#primary(depth);
    this.#at++;
    const operand = this.#at < this.#tokens.length ? this.#primary(depth) : null;
    if (operand === null) {
      this.#note("note", "dangling-minus", "There is nothing to leave out here", token.span);
      return null;
    }
    return { kind: "not", operand, span: { start: token.span.start, end: operand.span.end } };
  }

  #primary(depth: number): QueryNode | null {
    const token = this.#tokens[this.#at];
    if (token === undefined) return null;
    switch (token.kind) {
      case "word":
        this.#at++;
        return token;
      case "phrase":
        this.#at++;
        if (token.text.trim() !== "") return token;
        this.#note("note", "empty-phrase", "There is nothing between these quotes", token.span);
        return null;
      case "regex":
        this.#at++;
        return this.#regex(token);
      case "field":
        this.#at++;
        return this.#field(token);
      case "open":
        return this.#group(token, depth);
      case "minus":
        return this.#unary(depth);
      case "or":
      case "and":
      case "close":
        return null;
    }
  }

  #group(open: Token, depth: number): QueryNode | null {
    this.#at++;
    if (depth >= MAX_DEPTH) {
      this.#note("error", "too-deep", `Parentheses deeper than ${MAX_DEPTH} are ignored`, open.span);
      return null;
    }
    const content = this.#or(depth + 1);
    const close = this.#tokens[this.#at];
    if (close === undefined) this.#note("note", "unclosed-group", "This parenthesis is not closed", open.span);
    else this.#at++;
    const end = close?.span.end ?? content?.span.end ?? open.span.end;
    const span = { start: open.span.start, end };
    if (content === null) {
      this.#note("note", "empty-group", "There is nothing between these parentheses", span);
      return null;
    }
    return content;
  }

  #regex(token: Extract<Token, { kind: "regex" }>): QueryNode {
    try {
      // Also refuses doubled flags.
      void new RegExp(token.source, token.flags);
      return token;
    } catch {
      const text = `/${token.source}/${token.flags}`;
      this.#note("error", "bad-regex", "This regular expression cannot be read, searched as a word", token.span);
      return { kind: "word", text, span: token.span };
    }
  }

  #field(token: FieldToken): FieldNode | null {
    const { spec, span, valueSpan } = token;
    if (token.parts.length === 0) {
      this.#note("note", "missing-value", `${spec.name}: needs a value`, span);
      return null;
    }
    const values: string[] = [];
    let date: DateValue | null = null;
    for (const part of token.parts) {
      if (spec.shape === "date") date = parseDate(part.text);
      const value = spec.shape === "date" && date === null ? null : canonicalValue(spec, part.text);
      if (value === null) this.#note("error", "bad-value", badValue(spec, part.text), valueSpan);
      else if (!values.includes(value)) values.push(value);
    }
    return values.length === 0 ? null : { kind: "field", field: spec.name, values, date, span, valueSpan };
  }

  #dangling(token: Token, word: "OR" | "AND" = "OR"): void {
    this.#note("note", "dangling-or", `${word} needs something on both sides`, token.span);
  }

  #note(severity: QueryNote["severity"], code: NoteCode, message: string, span: Span): void {
    this.notes.push({ severity, code, message, span });
  }
}

function badValue(spec: FieldSpec, value: string): string {
  const shown = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  if (spec.shape === "date") return `${spec.name}: takes a date such as 2026-01-22, 7d, yesterday or last week, not ${shown}`;
  if (spec.shape === "number") return `${spec.name}: takes a whole number from 1, not ${shown}`;
  return `${spec.name}: is one of ${(spec.values ?? []).join(", ")}, not ${shown}`;
}

/** Joins operands, taking nested groups of the same kind apart; one operand stays itself. */
function combine(kind: GroupNode["kind"], parts: readonly QueryNode[]): QueryNode | null {
  const operands = parts.flatMap((part) => (part.kind === kind ? part.operands : [part]));
  const first = operands[0];
  const last = operands.at(-1);
  if (first === undefined || last === undefined) return null;
  return operands.length === 1 ? first : { kind, operands, span: { start: first.span.start, end: last.span.end } };
}
