/**
 * Store operations without a database: the SQL and the mapping of rows stand here once, for every backend.
 *
 * A read is a generator. It yields statements, is resumed with their rows, and returns a domain value; it never learns who ran
 * them. SQLite runs it synchronously on prepared statements (`store/sqlite`), libSQL asynchronously (`store/turso`). Statements
 * that are yielded together do not depend on one another: a backend may run them at once, or send them in one request.
 */

export type SqlValue = string | number | bigint | null | Uint8Array;

/** One SQL statement with what is bound to its `?`, in order. Blobs come back as `Uint8Array`. */
export interface Statement {
  readonly sql: string;
  readonly args: readonly SqlValue[];
}

export type Rows = readonly unknown[];

/** A read that returns `T`. */
export type Read<T> = Generator<readonly Statement[], T, readonly Rows[]>;

/** All rows of one statement. Name the row's type: columns by name. */
export function* all<Row>(sql: string, args: readonly SqlValue[] = []): Read<readonly Row[]> {
  const [rows = []] = yield [{ sql, args }];
  return rows as readonly Row[];
}

/** The first row, or undefined. The statement should find no more than that. */
export function* get<Row>(sql: string, args: readonly SqlValue[] = []): Read<Row | undefined> {
  return (yield* all<Row>(sql, args))[0];
}

/** Rows of several statements that do not depend on one another, in their order. */
export function* together<Row>(statements: readonly Statement[]): Read<readonly (readonly Row[])[]> {
  return statements.length === 0 ? [] : ((yield statements) as readonly (readonly Row[])[]);
}
