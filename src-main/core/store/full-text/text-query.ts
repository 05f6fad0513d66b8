import type { LexicalExpression, TokenColumn } from "../search-filter.ts";
import type { FullTextTable } from "./full-text-reads.ts";
import { columnBits } from "./postings.ts";

/** An expression in the form in which postings answer it. */
export interface TextQuery {
  readonly tokens: readonly string[];
  readonly leaves: readonly Leaf[];
  /** A row matches when it holds all leaves of one of these sets of bits. */
  readonly match: readonly number[];
  /** So must one of these hold; null when nothing more is asked. */
  readonly within: readonly number[] | null;
}

/** A token, looked for in some columns. Its bit is 1 << its place. */
export interface Leaf {
  readonly token: number;
  /** Of packed counts. */
  readonly columns: number;
  /** In whatever column. */
  readonly isAnywhere: boolean;
  /** How often it counts in a score: as often as the expression names it. */
  times: number;
}

/** As many as an integer has bits that stay positive. */
const MOST_LEAVES = 30;
const MOST_SETS = 64;

/**
 * Null for what postings do not answer, or not with FTS5's score: phrases, prefixes, exclusion, AND inside of OR.
 * @param within adds nothing to a score, so any sum of products of terms will do
 */
export function planText(table: FullTextTable, expression: LexicalExpression, within?: LexicalExpression): TextQuery | null {
  const tokens: string[] = [];
  const leaves: Leaf[] = [];

  function leafOf(term: LexicalExpression, times: number): number | null {
    if (term.op !== "term" || term.prefix === true || !/^[^\s\0]+$/u.test(term.token)) return null;
    const columns = columnBits(table.layout, columnsOf(table, term.column));
    let token = tokens.indexOf(term.token);
    if (token < 0) token = tokens.push(term.token) - 1;
    let at = leaves.findIndex((leaf) => leaf.token === token && leaf.columns === columns);
    if (at < 0) at = leaves.push({ token, columns, isAnywhere: term.column === undefined, times: 0 }) - 1;
    const leaf = leaves[at];
    if (leaf !== undefined) leaf.times += times;
    return at >= MOST_LEAVES ? null : 1 << at;
  }
  function setOf(operands: readonly LexicalExpression[], times: number): number | null {
    const bits = operands.map((operand) => leafOf(operand, times));
    return bits.length === 0 || bits.includes(null) ? null : bits.reduce((sum: number, bit) => sum | (bit ?? 0), 0);
  }
  /** Sets of bits of which one must be held. */
  function anyOf(node: LexicalExpression, times: number): readonly number[] | null {
    const sets = (node.op === "or" ? flatOr(node) : [node]).map((one) => setOf(one.op === "and" ? one.operands : [one], times));
    return sets.length === 0 || sets.length > MOST_SETS ? null : allKnown(sets);
  }

  const isPlain =
    expression.op === "and" || (expression.op === "or" ? flatOr(expression).every(({ op }) => op === "term") : expression.op === "term");
  const match = isPlain ? anyOf(expression, 1) : null;
  const scope = within === undefined || match === null ? null : anyOf(within, 0);
  return match === null || (within !== undefined && scope === null) ? null : { tokens, leaves, match, within: scope };
}

function allKnown<T>(values: readonly (T | null)[]): readonly T[] | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? known : null;
}

function flatOr(node: LexicalExpression): readonly LexicalExpression[] {
  return node.op === "or" ? node.operands.flatMap(flatOr) : [node];
}

/** Whole documents have no symbol column: there, symbol names are looked for in the text. */
function columnsOf({ name, columns }: FullTextTable, column: TokenColumn | undefined): number[] {
  const all = columns.map((_, at) => at);
  if (column === undefined) return all;
  const named = column === "name" ? ["title", "symbol"] : [name === "document_fts" && column === "symbol" ? "text" : column];
  return all.filter((at) => named.includes(columns[at] ?? ""));
}
