import type { DocumentId, PassageId } from "../../../../src-shared/domain/index.ts";
import type { Candidate, SearchFilter } from "../knowledge-store.ts";
import type { VectorChanges, VectorRow } from "../vector-reads.ts";
import { all, get, type Read } from "./operation.ts";
import { filterSql } from "./filters.ts";
import { ACTIVATION } from "./vector-writes.ts";
import { vectorTable } from "./vectors.ts";

interface StoredVector {
  readonly id: number;
  readonly embedding: Uint8Array;
}

const toRow = ({ id, embedding }: StoredVector): VectorRow => ({
  passageId: id,
  // A copy: the buffer may start anywhere in memory, floats may not.
  vector: new Float32Array(new Uint8Array(embedding).buffer),
});

export function* vectorPage(space: string, after: PassageId, limit: number): Read<VectorRow[]> {
  const sql = `SELECT p.id AS id, v.embedding AS embedding
    FROM (SELECT id FROM passage WHERE id > ? ORDER BY id LIMIT ?) p JOIN ${yield* vectorTable(space)} v ON v.id = p.id ORDER BY p.id`;
  // A page of passages without any vector must not look like the end.
  for (let start = after; ;) {
    const rows = yield* all<StoredVector>(sql, [start, limit]);
    if (rows.length > 0) return rows.map(toRow);
    const next = yield* get<{ last: number | null }>(
      "SELECT max(id) AS last FROM (SELECT id FROM passage WHERE id > ? ORDER BY id LIMIT ?)",
      [start, limit],
    );
    if (next?.last == null) return [];
    start = next.last;
  }
}

export function* readVectors(space: string, ids: readonly PassageId[]): Read<VectorRow[]> {
  const sql = `SELECT v.id AS id, v.embedding AS embedding FROM json_each(?) j CROSS JOIN ${yield* vectorTable(space)} v ON v.id = j.value ORDER BY j.key`;
  return (yield* all<StoredVector>(sql, [JSON.stringify(ids)])).map(toRow);
}

export function* vectorChanges(space: string, since: number): Read<VectorChanges> {
  const slot = (yield* vectorTable(space)).slice("vector_".length);
  const { first, last } = (yield* get<{ first: number | null; last: number | null }>(
    "SELECT min(revision) AS first, (SELECT seq FROM sqlite_sequence WHERE name = 'vector_change') AS last FROM vector_change",
  )) ?? { first: null, last: null };
  const revision = last ?? 0;
  const reaches = since <= revision && (since === revision || (first !== null && first <= since + 1));
  if (!reaches) return { revision, complete: false, ids: [] };
  const ids = (yield* all<{ id: number }>("SELECT DISTINCT passage_id AS id FROM vector_change WHERE revision > ? AND slot = ?", [
    since,
    slot,
  ])).map(({ id }) => id);
  return ids.includes(ACTIVATION) ? { revision, complete: false, ids: [] } : { revision, complete: true, ids };
}

export function* filterPassages(ids: readonly PassageId[], filter: SearchFilter): Read<readonly Candidate[]> {
  const { where, parameters, usesDocument } = filterSql(filter);
  const sql = `SELECT p.id AS passageId, p.document_id AS documentId, p.type AS type, 0 AS score
    FROM json_each(?) j CROSS JOIN passage p ON p.id = j.value${usesDocument ? " JOIN document d ON d.id = p.document_id" : ""}
    ${where === "" ? "" : `WHERE ${where}`} ORDER BY j.key`;
  return yield* all<Candidate>(sql, [JSON.stringify(ids), ...parameters]);
}

/** Of these documents those of which some passage passes, in the order asked. */
export function* filterDocuments(ids: readonly DocumentId[], filter: SearchFilter): Read<readonly DocumentId[]> {
  const { where, parameters } = filterSql(filter);
  const sql = `SELECT j.value AS id FROM json_each(?) j
    WHERE EXISTS (SELECT 1 FROM passage p JOIN document d ON d.id = p.document_id WHERE p.document_id = j.value${where === "" ? "" : ` AND ${where}`}) ORDER BY j.key`;
  return (yield* all<{ readonly id: DocumentId }>(sql, [JSON.stringify(ids), ...parameters])).map(({ id }) => id);
}

export function* countScope(filter: SearchFilter, cap: number): Read<number> {
  const { where, parameters, usesDocument } = filterSql(filter);
  const document = usesDocument ? " JOIN document d ON d.id = p.document_id" : "";
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM passage p${document}${where === "" ? "" : ` WHERE ${where}`} LIMIT ?)`;
  return (yield* get<{ n: number }>(sql, [...parameters, cap]))?.n ?? 0;
}
