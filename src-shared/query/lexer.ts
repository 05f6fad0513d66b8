import type { QueryNote, Span } from "./ast.ts";
import { fieldNamed } from "./fields.ts";
import type { FieldSpec } from "./fields.ts";

/** Longer queries are cut here, with a note: nobody types one, and everything after the lexer may then be quadratic. */
export const MAX_QUERY_LENGTH = 8192;

export interface FieldPart {
  readonly text: string;
  readonly quoted: boolean;
}

export type Token =
  | { readonly kind: "word"; readonly text: string; readonly span: Span }
  | { readonly kind: "phrase"; readonly text: string; readonly span: Span }
  | { readonly kind: "regex"; readonly source: string; readonly flags: string; readonly span: Span }
  | {
      readonly kind: "field";
      readonly spec: FieldSpec;
      readonly parts: readonly FieldPart[];
      readonly span: Span;
      readonly valueSpan: Span;
    }
  | { readonly kind: "open" | "close" | "minus" | "or" | "and"; readonly span: Span };

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly notes: readonly QueryNote[];
}

const SPACE = /\s/;
const FIELD_PREFIX = /([A-Za-z][A-Za-z-]*):/y;
const REGEX_FLAGS = /[imsu]*/y;
const TWO_WORD_DATE =
  /(?:last|this)\s+(?:day|week|month|year)(?![A-Za-z0-9_-])|\d{1,4}\s+(?:hour|day|week|month|year)s?(?:\s+ago)?(?![A-Za-z0-9_-])/iy;

/** Cuts a query into tokens. Never throws; every character is in a token, between tokens, or named by a note. */
export function lex(input: string): Lexed {
  const text = input.length > MAX_QUERY_LENGTH ? input.slice(0, MAX_QUERY_LENGTH) : input;
  const tokens: Token[] = [];
  const notes: QueryNote[] = [];
  if (input.length > MAX_QUERY_LENGTH) {
    const span = { start: MAX_QUERY_LENGTH, end: input.length };
    notes.push({ severity: "error", code: "too-long", message: `Only the first ${MAX_QUERY_LENGTH} characters are searched`, span });
  }
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (SPACE.test(char)) {
      at++;
    } else if (char === "(" || char === ")") {
      tokens.push({ kind: char === "(" ? "open" : "close", span: { start: at, end: at + 1 } });
      at++;
    } else if (char === '"') {
      const quoted = scanQuoted(text, at, notes);
      tokens.push({ kind: "phrase", text: quoted.text, span: { start: at, end: quoted.end } });
      at = quoted.end;
    } else if (char === "-" && isNegation(text, at)) {
      tokens.push({ kind: "minus", span: { start: at, end: at + 1 } });
      at++;
    } else {
      const token = scanRegex(text, at) ?? scanField(text, at, notes) ?? scanWord(text, at, tokens.at(-1));
      if (token.kind === "word" && token.text === "NOT") noteNot(text, token.span, notes);
      tokens.push(token);
      at = token.span.end;
    }
  }
  return { tokens, notes };
}

/** `--flag`, `->` and a lone `-` are words: only a minus on something that can be searched negates. */
function isNegation(text: string, at: number): boolean {
  const next = text.charAt(at + 1);
  return next !== "" && !SPACE.test(next) && !"-=>)".includes(next);
}

/** From an opening quote to its closing one; `\"` and `\\` are the only escapes, so that Windows paths survive. */
function scanQuoted(text: string, start: number, notes: QueryNote[]): { readonly text: string; readonly end: number } {
  let content = "";
  let at = start + 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') return { text: content, end: at + 1 };
    const next = text.charAt(at + 1);
    if (char === "\\" && (next === '"' || next === "\\")) {
      content += next;
      at += 2;
    } else {
      content += char;
      at++;
    }
  }
  notes.push({ severity: "note", code: "unclosed-quote", message: "This quote is not closed", span: { start, end: text.length } });
  return { text: content, end: text.length };
}

/** `/source/flags` that ends where a word would; anything else (`/usr/bin`) is a word. A quote inside is written `\"`. */
function scanRegex(text: string, start: number): Token | null {
  if (text.charAt(start) !== "/" || text.charAt(start + 1) === "/" || SPACE.test(text.charAt(start + 1))) return null;
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === '"') return null;
    else if (char === "/") {
      REGEX_FLAGS.lastIndex = at + 1;
      const flags = REGEX_FLAGS.exec(text)?.[0] ?? "";
      const end = at + 1 + flags.length;
      if (end < text.length && !/[\s()"]/.test(text.charAt(end))) return null;
      return { kind: "regex", source: text.slice(start + 1, at), flags, span: { start, end } };
    }
  }
  return null;
}

function scanField(text: string, start: number, notes: QueryNote[]): Token | null {
  FIELD_PREFIX.lastIndex = start;
  const name = FIELD_PREFIX.exec(text)?.[1];
  if (name === undefined) return null;
  const valueStart = start + name.length + 1;
  // `path::join`, `http://…` and `C:\x` are not fields.
  const next = text.charAt(valueStart);
  if (next === ":" || (next === "/" && text.charAt(valueStart + 1) === "/")) return null;
  const spec = fieldNamed(name);
  if (spec === undefined) {
    const looksLikeField = name.length > 1 && next !== "" && next !== "\\" && !SPACE.test(next);
    if (looksLikeField) {
      const span = { start, end: valueStart };
      notes.push({ severity: "note", code: "unknown-field", message: `There is no field ${name}:, searched as a word`, span });
    }
    return null;
  }
  const { parts, end } = spec.shape === "date" ? scanDate(text, valueStart, notes) : scanParts(text, valueStart, spec.list, notes);
  return { kind: "field", spec, parts, span: { start, end }, valueSpan: { start: valueStart, end } };
}

function scanDate(text: string, start: number, notes: QueryNote[]): { readonly parts: FieldPart[]; readonly end: number } {
  TWO_WORD_DATE.lastIndex = start;
  const words = TWO_WORD_DATE.exec(text)?.[0];
  if (words === undefined) return scanParts(text, start, false, notes);
  return { parts: [{ text: words, quoted: false }], end: start + words.length };
}

/** One value, or with `list` several separated by `,` or `|`. Empty ones are dropped. */
function scanParts(text: string, start: number, list: boolean, notes: QueryNote[]): { readonly parts: FieldPart[]; readonly end: number } {
  const parts: FieldPart[] = [];
  let at = start;
  for (;;) {
    if (text.charAt(at) === '"') {
      const quoted = scanQuoted(text, at, notes);
      if (quoted.text !== "") parts.push({ text: quoted.text, quoted: true });
      at = quoted.end;
    } else {
      const end = scanBare(text, at, list ? ",|" : "");
      if (end > at) parts.push({ text: text.slice(at, end), quoted: false });
      at = end;
    }
    const separator = text.charAt(at);
    if (!list || (separator !== "," && separator !== "|")) return { parts, end: at };
    at++;
  }
}

/** Where an unquoted run ends: white space, a quote, one of `stops`, or a parenthesis without its partner inside the run. */
function scanBare(text: string, start: number, stops: string): number {
  let at = start;
  let depth = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (SPACE.test(char) || char === '"' || (stops !== "" && stops.includes(char))) break;
    if (char === "(") {
      if (depth === 0 && !closesInRun(text, at, stops)) break;
      depth++;
    } else if (char === ")") {
      if (depth === 0) break;
      depth--;
    }
    at++;
  }
  return at;
}

/** Whether the parenthesis at `open` finds its partner before white space, so that `main()` is one word. */
function closesInRun(text: string, open: number, stops: string): boolean {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text.charAt(at);
    if (SPACE.test(char) || char === '"' || (stops !== "" && stops.includes(char))) return false;
    if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return true;
  }
  return false;
}

/** Other languages leave out by `NOT`. Here it is a word, as in `IF NOT EXISTS`: who means the other is told. */
function noteNot(text: string, span: Span, notes: QueryNote[]): void {
  const next = /^\s+([\p{L}\p{N}_]+)/u.exec(text.slice(span.end))?.[1];
  if (next === undefined || next === next.toUpperCase()) return;
  notes.push({ severity: "note", code: "not-word", message: `NOT is searched as a word. -${next} leaves ${next} out`, span });
}

function scanWord(text: string, start: number, before: Token | undefined): Token {
  const end = Math.max(scanBare(text, start, ""), start + 1);
  const word = text.slice(start, end);
  const span = { start, end };
  const negated = before?.kind === "minus" && before.span.end === start;
  if (!negated && (word === "OR" || word === "AND")) return { kind: word === "OR" ? "or" : "and", span };
  return { kind: "word", text: word, span };
}
