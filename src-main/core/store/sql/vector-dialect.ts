import type { Dialect } from "../schema/migration.ts";

/** How a backend holds and compares vectors. The tables look alike: `id INTEGER PRIMARY KEY, embedding`, floats little-endian. */
export interface VectorDialect {
  /** The statement that makes a space's table. */
  readonly createTable: (table: string, dimensions: number) => string;
  /** The plain table whose rowids are those of a space's vectors: to ask which passages have one, without going through the vectors. */
  readonly ids: (table: string) => string;
  /** Cosine distance between a column and a bound vector, as an SQL expression. */
  readonly distance: (column: string) => string;
  /** `id, distance` of the nearest rows of a table; bound are the vector and how many. */
  readonly nearest: (table: string) => string;
  /** The most that `nearest` answers. */
  readonly maxNeighbours: number;
}

/**
 * sqlite-vec's `vec0` and libSQL's `F32_BLOB`. Both are searched exactly: libSQL's approximate index takes seven minutes and
 * more than a gigabyte for 100,000 vectors of 384 dimensions, and a program with plain SQLite that opens the file counts no rows.
 */
export const VECTOR_DIALECTS: Readonly<Record<Dialect, VectorDialect>> = {
  sqlite: {
    createTable: (table, dimensions) =>
      `CREATE VIRTUAL TABLE IF NOT EXISTS ${table} USING vec0 (id INTEGER PRIMARY KEY, embedding float[${dimensions}] distance_metric=cosine)`,
    ids: (table) => `${table}_rowids`,
    distance: (column) => `vec_distance_cosine(${column}, ?)`,
    nearest: (table) => `SELECT id, distance FROM ${table} WHERE embedding MATCH ? AND k = ?`,
    maxNeighbours: 4096,
  },
  turso: {
    createTable: (table, dimensions) =>
      `CREATE TABLE IF NOT EXISTS ${table} (id INTEGER PRIMARY KEY, embedding F32_BLOB(${dimensions}) NOT NULL)`,
    ids: (table) => table,
    distance: (column) => `vector_distance_cos(${column}, ?)`,
    nearest: (table) => `SELECT id, vector_distance_cos(embedding, ?) AS distance FROM ${table} ORDER BY distance LIMIT ?`,
    maxNeighbours: 100_000,
  },
};
