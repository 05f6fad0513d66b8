import type { Candidate, FacetCounts, FacetQuery, LexicalExpression, LexicalQuery, SearchFilter } from "../knowledge-store.ts";
import type { ResultType } from "../../../../src-shared/domain/index.ts";
import { prefixEnd } from "../sql/keys.ts";
import { toMatchExpression } from "../sql/match-expression.ts";
import { all, get, together, type Read } from "./operation.ts";
import { filterSql } from "./filters.ts";

/** BM25 candidates of FTS5. `bm25()` is smaller for better and negative; scores here are larger for better. */
export function* lexicalCandidates(query: LexicalQuery): Read<readonly Candidate[]> {
  const match = toMatchExpression(query.expression, query.level);
  const within = query.within === undefined ? undefined : toMatchExpression(query.within, query.level);
  if (match === null || within === null) return [];
  const { title, symbol, path, text } = query.weights;
  if (query.level === "document") return yield* documentCandidates(query, match, scopeOf("document_fts", within));
  const filter = filterSql(query.filter);
  const scope = scopeOf("passage_fts", within);
  const ranked = `-bm25(passage_fts, ?, ?, ?, ?) AS score`;
  const args = [title, symbol, path, text, match, ...scope.parameters];
  if (filter.where === "") {
    // The best are chosen before their rows are read: frequent words match many times more passages than are wanted.
    const best = `SELECT f.rowid AS id, ${ranked} FROM passage_fts f WHERE passage_fts MATCH ?${scope.where} ORDER BY score DESC LIMIT ?`;
    const sql = `SELECT best.id AS passageId, p.document_id AS documentId, p.type AS type, best.score AS score
      FROM (${best}) best CROSS JOIN passage p ON p.id = best.id ORDER BY best.score DESC`;
    return yield* all<Candidate>(sql, [...args, query.limit]);
  }
  // Rank order needs no second sort by FTS5.
  const sql = `SELECT f.rowid AS passageId, p.document_id AS documentId, p.type AS type, ${ranked}
    FROM passage_fts f JOIN passage p ON p.id = f.rowid${filter.usesDocument ? " JOIN document d ON d.id = p.document_id" : ""}
    WHERE passage_fts MATCH ?${scope.where} AND ${filter.where}
    ORDER BY score DESC LIMIT ?`;
  return yield* all<Candidate>(sql, [...args, ...filter.parameters, query.limit]);
}

/** The unary plus keeps the planner from asking the index once for each row of the scope. */
function scopeOf(table: string, within: string | undefined): { readonly where: string; readonly parameters: readonly string[] } {
  if (within === undefined) return { where: "", parameters: [] };
  return { where: ` AND +f.rowid IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`, parameters: [within] };
}

function* documentCandidates(query: LexicalQuery, match: string, scope: ReturnType<typeof scopeOf>): Read<readonly Candidate[]> {
  const filter = filterSql(query.filter);
  const { title, path, text } = query.weights;
  const restricted =
    filter.where === ""
      ? ""
      : ` AND EXISTS (SELECT 1 FROM passage p JOIN document d ON d.id = p.document_id WHERE p.document_id = f.rowid AND ${filter.where})`;
  const sql = `SELECT NULL AS passageId, f.rowid AS documentId, NULL AS type, -bm25(document_fts, ?, ?, ?) AS score
    FROM document_fts f WHERE document_fts MATCH ?${scope.where}${restricted} ORDER BY score DESC LIMIT ?`;
  return yield* all<Candidate>(sql, [title, path, text, match, ...scope.parameters, ...filter.parameters, query.limit]);
}

/** Counts over the first `cap` matches (over all passages when there is no expression). */
export function* facetCounts(query: FacetQuery): Read<FacetCounts> {
  const { cap, after } = query;
  const types: Partial<Record<ResultType, number>> = {};
  const repositories: Record<string, number> = {};
  const languages: Record<string, number> = {};
  const agents: Record<string, number> = {};
  let counted = 0;
  let last = -1;
  for (const row of yield* matchingRows(query)) {
    counted += row.passages;
    last = Math.max(last, row.last);
    types[row.type] = (types[row.type] ?? 0) + row.passages;
    repositories[row.repository] = (repositories[row.repository] ?? 0) + row.passages;
    if (row.language !== null) languages[row.language] = (languages[row.language] ?? 0) + row.passages;
    if (row.agent !== null) agents[row.agent] = (agents[row.agent] ?? 0) + row.passages;
  }
  const capped = counted >= cap;
  return { types, repositories, languages, agents, capped, last: capped && after !== undefined ? last : null };
}

/** Passages that have all of these in common. */
interface FacetRow {
  readonly type: ResultType;
  readonly repository: string;
  readonly language: string | null;
  readonly agent: string | null;
  readonly passages: number;
  readonly last: number;
}

/** Grouped where they are found: some dozens of rows come out, not thousands. */
function* matchingRows({ expression, filter: filterOf, cap, after }: FacetQuery): Read<readonly FacetRow[]> {
  const match = expression === null ? null : toMatchExpression(expression, "passage");
  if (expression !== null && match === null) return [];
  const filter = filterSql(filterOf);
  const isOrdered = match !== null && after !== undefined;
  const conditions = [match === null ? "" : "passage_fts MATCH ?", isOrdered ? "f.rowid > ?" : "", filter.where].filter(
    (part) => part !== "",
  );
  // FTS5 finds in the order of ids and starts anywhere: in order, it must be gone through first.
  const passages = match === null ? "passage p" : `passage_fts f ${isOrdered ? "CROSS " : ""}JOIN passage p ON p.id = f.rowid`;
  const matching = `SELECT p.id AS id, p.type AS type, p.repository AS repository, d.language AS language, d.session_id AS session
    FROM ${passages} ${isOrdered ? "CROSS " : ""}JOIN document d ON d.id = p.document_id
    ${conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`}${isOrdered ? " ORDER BY f.rowid" : ""} LIMIT ?`;
  const sql = `SELECT m.type AS type, r.id AS repository, m.language AS language, s.agent AS agent, count(*) AS passages, max(m.id) AS last
    FROM (${matching}) m JOIN repository r ON r.key = m.repository LEFT JOIN session s ON s.id = m.session GROUP BY 1, 2, 3, 4`;
  return yield* all<FacetRow>(sql, [...(match === null ? [] : [match]), ...(isOrdered ? [after] : []), ...filter.parameters, cap]);
}

/** Newest passages that pass a filter: a query without words. `score` is 0 for all. */
export function* newestCandidates(
  filterOf: SearchFilter,
  limit: number,
  order: "newest" | "oldest" = "newest",
): Read<readonly Candidate[]> {
  const filter = filterSql(filterOf);
  const sql = `SELECT p.id AS passageId, p.document_id AS documentId, p.type AS type, 0 AS score
    FROM passage p${filter.usesDocument ? " JOIN document d ON d.id = p.document_id" : ""}
    ${filter.where === "" ? "" : `WHERE ${filter.where}`} ORDER BY p.date ${order === "newest" ? "DESC" : "ASC NULLS LAST"}, p.id LIMIT ?`;
  return yield* all<Candidate>(sql, [...filter.parameters, limit]);
}

export function* holdsTerm(token: string): Read<boolean> {
  const match = toMatchExpression({ op: "term", token }, "passage");
  return match !== null && (yield* get("SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? LIMIT 1", [match])) !== undefined;
}

/** One letter's part of the vocabulary; the index counts as it goes, so a short prefix would cost more than a suggestion is worth. */
export function* termsLike(token: string, lengthDifference: number): Read<readonly { readonly term: string; readonly passages: number }[]> {
  const first = String.fromCodePoint(token.codePointAt(0) ?? 0);
  const sql = "SELECT term, doc AS passages FROM passage_terms WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?";
  const length = Array.from(token).length;
  return yield* all(sql, [first, prefixEnd(first), length - lengthDifference, length + lengthDifference]);
}

export function* countMatches(expressions: readonly LexicalExpression[], cap: number): Read<readonly number[]> {
  const sql = "SELECT count(*) AS n FROM (SELECT 1 FROM passage_fts WHERE passage_fts MATCH ? LIMIT ?)";
  // An empty phrase matches nothing.
  const matches = expressions.map((expression) => toMatchExpression(expression, "passage") ?? '""');
  const rows = yield* together<{ readonly n: number }>(matches.map((match) => ({ sql, args: [match, cap] })));
  return rows.map(([row]) => row?.n ?? 0);
}
