import type { FilterCondition, LexicalExpression, SearchFilter } from "../store/knowledge-store.ts";
import type { QueryPlan } from "./plan.ts";

/**
 * The plan's filter with what must be held and what is left out as conditions: for candidates that are not found by the plan's own
 * expression (by meaning, by name), and so would not keep to it.
 */
export function heldFilter({ filter, required, excluded }: QueryPlan): SearchFilter {
  if (required.length + excluded.length === 0) return filter;
  const conditions: FilterCondition[] = [
    ...(filter.condition === undefined ? [] : [filter.condition]),
    ...required.map((expression) => ({ op: "words", expression }) as const),
    ...excluded.map((expression) => ({ op: "none", condition: { op: "words", expression } }) as const),
  ];
  return { ...filter, condition: { op: "all", conditions } };
}

/** A filter that only passages pass which match the expression too. */
export function narrowed(filter: SearchFilter, expression: LexicalExpression): SearchFilter {
  const words: FilterCondition = { op: "words", expression };
  return { ...filter, condition: filter.condition === undefined ? words : { op: "all", conditions: [filter.condition, words] } };
}
