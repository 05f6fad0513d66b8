import type { FieldName } from "./fields.ts";
import type { DateValue } from "./dates.ts";

/** Half-open range of UTF-16 offsets in the query text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface WordNode {
  readonly kind: "word";
  readonly text: string;
  readonly span: Span;
}

export interface PhraseNode {
  readonly kind: "phrase";
  /** Without its quotes, escapes resolved; never empty. */
  readonly text: string;
  readonly span: Span;
}

export interface RegexNode {
  readonly kind: "regex";
  readonly source: string;
  /** A subset of `imsu`. */
  readonly flags: string;
  readonly span: Span;
}

export interface FieldNode {
  readonly kind: "field";
  readonly field: FieldName;
  /** One or more alternatives, in canonical spelling for fields with a fixed vocabulary. */
  readonly values: readonly string[];
  /** For `before:` and `after:`. */
  readonly date: DateValue | null;
  readonly span: Span;
  /** Where the values stand, without the name and its colon. */
  readonly valueSpan: Span;
}

export interface NotNode {
  readonly kind: "not";
  readonly operand: QueryNode;
  readonly span: Span;
}

export interface GroupNode {
  /** Two operands or more; an operand is never a group of the same kind. */
  readonly kind: "and" | "or";
  readonly operands: readonly QueryNode[];
  readonly span: Span;
}

export type QueryNode = WordNode | PhraseNode | RegexNode | FieldNode | NotNode | GroupNode;

export type NoteCode =
  | "unknown-field"
  | "bad-value"
  | "missing-value"
  | "bad-regex"
  | "unclosed-quote"
  | "unclosed-group"
  | "stray-paren"
  | "empty-group"
  | "empty-phrase"
  | "dangling-or"
  | "dangling-minus"
  | "not-word"
  | "too-long"
  | "too-deep";

/** Something the person should know about the query. An `error` part is left out of the search; a `note` only informs. */
export interface QueryNote {
  readonly severity: "error" | "note";
  readonly code: NoteCode;
  readonly message: string;
  readonly span: Span;
}

export interface ParsedQuery {
  readonly text: string;
  /** Null when there is nothing to search for. */
  readonly root: QueryNode | null;
  readonly notes: readonly QueryNote[];
}
