import type { QueryNote, TextRange } from "../../../src-shared/contract/search.ts";
import type { Repository, ResultType } from "../../../src-shared/domain/index.ts";
import type { FieldNode, QueryNode, RegexNode } from "../../../src-shared/query/ast.ts";
import { parseQuery } from "../../../src-shared/query/parser.ts";
import { analyse } from "../analysis/analyser.ts";
import { askingWords, isStopWord } from "../analysis/stop-words.ts";
import type { FilterCondition, LexicalExpression, SearchFilter } from "../store/knowledge-store.ts";
import { askedFor, type Asks } from "./asks.ts";
import { tokensOf } from "./expressions.ts";
import { FilterPlan, narrows } from "./filter-plan.ts";
import { conditionOf, isLexical, lexicalOf } from "./node-expressions.ts";
import { compilePattern, type Pattern } from "./patterns.ts";
import type { SearchInput } from "./search-service.ts";

/** A word of the query with its tokens. */
export interface PlannedWord {
  readonly text: string;
  readonly tokens: readonly string[];
}

export interface QueryPlan {
  readonly words: readonly PlannedWord[];
  /** What a result must hold: phrases, symbols and groups with OR. */
  readonly required: readonly LexicalExpression[];
  readonly excluded: readonly LexicalExpression[];
  /** What a passage's text must match, and must not. */
  readonly patterns: readonly Pattern[];
  readonly excludedPatterns: readonly Pattern[];
  readonly filter: SearchFilter;
  readonly asks: Asks;
  readonly sort: "relevance" | "newest" | "oldest";
  /** At most this many results. */
  readonly count: number | null;
  readonly notes: readonly QueryNote[];
  /** Every token asked for, for highlights. */
  readonly tokens: ReadonlySet<string>;
  /** Where in the query its patterns stand, for notes about them; null without any. */
  readonly patternRange: TextRange | null;
}

/** What a query's text asks of the store. Never throws: what cannot be understood is noted and left out. */
export function planQuery(input: SearchInput, repositories: readonly Repository[], now: Date): QueryPlan {
  const parsed = parseQuery(input.text);
  const notes: QueryNote[] = parsed.notes.map(({ message, span }) => ({ message, range: span }));
  const note = (range: TextRange, message: string): void => void notes.push({ range, message });
  const words: PlannedWord[] = [];
  const required: LexicalExpression[] = [];
  const excluded: LexicalExpression[] = [];
  const patterns = { required: [] as Pattern[], excluded: [] as Pattern[] };
  const conditions: FilterCondition[] = [];
  const filter = new FilterPlan(repositories, now);
  let sort: QueryPlan["sort"] = "relevance";
  let count: number | null = null;
  let patternRange: TextRange | null = null;
  let unread: TextRange | null = null;

  function addField(node: FieldNode, negated: boolean): void {
    const [value] = node.values;
    if (node.field === "sort") sort = (value as QueryPlan["sort"] | undefined) ?? "relevance";
    else if (node.field === "count") count = Number(value);
    else if (narrows(node)) filter.add(node, negated);
    else note(node.span, `"${node.field}:" is understood but does not narrow the search yet.`);
  }
  function addPattern(node: RegexNode, negated: boolean): void {
    const pattern = compilePattern(node);
    if (pattern === null) return note(node.span, "Look-around and back-references are not searched, so this is left out.");
    (negated ? patterns.excluded : patterns.required).push(pattern);
    patternRange = node.span;
  }
  function add(node: QueryNode, negated: boolean): void {
    if (node.kind === "and" && !negated) return node.operands.forEach((operand) => add(operand, false));
    if (node.kind === "not") return add(node.operand, !negated);
    if (node.kind === "regex") return addPattern(node, negated);
    if (node.kind === "word" && !negated) {
      const tokens = analyse(node.text);
      if (tokens.length === 0) unread = node.span;
      return void words.push({ text: node.text, tokens });
    }
    if (isLexical(node)) {
      const expression = lexicalOf(node);
      if (expression === null) unread = node.span;
      if (expression !== null) (negated ? excluded : required).push(expression);
      return;
    }
    if (node.kind === "field") return addField(node, negated);
    const condition = conditionOf(node, { repositories, now, note });
    if (condition !== null) conditions.push(negated ? { op: "none", condition } : condition);
  }
  if (parsed.root !== null) add(parsed.root, false);
  if (input.excludePaths !== undefined) filter.excludePaths(input.excludePaths);

  // Without anything to find by words, what is left out by words is a condition like any other.
  if (words.length === 0 && required.length === 0) {
    for (const expression of excluded) conditions.push({ op: "none", condition: { op: "words", expression } });
  }
  // Words that only help to ask go, unless nothing else is left.
  const asking = askingWords(words.map((word) => word.text));
  const telling = words.filter((word, index) => index >= asking && word.tokens.length > 0 && !isStopWord(word.text));
  const kept = telling.length > 0 || required.length > 0 ? telling : words.filter((word) => word.tokens.length > 0);
  if (unread !== null && kept.length + required.length + patterns.required.length === 0)
    note(unread, "There is no letter or digit in this to search for. The newest come first.");
  return {
    words: kept,
    required,
    excluded,
    patterns: patterns.required,
    excludedPatterns: patterns.excluded,
    filter: withChips(withConditions(filter.toFilter(), conditions), input.types),
    asks: askedFor(words.map((word) => word.text)),
    sort,
    count,
    notes,
    tokens: new Set([...kept.flatMap((word) => word.tokens), ...required.flatMap(tokensOf)]),
    patternRange,
  };
}

function withConditions(filter: SearchFilter, conditions: readonly FilterCondition[]): SearchFilter {
  return conditions.length === 0 ? filter : { ...filter, condition: { op: "all", conditions } };
}

/** Types chosen beside the text narrow what the text says. */
function withChips(filter: SearchFilter, chips: readonly ResultType[] | undefined): SearchFilter {
  if (chips === undefined || chips.length === 0) return filter;
  const { include, exclude } = filter.types ?? { include: [], exclude: [] };
  return { ...filter, types: { include: include.length === 0 ? chips : chips.filter((type) => include.includes(type)), exclude } };
}
