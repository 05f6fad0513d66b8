import type { DocumentId } from "../../../../src-shared/domain/index.ts";
import type { ContentSum } from "../transfer-reads.ts";
import { together, type Read } from "./operation.ts";

interface CopiedTable {
  /** Which rows belong to the documents of `$ids`. */
  readonly where: string;
  /** What is summed. Not keys that are lower-cased anew, nor deflated bytes: another version writes the same in other ones. */
  readonly columns: readonly string[];
}

const IDS = "(SELECT value FROM json_each(?))";
const OF_SESSION = `session_id IN (SELECT id FROM session WHERE document_id IN ${IDS})`;

/** Every table that holds a part of documents. `tests/conformance/store/describe-tables.ts` holds this to the schema. */
export const DOCUMENT_TABLES: Readonly<Record<string, CopiedTable>> = {
  document: {
    where: `id IN ${IDS}`,
    columns: "id repository kind path title language content_hash bytes session_id date state reason passages symbols".split(" "),
  },
  passage: {
    where: `document_id IN ${IDS}`,
    columns: "id document_id type symbol_kind position start_line end_line date digest role".split(" "),
  },
  passage_content: {
    where: `id IN (SELECT id FROM passage WHERE document_id IN ${IDS})`,
    columns: ["id", "title", "breadcrumb", "text"],
  },
  symbol: {
    where: `document_id IN ${IDS}`,
    columns: "document_id position name qualified_name kind signature doc start_line end_line".split(" "),
  },
  session: {
    where: `document_id IN ${IDS}`,
    columns:
      "id own_id document_id format title agent branch work_type started_at goals_done goals_total entries decisions challenges patterns prompts".split(
        " ",
      ),
  },
  observation: { where: OF_SESSION, columns: "session_id position kind label title entry start_line end_line".split(" ") },
  session_turns: { where: OF_SESSION, columns: ["session_id"] },
  session_turn_page: { where: OF_SESSION, columns: ["session_id", "page"] },
  session_mention: { where: OF_SESSION, columns: ["session_id", "own_id"] },
  session_commit: { where: OF_SESSION, columns: ["session_id", "hash", "grade", "evidence", "proofs"] },
  git_commit: {
    where: `id IN ${IDS}`,
    columns: "id hash parents author_name author_email authored_at committed_at subject body tags files additions deletions".split(" "),
  },
  commit_file: { where: `commit_id IN ${IDS}`, columns: "commit_id position path old_path status additions deletions".split(" ") },
  belief: {
    where: `document_id IN ${IDS}`,
    columns: "document_id id statement status confidence evidence supports attacks body".split(" "),
  },
};

/** A number for a value: of texts their length, first, middle and last characters. SQLite has no hash that every backend knows. */
function valueSum(column: string): string {
  const at = (place: string): string => `coalesce(unicode(substr(${column}, ${place}, 1)), 0)`;
  return `CASE typeof(${column}) WHEN 'integer' THEN ${column} % 1000003 WHEN 'real' THEN CAST(${column} * 1000 AS INTEGER) % 1000003
    WHEN 'text' THEN length(${column}) * 7919 + ${at("1")} * 31 + ${at(`length(${column}) / 2 + 1`)} * 17 + ${at("-1")} ELSE 7 END`;
}

/** Rows and a sum over their content, of each table, for these documents together. */
export function* contentSums(ids: readonly DocumentId[]): Read<readonly ContentSum[]> {
  const tables = Object.entries(DOCUMENT_TABLES);
  const answers = yield* together<{ readonly rows: number; readonly sum: number }>(
    tables.map(([table, { where, columns }]) => ({
      // A column's place in the sum keeps values that changed places from going unnoticed.
      sql: `SELECT count(*) AS rows, coalesce(sum(${columns.map((column, n) => `(${valueSum(column)}) * ${2 * n + 1}`).join(" + ")}) % 4294967291, 0) AS sum
        FROM ${table} WHERE ${where}`,
      args: [JSON.stringify(ids)],
    })),
  );
  return tables.map(([table], n) => ({ table, rows: answers[n]?.[0]?.rows ?? 0, sum: answers[n]?.[0]?.sum ?? 0 }));
}
