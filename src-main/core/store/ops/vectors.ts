import type { Candidate } from "../knowledge-store.ts";
import type { EmbeddingSpace, VectorQuery } from "../vector-reads.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { VectorDialect } from "../sql/vector-dialect.ts";
import { filterSql } from "./filters.ts";
import { all, get, type Read } from "./operation.ts";

/** Below this many passages a filter's own rows are compared one by one: exact, and cheaper than searching all. */
const EXACT_SCOPE = 20_000;
/** How many neighbours of all are looked at for each one asked for, when a wide filter drops some of them. */
const FILTERED_DEPTH = 20;

export interface SpaceRow {
  readonly id: string;
  readonly slot: string;
  readonly embedder: string;
  readonly dimensions: number;
  readonly trained_on: number;
  readonly created_at: string;
  readonly state: EmbeddingSpace["state"];
}

export function* listSpaces(): Read<EmbeddingSpace[]> {
  const rows = yield* all<SpaceRow>("SELECT * FROM embedding_space ORDER BY created_at, id");
  return rows.map(({ id, embedder, dimensions, trained_on, created_at, state }) => ({
    id,
    embedder,
    dimensions,
    trainedOn: trained_on,
    createdAt: created_at,
    state,
  }));
}

/** The table of a space. Its name is made of letters and digits of a hash: safe in SQL. */
export function* vectorTable(space: string): Read<string> {
  const row = yield* get<{ slot: string }>("SELECT slot FROM embedding_space WHERE id = ?", [space]);
  if (row === undefined) throw new VerdigrisError("not-found", `There is no embedding space ${space}.`, { space });
  return `vector_${row.slot}`;
}

export function* readSpaceModel(id: string): Read<Uint8Array | null> {
  const chunks = yield* all<{ bytes: Uint8Array }>("SELECT bytes FROM embedding_model WHERE space_id = ? ORDER BY position", [id]);
  return chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks.map((chunk) => chunk.bytes)));
}

/** How many passages have a vector in the active space. */
export function* vectorCount(dialect: VectorDialect): Read<number> {
  const slot = yield* activeSlot();
  return slot === null ? 0 : ((yield* get<{ n: number }>(`SELECT count(*) AS n FROM ${dialect.ids(`vector_${slot}`)}`))?.n ?? 0);
}

function* activeSlot(): Read<string | null> {
  const sql = "SELECT slot FROM embedding_space WHERE state = 'active' ORDER BY created_at, id LIMIT 1";
  return (yield* get<{ slot: string }>(sql))?.slot ?? null;
}

/** How many passages of a repository have a vector in the active space. */
export function* countVectors(dialect: VectorDialect, repository: number): Read<number> {
  const slot = yield* activeSlot();
  if (slot === null) return 0;
  const ids = dialect.ids(`vector_${slot}`);
  const sql = `SELECT count(*) AS n FROM passage p WHERE p.repository = ? AND EXISTS (SELECT 1 FROM ${ids} v WHERE v.rowid = p.id)`;
  return (yield* get<{ n: number }>(sql, [repository]))?.n ?? 0;
}

/** Nearest passages by cosine, exactly. Score is the cosine similarity. */
export function* vectorCandidates(dialect: VectorDialect, query: VectorQuery): Read<readonly Candidate[]> {
  const table = yield* vectorTable(query.space);
  const vector = new Uint8Array(query.vector.buffer, query.vector.byteOffset, query.vector.byteLength);
  const filter = filterSql(query.filter);
  const document = filter.usesDocument ? " JOIN document d ON d.id = p.document_id" : "";
  if (filter.where !== "") {
    const inScope = `SELECT count(*) AS n FROM (SELECT 1 FROM passage p${document} WHERE ${filter.where} LIMIT ${EXACT_SCOPE + 1})`;
    const scope = yield* get<{ n: number }>(inScope, filter.parameters);
    if (scope !== undefined && scope.n <= EXACT_SCOPE) {
      const sql = `SELECT p.id AS passageId, p.document_id AS documentId, p.type AS type, 1 - ${dialect.distance("v.embedding")} AS score
        FROM passage p${document} JOIN ${table} v ON v.id = p.id WHERE ${filter.where} ORDER BY score DESC LIMIT ?`;
      return yield* all<Candidate>(sql, [vector, ...filter.parameters, query.limit]);
    }
  }
  const asked = Math.min(dialect.maxNeighbours, filter.where === "" ? query.limit : query.limit * FILTERED_DEPTH);
  const sql = `WITH near AS (${dialect.nearest(table)})
    SELECT p.id AS passageId, p.document_id AS documentId, p.type AS type, 1 - near.distance AS score
    FROM near JOIN passage p ON p.id = near.id${document}${filter.where === "" ? "" : ` WHERE ${filter.where}`}
    ORDER BY score DESC LIMIT ?`;
  return yield* all<Candidate>(sql, [vector, asked, ...filter.parameters, query.limit]);
}
