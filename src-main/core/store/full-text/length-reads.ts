import { all, get, type Read } from "../ops/operation.ts";
import type { FullTextTable } from "./full-text-reads.ts";
import { readLength } from "./segments.ts";

/** Rows with their lengths in tokens, in order after `after`. */
export interface TextLengths {
  readonly rows: Float64Array;
  readonly lengths: Uint32Array;
}

interface SizeRow {
  readonly id: number;
  readonly sz: Uint8Array;
}

export function* readLengths({ name }: FullTextTable, after: number, limit: number): Read<TextLengths> {
  return toLengths(yield* all<SizeRow>(`SELECT id, sz FROM ${name}_docsize WHERE id > ? ORDER BY id LIMIT ?`, [after, limit]));
}

export function* readLengthsOf({ name }: FullTextTable, rows: readonly number[]): Read<TextLengths> {
  const sql = `SELECT s.id, s.sz FROM json_each(?) j CROSS JOIN ${name}_docsize s ON s.id = j.value ORDER BY s.id`;
  return toLengths(yield* all<SizeRow>(sql, [JSON.stringify(rows)]));
}

/** How far the log of changed documents goes. */
export function* lastChange(): Read<number> {
  return (yield* get<{ readonly last: number | null }>("SELECT max(position) AS last FROM document_change"))?.last ?? 0;
}

export interface ChangedRows {
  /** Positions in the log of changes: after which, up to which. */
  readonly after: number;
  readonly last: number;
  /** The first write that may have changed something. */
  readonly from: number;
  /** So many documents at most. */
  readonly most: number;
}

/** The rows that were written in between; null when the log does not go back so far, or more documents were changed. */
export function* readLengthsSince({ name }: FullTextTable, { after, last, from, most }: ChangedRows): Read<TextLengths | null> {
  if (after === last || from === Infinity) return { rows: new Float64Array(0), lengths: new Uint32Array(0) };
  const first = (yield* get<{ readonly first: number | null }>("SELECT min(position) AS first FROM document_change"))?.first ?? 0;
  if (first > after + 1 || after > last) return null;
  const documents = yield* all<{ readonly id: number }>(
    "SELECT DISTINCT document_id AS id FROM document_change WHERE position > ? AND position <= ? LIMIT ?",
    [after, last, most + 1],
  );
  if (documents.length > most) return null;
  const changed = JSON.stringify(documents.map(({ id }) => id));
  const sql =
    name === "document_fts"
      ? "SELECT s.id, s.sz FROM json_each(?) j CROSS JOIN document_fts_docsize s ON s.id = j.value WHERE s.origin >= ?"
      : `SELECT s.id, s.sz FROM json_each(?) j CROSS JOIN passage p ON p.document_id = j.value
         CROSS JOIN passage_fts_docsize s ON s.id = p.id WHERE s.origin >= ?`;
  return toLengths(yield* all<SizeRow>(sql, [changed, from]));
}

function toLengths(rows: readonly SizeRow[]): TextLengths {
  return { rows: Float64Array.from(rows, ({ id }) => id), lengths: Uint32Array.from(rows, ({ sz }) => readLength(sz)) };
}
