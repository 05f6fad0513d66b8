import type { PassageId } from "../../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { Candidate, EmbeddingSpace, VectorQuery, VectorRow } from "../knowledge-store.ts";
import { spaceSlot } from "../sql/keys.ts";
import type { Connection } from "./connection.ts";
import { filterSql } from "./filters.ts";
import { logActivation, logChanges } from "./vector-log.ts";

const MODEL_CHUNK_BYTES = 1024 * 1024;
/** vec0 answers at most this many neighbours in one query. */
const MAX_NEIGHBOURS = 4096;
/** Below this many passages a filter's own rows are compared one by one: exact, and cheaper than searching all. */
const EXACT_SCOPE = 20_000;

interface SpaceRow {
  readonly id: string;
  readonly slot: string;
  readonly embedder: string;
  readonly dimensions: number;
  readonly trained_on: number;
  readonly created_at: string;
  readonly state: EmbeddingSpace["state"];
}

function spaceRows(connection: Connection): SpaceRow[] {
  return connection.sql<SpaceRow>("SELECT * FROM embedding_space ORDER BY created_at, id").all();
}

export function listSpaces(connection: Connection): EmbeddingSpace[] {
  return spaceRows(connection).map(({ id, embedder, dimensions, trained_on, created_at, state }) => ({
    id,
    embedder,
    dimensions,
    trainedOn: trained_on,
    createdAt: created_at,
    state,
  }));
}

/** The table of a space. Its name is made of letters and digits of a hash: safe in SQL. */
function tableOf(connection: Connection, space: string): string {
  const row = connection.sql<{ slot: string }>("SELECT slot FROM embedding_space WHERE id = ?").get(space);
  if (row === undefined) throw new VerdigrisError("not-found", `There is no embedding space ${space}.`, { space });
  return `vector_${row.slot}`;
}

export function createSpace(connection: Connection, space: EmbeddingSpace, model: Uint8Array | null): void {
  const slot = spaceSlot(space.id);
  connection
    .sql("INSERT INTO embedding_space (id, slot, embedder, dimensions, trained_on, created_at, state) VALUES (?, ?, ?, ?, ?, ?, ?)")
    .run(space.id, slot, space.embedder, space.dimensions, space.trainedOn, space.createdAt, space.state);
  for (let at = 0; model !== null && at < model.length; at += MODEL_CHUNK_BYTES) {
    connection
      .sql("INSERT INTO embedding_model (space_id, position, bytes) VALUES (?, ?, ?)")
      .run(space.id, at / MODEL_CHUNK_BYTES, model.subarray(at, at + MODEL_CHUNK_BYTES));
  }
  connection.database.exec(
    `CREATE VIRTUAL TABLE vector_${slot} USING vec0 (id INTEGER PRIMARY KEY, embedding float[${space.dimensions}] distance_metric=cosine)`,
  );
}

export function readSpaceModel(connection: Connection, id: string): Uint8Array | null {
  const chunks = connection.sql<{ bytes: Buffer }>("SELECT bytes FROM embedding_model WHERE space_id = ? ORDER BY position").all(id);
  return chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks.map((chunk) => chunk.bytes)));
}

export function activateSpace(connection: Connection, id: string): void {
  logActivation(connection, tableOf(connection, id).slice("vector_".length));
  connection
    .sql("UPDATE embedding_space SET state = CASE WHEN id = ? THEN 'active' WHEN state = 'active' THEN 'retired' ELSE state END")
    .run(id);
}

export function removeSpace(connection: Connection, id: string): void {
  const table = tableOf(connection, id);
  connection.database.exec(`DROP TABLE ${table}`);
  connection.sql("DELETE FROM embedding_model WHERE space_id = ?").run(id);
  connection.sql("DELETE FROM embedding_space WHERE id = ?").run(id);
}

export function saveVectors(connection: Connection, space: string, rows: readonly VectorRow[]): void {
  const table = tableOf(connection, space);
  const saved: PassageId[] = [];
  for (const { passageId, vector } of rows) {
    // A passage may have been replaced since it was embedded: a vector of no passage would never be removed.
    if (connection.sql("SELECT 1 FROM passage WHERE id = ?").get(passageId) === undefined) continue;
    connection.sql(`DELETE FROM ${table} WHERE id = ?`).run(BigInt(passageId));
    connection.sql(`INSERT INTO ${table} (id, embedding) VALUES (?, ?)`).run(BigInt(passageId), bytesOf(vector));
    saved.push(passageId);
  }
  const serving = spaceRows(connection).find(({ id, state }) => id === space && state === "active");
  if (serving !== undefined) logChanges(connection, serving.slot, saved);
}

export function forgetVectors(connection: Connection, ids: readonly PassageId[]): void {
  for (const { slot, state } of spaceRows(connection)) {
    for (const id of ids) connection.sql(`DELETE FROM vector_${slot} WHERE id = ?`).run(BigInt(id));
    if (state === "active") logChanges(connection, slot, ids);
  }
}

/** How many passages of a repository have a vector in the active space. */
export function countVectors(connection: Connection, repository: number): number {
  const active = spaceRows(connection).find((space) => space.state === "active");
  if (active === undefined) return 0;
  const sql = `SELECT count(*) AS n FROM passage p WHERE p.repository = ? AND p.id IN (SELECT id FROM vector_${active.slot})`;
  return connection.sql<{ n: number }>(sql).get(repository)?.n ?? 0;
}

export function vectorTable(connection: Connection, space: string): string {
  return tableOf(connection, space);
}

/** Nearest passages by cosine, exactly. Score is the cosine similarity. */
export function vectorCandidates(connection: Connection, query: VectorQuery): Candidate[] {
  const table = tableOf(connection, query.space);
  const filter = filterSql(query.filter);
  const document = filter.usesDocument ? " JOIN document d ON d.id = p.document_id" : "";
  if (filter.where !== "") {
    const scope = connection
      .sql<{ n: number }>(`SELECT count(*) AS n FROM (SELECT 1 FROM passage p${document} WHERE ${filter.where} LIMIT ${EXACT_SCOPE + 1})`)
      .get(...filter.parameters);
    if (scope !== undefined && scope.n <= EXACT_SCOPE) {
      const sql = `SELECT p.id AS passageId, p.document_id AS documentId, p.type AS type, 1 - vec_distance_cosine(v.embedding, ?) AS score
        FROM passage p${document} JOIN ${table} v ON v.id = p.id WHERE ${filter.where} ORDER BY score DESC LIMIT ?`;
      return connection.sql<Candidate>(sql).all(bytesOf(query.vector), ...filter.parameters, query.limit);
    }
  }
  const asked = Math.min(MAX_NEIGHBOURS, filter.where === "" ? query.limit : query.limit * 20);
  const sql = `WITH near AS (SELECT id, distance FROM ${table} WHERE embedding MATCH ? AND k = ?)
    SELECT p.id AS passageId, p.document_id AS documentId, p.type AS type, 1 - near.distance AS score
    FROM near JOIN passage p ON p.id = near.id${document}${filter.where === "" ? "" : ` WHERE ${filter.where}`}
    ORDER BY score DESC LIMIT ?`;
  return connection.sql<Candidate>(sql).all(bytesOf(query.vector), asked, ...filter.parameters, query.limit);
}

function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
