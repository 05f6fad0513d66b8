import type { QueryNote } from "../../../src-shared/contract/search.ts";
import { RESULT_TYPES, SYMBOL_KINDS, type Repository } from "../../../src-shared/domain/index.ts";
import type { FieldNode, QueryNode } from "../../../src-shared/query/ast.ts";
import { resolveDate } from "../../../src-shared/query/dates.ts";
import { parseQuery } from "../../../src-shared/query/parser.ts";
import { analyse } from "../analysis/analyser.ts";
import { isStopWord } from "../analysis/stop-words.ts";
import { askedFor, type Asks } from "./asks.ts";
import { anyOf, phraseOf, tokensOf } from "./expressions.ts";
import type { FieldFilter, LexicalExpression, SearchFilter } from "../store/knowledge-store.ts";
import type { SearchInput } from "./search-service.ts";

/** A word of the query with its tokens. */
export interface PlannedWord {
  readonly text: string;
  readonly tokens: readonly string[];
}

export interface QueryPlan {
  readonly words: readonly PlannedWord[];
  /** What a result must hold: phrases and groups with OR. */
  readonly required: readonly LexicalExpression[];
  readonly excluded: readonly LexicalExpression[];
  readonly filter: SearchFilter;
  readonly asks: Asks;
  readonly sort: "relevance" | "newest" | "oldest";
  readonly notes: readonly QueryNote[];
  /** Every token asked for, for highlights. */
  readonly tokens: ReadonlySet<string>;
}

type Mutable = { include: string[]; exclude: string[] };

/** What a query's text asks of the store. Never throws: what cannot be understood is noted and left out. */
export function planQuery(input: SearchInput, repositories: readonly Repository[], now: Date): QueryPlan {
  const parsed = parseQuery(input.text);
  const notes: QueryNote[] = parsed.notes.map(({ message, span }) => ({ message, range: span }));
  const words: PlannedWord[] = [];
  const required: LexicalExpression[] = [];
  const excluded: LexicalExpression[] = [];
  const fields = new Map<string, Mutable>();
  let after: string | undefined;
  let before: string | undefined;
  let sort: QueryPlan["sort"] = "relevance";

  function addField(node: FieldNode, negated: boolean): void {
    if ((node.field === "after" || node.field === "before") && node.date !== null) {
      const instant = resolveDate(node.date, now).toISOString();
      if ((node.field === "after") !== negated) after = instant;
      else before = instant;
      return;
    }
    if (node.field === "sort") {
      sort = (node.values[0] as QueryPlan["sort"] | undefined) ?? "relevance";
      return;
    }
    if (node.field === "symbol") {
      const expression = anyOf(node.values.map((value) => phraseOf(analyse(value), "symbol")));
      if (expression !== null) (negated ? excluded : required).push(expression);
      return;
    }
    if (!SUPPORTED.has(node.field)) {
      notes.push({ range: node.span, message: `"${node.field}:" is understood but does not narrow the search yet.` });
      return;
    }
    const filter = fields.get(node.field) ?? { include: [], exclude: [] };
    (negated ? filter.exclude : filter.include).push(...node.values);
    fields.set(node.field, filter);
  }

  function add(node: QueryNode, negated: boolean): void {
    if (node.kind === "and" && !negated) return node.operands.forEach((operand) => add(operand, false));
    if (node.kind === "not") return add(node.operand, !negated);
    if (node.kind === "field") return addField(node, negated);
    if (node.kind === "word" && !negated) return void words.push({ text: node.text, tokens: analyse(node.text) });
    const expression = expressionOf(node);
    if (expression !== null) (negated ? excluded : required).push(expression);
    else if (node.kind === "regex") notes.push({ range: node.span, message: "Regular expressions are not searched yet." });
  }
  if (parsed.root !== null) add(parsed.root, false);

  // Words that only help to ask go, unless nothing else is left.
  const telling = words.filter((word) => word.tokens.length > 0 && !isStopWord(word.text));
  const kept = telling.length > 0 || required.length > 0 ? telling : words.filter((word) => word.tokens.length > 0);
  return {
    words: kept,
    required,
    excluded,
    filter: toFilter(fields, input, repositories, after, before),
    asks: askedFor(words.map((word) => word.text)),
    sort,
    notes,
    tokens: new Set([...kept.flatMap((word) => word.tokens), ...required.flatMap(tokensOf)]),
  };
}

const SUPPORTED: ReadonlySet<string> = new Set(["repo", "path", "lang", "type", "kind", "session", "commit", "agent"]);

function toFilter(
  fields: ReadonlyMap<string, Mutable>,
  input: SearchInput,
  repositories: readonly Repository[],
  after: string | undefined,
  before: string | undefined,
): SearchFilter {
  const lower = (field: Mutable): Mutable => ({
    include: field.include.map((value) => value.toLowerCase()),
    exclude: field.exclude.map((value) => value.toLowerCase()),
  });
  const among = <T extends string>(field: Mutable | undefined, known: readonly T[]): { include: T[]; exclude: T[] } | undefined =>
    field === undefined
      ? undefined
      : { include: known.filter((one) => field.include.includes(one)), exclude: known.filter((one) => field.exclude.includes(one)) };
  const path = fields.get("path");
  const paths: FieldFilter | undefined =
    path === undefined && input.excludePaths === undefined
      ? undefined
      : { include: path?.include ?? [], exclude: [...(path?.exclude ?? []), ...(input.excludePaths ?? [])] };
  const repo = fields.get("repo");
  const types = among(fields.get("type"), RESULT_TYPES);
  const chips = input.types;
  const languages = fields.get("lang");
  const optional: Record<string, unknown> = {
    repositories:
      repo === undefined
        ? undefined
        : {
            include: matching(repo.include, repositories),
            exclude: matching(repo.exclude, repositories).filter((id) => id !== NO_REPOSITORY),
          },
    types:
      chips === undefined || chips.length === 0
        ? types
        : {
            include: types === undefined || types.include.length === 0 ? chips : chips.filter((type) => types.include.includes(type)),
            exclude: types?.exclude ?? [],
          },
    paths,
    languages: languages === undefined ? undefined : lower(languages),
    symbolKinds: among(fields.get("kind"), SYMBOL_KINDS),
    sessions: fields.get("session"),
    agents: fields.get("agent"),
    commits: fields.get("commit"),
    after,
    before,
  };
  return Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as SearchFilter;
}

/** Stands for "none": a name that fits no repository must find nothing, not everything. */
const NO_REPOSITORY = "\0none";

function matching(names: readonly string[], repositories: readonly Repository[]): string[] {
  return names.flatMap((name) => {
    const key = name.toLowerCase();
    const exact = repositories.filter((repository) => repository.id === name || repository.name.toLowerCase() === key);
    const found = exact.length > 0 ? exact : repositories.filter((repository) => repository.name.toLowerCase().includes(key));
    return found.length === 0 ? [NO_REPOSITORY] : found.map((repository) => repository.id);
  });
}

/** A node as an expression, for required, excluded and OR parts. Null when it holds nothing that can be searched. */
function expressionOf(node: QueryNode): LexicalExpression | null {
  switch (node.kind) {
    case "word":
    case "phrase":
      return phraseOf(analyse(node.text));
    case "or":
      return anyOf(node.operands.map(expressionOf));
    case "and": {
      const operands = node.operands.map(expressionOf).filter((operand) => operand !== null);
      return operands.length === 0 ? null : { op: "and", operands };
    }
    case "field":
    case "not":
    case "regex":
      return null;
  }
}
