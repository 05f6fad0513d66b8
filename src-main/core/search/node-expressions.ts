import type { TextRange } from "../../../src-shared/contract/search.ts";
import type { Repository } from "../../../src-shared/domain/index.ts";
import type { QueryNode } from "../../../src-shared/query/ast.ts";
import { analyse } from "../analysis/analyser.ts";
import type { FilterCondition, LexicalExpression } from "../store/knowledge-store.ts";
import { anyOf, phraseOf } from "./expressions.ts";
import { FilterPlan, narrows } from "./filter-plan.ts";

/** Whether a node can be asked of the full-text index alone. What only excludes cannot: there must be something to exclude from. */
export function isLexical(node: QueryNode): boolean {
  switch (node.kind) {
    case "word":
    case "phrase":
      return true;
    case "field":
      return node.field === "symbol";
    case "or":
      return node.operands.every(isLexical);
    case "and":
      return node.operands.some(isLexical) && node.operands.every((one) => isLexical(one.kind === "not" ? one.operand : one));
    case "not":
    case "regex":
      return false;
  }
}

/** A lexical node as an expression; null when none of its words can be searched (`***`). */
export function lexicalOf(node: QueryNode): LexicalExpression | null {
  switch (node.kind) {
    case "word":
    case "phrase":
      return phraseOf(analyse(node.text));
    case "field":
      return anyOf(node.values.map((value) => phraseOf(analyse(value), "symbol")));
    case "or":
      return anyOf(node.operands.map(lexicalOf));
    case "and": {
      const held = node.operands.filter((one) => one.kind !== "not").map(lexicalOf);
      const operands = held.filter((one) => one !== null);
      const [only, another] = operands;
      if (only === undefined) return null;
      const left: LexicalExpression = another === undefined ? only : { op: "and", operands };
      return node.operands.reduce<LexicalExpression>((positive, one) => {
        const right = one.kind === "not" ? lexicalOf(one.operand) : null;
        return right === null ? positive : { op: "and-not", left: positive, right };
      }, left);
    }
    case "not":
    case "regex":
      return null;
  }
}

export interface ConditionContext {
  readonly repositories: readonly Repository[];
  readonly now: Date;
  readonly note: (range: TextRange, message: string) => void;
}

/** A node that joins fields and words, as a condition of the store. Null when nothing in it narrows. */
export function conditionOf(node: QueryNode, context: ConditionContext): FilterCondition | null {
  switch (node.kind) {
    case "or":
    case "and": {
      const conditions = node.operands.map((operand) => conditionOf(operand, context)).filter((one) => one !== null);
      return conditions.length === 0 ? null : { op: node.kind === "or" ? "any" : "all", conditions };
    }
    case "not": {
      const condition = conditionOf(node.operand, context);
      return condition === null ? null : { op: "none", condition };
    }
    case "regex":
      context.note(node.span, "A regular expression is searched only when it stands outside OR and groups.");
      return null;
    case "field":
      if (narrows(node)) {
        const plan = new FilterPlan(context.repositories, context.now);
        plan.add(node, false);
        return { op: "filter", filter: plan.toFilter() };
      }
      if (node.field !== "symbol") {
        context.note(node.span, `"${node.field}:" does nothing inside OR and groups.`);
        return null;
      }
      return wordsOf(node);
    case "word":
    case "phrase":
      return wordsOf(node);
  }
}

function wordsOf(node: QueryNode): FilterCondition | null {
  const expression = lexicalOf(node);
  return expression === null ? null : { op: "words", expression };
}
