import type { SqlValue } from "./operation.ts";
import type { DocumentMark, FieldFilter, FilterCondition, SearchFilter, SessionPart } from "../knowledge-store.ts";
import { toMatchExpression } from "../sql/match-expression.ts";
import { prefixEnd, repositoryKey } from "../sql/keys.ts";

/** A filter as SQL over `passage p` and `document d`. */
export interface FilterSql {
  /** Conditions joined by AND; empty when nothing is filtered. */
  readonly where: string;
  readonly parameters: readonly SqlValue[];
  /** Whether `document d` is needed. */
  readonly usesDocument: boolean;
}

/** The part of a filter that passages decide, and the part that documents decide, as one condition. */
export function filterSql(filter: SearchFilter): FilterSql {
  const conditions: string[] = [];
  const parameters: SqlValue[] = [];
  let usesDocument = false;

  function oneOf(
    column: string,
    values: { readonly include: readonly string[]; readonly exclude: readonly string[] } | undefined,
    map = (value: string): SqlValue => value,
  ): void {
    if (values === undefined) return;
    if (values.include.length > 0) {
      conditions.push(`${column} IN (${values.include.map(() => "?").join(", ")})`);
      parameters.push(...values.include.map(map));
    }
    if (values.exclude.length > 0) {
      conditions.push(`(${column} IS NULL OR ${column} NOT IN (${values.exclude.map(() => "?").join(", ")}))`);
      parameters.push(...values.exclude.map(map));
    }
  }
  function anyOf(values: FieldFilter | undefined, test: (value: string) => readonly [string, ...SqlValue[]], document = true): void {
    if (values === undefined || values.include.length + values.exclude.length === 0) return;
    usesDocument ||= document;
    const tests = values.include.map(test);
    if (tests.length > 0) conditions.push(`(${tests.map(([sql]) => sql).join(" OR ")})`);
    for (const [, ...own] of tests) parameters.push(...own);
    for (const value of values.exclude) {
      const [sql, ...own] = test(value);
      conditions.push(`NOT coalesce((${sql}), 0)`);
      parameters.push(...own);
    }
  }

  oneOf("p.repository", filter.repositories, repositoryKey);
  oneOf("p.type", filter.types);
  oneOf("p.symbol_kind", filter.symbolKinds);
  oneOf("p.role", filter.roles);
  if (filter.after !== undefined) {
    conditions.push("p.date >= ?");
    parameters.push(filter.after);
  }
  if (filter.before !== undefined) {
    conditions.push("p.date < ?");
    parameters.push(filter.before);
  }
  if (filter.languages !== undefined) {
    usesDocument = true;
    oneOf("d.language", filter.languages, (value) => value.toLowerCase());
  }
  anyOf(filter.paths, pathTest);
  anyOf(filter.sessions, (value) => ["d.session_id IN (SELECT id FROM session WHERE own_id >= ? AND own_id < ?)", value, prefixEnd(value)]);
  anyOf(filter.agents, (value) => ["d.session_id IN (SELECT id FROM session WHERE agent_key = ?)", value.toLowerCase()]);
  anyOf(filter.commits, (value) => [
    "(d.kind = 'commit' AND d.path >= ? AND d.path < ?)",
    value.toLowerCase(),
    prefixEnd(value.toLowerCase()),
  ]);
  anyOf(filter.authors, (value) => [
    "d.id IN (SELECT id FROM git_commit WHERE instr(lower(author_name || ' ' || author_email), ?) > 0)",
    value.toLowerCase(),
  ]);
  anyOf(filter.branches, (value) => branchTest(value.toLowerCase()));
  anyOf(filter.tags, (value) => ["d.id IN (SELECT id FROM git_commit WHERE instr(lower(tags), ?) > 0)", value.toLowerCase()]);
  anyOf(filter.has, (value) => [`d.session_id IN (${SESSIONS_WITH[value as SessionPart]})`]);
  anyOf(filter.is, (value) => [MARKED[value as DocumentMark]]);
  if (filter.condition !== undefined) {
    const own = conditionSql(filter.condition);
    conditions.push(own.where);
    parameters.push(...own.parameters);
    usesDocument ||= own.usesDocument;
  }
  return { where: conditions.join(" AND "), parameters, usesDocument };
}

const SESSIONS_WITH: Readonly<Record<SessionPart, string>> = {
  commit: "SELECT session_id FROM session_commit",
  decision: "SELECT id FROM session WHERE decisions > 0",
  challenge: "SELECT id FROM session WHERE challenges > 0",
  pattern: "SELECT id FROM session WHERE patterns > 0",
  prompt: "SELECT id FROM session WHERE prompts > 0",
  goal: "SELECT id FROM session WHERE goals_total > 0",
};

/** A star on a document is on all of its passages; a session keeps its star wherever its file lies. */
const MARKED: Readonly<Record<DocumentMark, string>> = {
  starred: `(p.id IN (SELECT passage_id FROM star WHERE starred = 1 AND passage_id IS NOT NULL)
    OR d.id IN (SELECT document_id FROM star WHERE starred = 1 AND passage_id IS NULL)
    OR d.session_id IN (SELECT session_id FROM star WHERE starred = 1 AND passage_id IS NULL AND session_id IS NOT NULL))`,
  archived: "d.session_id IN (SELECT id FROM session WHERE format = 'transcript')",
};

function branchTest(branch: string): readonly [string, ...SqlValue[]] {
  const test = /[*?]/.test(branch) ? "lower(s.branch) GLOB ?" : "lower(s.branch) = ?";
  const key = branch.replaceAll("[", "[[]");
  const linked = `SELECT c.id FROM session s JOIN session_commit l ON l.session_id = s.id JOIN git_commit c ON c.repository = l.repository AND c.hash = l.hash`;
  return [`(d.session_id IN (SELECT s.id FROM session s WHERE ${test}) OR d.id IN (${linked} WHERE ${test}))`, key, key];
}

/** Never empty: what says nothing is true. */
function conditionSql(condition: FilterCondition): FilterSql {
  switch (condition.op) {
    case "filter": {
      const own = filterSql(condition.filter);
      return own.where === "" ? ALWAYS : own;
    }
    case "words": {
      const match = toMatchExpression(condition.expression, "passage");
      if (match === null) return { ...ALWAYS, where: "0" };
      return { where: "p.id IN (SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?)", parameters: [match], usesDocument: false };
    }
    case "none": {
      const own = conditionSql(condition.condition);
      return { ...own, where: `NOT coalesce((${own.where}), 0)` };
    }
    case "all":
    case "any": {
      const parts = condition.conditions.map(conditionSql);
      if (parts.length === 0) return ALWAYS;
      return {
        where: `(${parts.map((part) => `(${part.where})`).join(condition.op === "all" ? " AND " : " OR ")})`,
        parameters: parts.flatMap((part) => part.parameters),
        usesDocument: parts.some((part) => part.usesDocument),
      };
    }
  }
}

const ALWAYS: FilterSql = { where: "1", parameters: [], usesDocument: false };

/** A glob when it holds `*` or `?` (`**` means `*`: SQLite's `*` crosses folders), else a substring. Commits have no path of files. */
function pathTest(value: string): readonly [string, ...SqlValue[]] {
  const key = value.toLowerCase();
  if (/[*?]/.test(key))
    return ["(d.kind <> 'commit' AND d.path_key GLOB ?)", key.replaceAll("[", "[[]").replaceAll("**/", "*").replaceAll("**", "*")];
  return ["(d.kind <> 'commit' AND instr(d.path_key, ?) > 0)", key];
}
