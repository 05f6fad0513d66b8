import type { PassageId } from "../../../../src-shared/domain/index.ts";
import type { Candidate, SearchFilter, VectorChanges, VectorRow } from "../knowledge-store.ts";
import type { Connection } from "./connection.ts";
import { filterSql } from "./filters.ts";
import { ACTIVATION } from "./vector-log.ts";
import { vectorTable } from "./vectors.ts";

interface StoredVector {
  readonly id: number;
  readonly embedding: Buffer;
}

const toRow = ({ id, embedding }: StoredVector): VectorRow => ({
  passageId: id,
  // A copy: the buffer may start anywhere in memory, floats may not.
  vector: new Float32Array(new Uint8Array(embedding).buffer),
});

export function vectorPage(connection: Connection, space: string, after: PassageId, limit: number): VectorRow[] {
  const sql = `SELECT p.id AS id, v.embedding AS embedding
    FROM (SELECT id FROM passage WHERE id > ? ORDER BY id LIMIT ?) p JOIN ${vectorTable(connection, space)} v ON v.id = p.id ORDER BY p.id`;
  // A page of passages without any vector must not look like the end.
  for (let start = after; ;) {
    const rows = connection.sql<StoredVector>(sql).all(start, limit);
    if (rows.length > 0) return rows.map(toRow);
    const next = connection
      .sql<{ last: number | null }>("SELECT max(id) AS last FROM (SELECT id FROM passage WHERE id > ? ORDER BY id LIMIT ?)")
      .get(start, limit);
    if (next?.last == null) return [];
    start = next.last;
  }
}

export function readVectors(connection: Connection, space: string, ids: readonly PassageId[]): VectorRow[] {
  const statement = connection.sql<StoredVector>(`SELECT id, embedding FROM ${vectorTable(connection, space)} WHERE id = ?`);
  return ids.flatMap((id) => {
    const row = statement.get(BigInt(id));
    return row === undefined ? [] : [toRow(row)];
  });
}

export function vectorChanges(connection: Connection, space: string, since: number): VectorChanges {
  const slot = vectorTable(connection, space).slice("vector_".length);
  const { first, last } = connection
    .sql<{ first: number | null; last: number | null }>(
      "SELECT min(revision) AS first, (SELECT seq FROM sqlite_sequence WHERE name = 'vector_change') AS last FROM vector_change",
    )
    .get() ?? { first: null, last: null };
  const revision = last ?? 0;
  const reaches = since <= revision && (since === revision || (first !== null && first <= since + 1));
  if (!reaches) return { revision, complete: false, ids: [] };
  const ids = connection
    .sql<{ id: number }>("SELECT DISTINCT passage_id AS id FROM vector_change WHERE revision > ? AND slot = ?")
    .all(since, slot)
    .map(({ id }) => id);
  return ids.includes(ACTIVATION) ? { revision, complete: false, ids: [] } : { revision, complete: true, ids };
}

export function filterPassages(connection: Connection, ids: readonly PassageId[], filter: SearchFilter): Candidate[] {
  const { where, parameters, usesDocument } = filterSql(filter);
  const sql = `SELECT p.id AS passageId, p.document_id AS documentId, p.type AS type, 0 AS score
    FROM json_each(?) j CROSS JOIN passage p ON p.id = j.value${usesDocument ? " JOIN document d ON d.id = p.document_id" : ""}
    ${where === "" ? "" : `WHERE ${where}`} ORDER BY j.key`;
  return connection.sql<Candidate>(sql).all(JSON.stringify(ids), ...parameters);
}

export function countScope(connection: Connection, filter: SearchFilter, cap: number): number {
  const { where, parameters, usesDocument } = filterSql(filter);
  const document = usesDocument ? " JOIN document d ON d.id = p.document_id" : "";
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM passage p${document}${where === "" ? "" : ` WHERE ${where}`} LIMIT ?)`;
  return connection.sql<{ n: number }>(sql).get(...parameters, cap)?.n ?? 0;
}
