import type { Instant, ResultType, SymbolKind } from "../../../src-shared/domain/index.ts";

/** Token streams of one passage, analysed by `core/analysis`, tokens separated by single spaces. */
export interface PassageTokens {
  readonly title: string;
  /** Symbol names; empty for prose. */
  readonly symbol: string;
  readonly path: string;
  readonly text: string;
}

/** A column of the full-text index, or `name`: the title and the symbol. */
export type TokenColumn = keyof PassageTokens | "name";

/** A boolean expression over analysed tokens. `phrase` tokens stand next to each other, in order. `prefix` matches token beginnings. */
export type LexicalExpression =
  | { readonly op: "term"; readonly token: string; readonly prefix?: boolean; readonly column?: TokenColumn }
  | { readonly op: "phrase"; readonly tokens: readonly string[]; readonly column?: TokenColumn }
  | { readonly op: "and" | "or"; readonly operands: readonly LexicalExpression[] }
  | { readonly op: "and-not"; readonly left: LexicalExpression; readonly right: LexicalExpression };

/** Include and exclude lists of one field: any of `include` (when not empty), none of `exclude`. */
export interface FieldFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** Filters pushed down to the store. A field that is absent does not restrict. */
export interface SearchFilter {
  /** Repository ids, already resolved from names. */
  readonly repositories?: FieldFilter;
  readonly types?: { readonly include: readonly ResultType[]; readonly exclude: readonly ResultType[] };
  /** Case-insensitive: a substring of the path, or a glob when it holds `*` or `?`. */
  readonly paths?: FieldFilter;
  readonly languages?: FieldFilter;
  readonly symbolKinds?: { readonly include: readonly SymbolKind[]; readonly exclude: readonly SymbolKind[] };
  /** Session own ids; a prefix is enough. */
  readonly sessions?: FieldFilter;
  /** Agents of sessions, case-insensitive. */
  readonly agents?: FieldFilter;
  /** Commit hashes; a prefix is enough. */
  readonly commits?: FieldFilter;
  /** Part of a commit author's name or address, case-insensitive. */
  readonly authors?: FieldFilter;
  /** Of sessions and of the commits linked to them, case-insensitive; a glob when it holds `*` or `?`. */
  readonly branches?: FieldFilter;
  /** Part of a commit's tag, case-insensitive. */
  readonly tags?: FieldFilter;
  /** Who speaks, in passages of transcripts: `user`, `assistant`, `system`. */
  readonly roles?: FieldFilter;
  /** What a session has. */
  readonly has?: { readonly include: readonly SessionPart[]; readonly exclude: readonly SessionPart[] };
  /** What a document, or its passage, is: starred, or a session from the archive of transcripts. */
  readonly is?: { readonly include: readonly DocumentMark[]; readonly exclude: readonly DocumentMark[] };
  /** Inclusive lower bound. */
  readonly after?: Instant;
  /** Exclusive upper bound. */
  readonly before?: Instant;
  /** Beside all of these. */
  readonly condition?: FilterCondition;
}

/** Whether it narrows anything. */
export function isFilter(filter: SearchFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

export type SessionPart = "commit" | "decision" | "challenge" | "pattern" | "prompt" | "goal";

export type DocumentMark = "starred" | "archived";

/** Filters and words joined in any way: what `OR`, groups and negation make of fields. */
export type FilterCondition =
  | { readonly op: "filter"; readonly filter: SearchFilter }
  | { readonly op: "words"; readonly expression: LexicalExpression }
  | { readonly op: "all" | "any"; readonly conditions: readonly FilterCondition[] }
  | { readonly op: "none"; readonly condition: FilterCondition };
