import type { FieldNode, QueryNode } from "./ast.ts";
import type { FieldName } from "./fields.ts";
import { formatField } from "./format.ts";
import { parseQuery } from "./parser.ts";
import { append, splice } from "./splice.ts";

/** How chips and facets read and write the query text. Only fields that stand on their own (not inside `OR`) count as facets. */
export interface FacetField {
  readonly field: FieldName;
  readonly values: readonly string[];
  readonly negated: boolean;
  /** Of the whole part, the minus included. */
  readonly span: { readonly start: number; readonly end: number };
}

/** The fields of a query, in order. */
export function fieldsOf(text: string): FacetField[] {
  return topLevel(parseQuery(text).root).flatMap((node) => {
    const field = fieldOf(node);
    return field === null ? [] : [{ field: field.field, values: field.values, negated: node.kind === "not", span: node.span }];
  });
}

/** The values a field is set to (not those it excludes), each once. */
export function valuesOf(text: string, field: FieldName): string[] {
  return [...new Set(fieldsOf(text).flatMap((part) => (part.field === field && !part.negated ? part.values : [])))];
}

/** The query with the field set to exactly these values; none takes it out. */
export function setField(text: string, field: FieldName, values: readonly string[]): string {
  const bare = withoutField(text, field);
  if (values.length === 0) return bare;
  if (isListed(field)) return append(bare, formatField(field, values));
  return values.reduce((query, value) => append(query, formatField(field, [value])), bare);
}

/** The query without this value of the field, or without the field when no value is named. Exclusions stay. */
export function withoutField(text: string, field: FieldName, value?: string): string {
  let result = text;
  // From the end, so that earlier positions stay true.
  for (const part of fieldsOf(text).toReversed()) {
    if (part.field !== field || part.negated || (value !== undefined && !part.values.includes(value))) continue;
    const rest = value === undefined ? [] : part.values.filter((candidate) => candidate !== value);
    result = splice(result, part.span, rest.length === 0 ? "" : formatField(field, rest));
  }
  return result;
}

/** The query's own words without any field that stands alone: what a person is looking for, not where. */
export function withoutFields(text: string): string {
  return fieldsOf(text)
    .toReversed()
    .reduce((query, part) => splice(query, part.span, ""), text);
}

const LISTED: ReadonlySet<FieldName> = new Set([
  "repo",
  "lang",
  "type",
  "kind",
  "session",
  "commit",
  "branch",
  "agent",
  "role",
  "has",
  "is",
]);

function isListed(field: FieldName): boolean {
  return LISTED.has(field);
}

function topLevel(root: QueryNode | null): readonly QueryNode[] {
  if (root === null) return [];
  return root.kind === "and" ? root.operands : [root];
}

function fieldOf(node: QueryNode): FieldNode | null {
  if (node.kind === "field") return node;
  return node.kind === "not" && node.operand.kind === "field" ? node.operand : null;
}
