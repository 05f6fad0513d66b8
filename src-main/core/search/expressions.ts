import type { LexicalExpression } from "../store/knowledge-store.ts";
import type { PlannedWord, QueryPlan } from "./plan.ts";

/** What a passage must hold when all words are asked for. Null when nothing is asked for by words. */
export function strictExpression(plan: QueryPlan): LexicalExpression | null {
  return joined(plan, "and", plan.words.map(wholeOrRow));
}

/** The same with any of the words; what is required and excluded stays so. */
export function looseExpression(plan: QueryPlan): LexicalExpression | null {
  return joined(plan, "or", plan.words.map(anyToken));
}

function joined(plan: QueryPlan, join: "and" | "or", parts: readonly (LexicalExpression | null)[]): LexicalExpression | null {
  const words = parts.filter((word) => word !== null);
  const asked: LexicalExpression[] =
    words.length === 0 ? [] : [words.length === 1 && words[0] !== undefined ? words[0] : { op: join, operands: words }];
  const operands = [...asked, ...plan.required];
  const [only, another] = operands;
  if (only === undefined) return null;
  const positive: LexicalExpression = another === undefined ? only : { op: "and", operands };
  return plan.excluded.reduce<LexicalExpression>((left, right) => ({ op: "and-not", left, right }), positive);
}

/** An identifier as a whole, or its parts in a row. */
function wholeOrRow(word: PlannedWord): LexicalExpression | null {
  const [whole, ...parts] = word.tokens;
  if (whole === undefined) return null;
  const term: LexicalExpression = { op: "term", token: whole };
  const row = phraseOf(parts);
  return row === null ? term : { op: "or", operands: [term, row] };
}

function anyToken(word: PlannedWord): LexicalExpression | null {
  return anyOf(word.tokens.map((token): LexicalExpression => ({ op: "term", token })));
}

/** Tokens that stand next to each other. An identifier's whole and parts follow one another in the stream, in text and query alike. */
export function phraseOf(tokens: readonly string[], column?: "symbol"): LexicalExpression | null {
  const [only, another] = tokens;
  if (only === undefined) return null;
  const place = column === undefined ? {} : { column };
  return another === undefined ? { op: "term", token: only, ...place } : { op: "phrase", tokens, ...place };
}

/** Any of them; what is null matches nothing and drops out. */
export function anyOf(operands: readonly (LexicalExpression | null)[]): LexicalExpression | null {
  const some = operands.filter((operand) => operand !== null);
  const [only, another] = some;
  return only === undefined ? null : another === undefined ? only : { op: "or", operands: some };
}

/** Every token that is asked for (not those excluded), for highlights. */
export function tokensOf(expression: LexicalExpression): string[] {
  if (expression.op === "term") return [expression.token];
  if (expression.op === "phrase") return [...expression.tokens];
  if (expression.op === "and-not") return tokensOf(expression.left);
  return expression.operands.flatMap(tokensOf);
}
