import type { SqlValue } from "./operation.ts";
import type { FieldFilter, SearchFilter } from "../knowledge-store.ts";
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
  return { where: conditions.join(" AND "), parameters, usesDocument };
}

/** A glob when it holds `*` or `?` (`**` means `*`: SQLite's `*` crosses folders), else a substring. Commits have no path of files. */
function pathTest(value: string): readonly [string, ...SqlValue[]] {
  const key = value.toLowerCase();
  if (/[*?]/.test(key))
    return ["(d.kind <> 'commit' AND d.path_key GLOB ?)", key.replaceAll("[", "[[]").replaceAll("**/", "*").replaceAll("**", "*")];
  return ["(d.kind <> 'commit' AND instr(d.path_key, ?) > 0)", key];
}
