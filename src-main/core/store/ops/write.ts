import type { SqlValue, Statement, Rows } from "./operation.ts";

/**
 * A write, without a database: it reads what it decides by, then returns the statements that land together or not at all. One
 * that decides by nothing is just its statements.
 *
 * SQLite reads and writes in one transaction. libSQL reads first and sends one batch, in which each read is repeated as a guard:
 * when another machine changed what was decided by, nothing lands and the operation runs again. Every write is idempotent.
 */
export type Write = DecidingWrite | readonly Change[];
export type DecidingWrite = Generator<readonly Held[], readonly Change[], readonly Rows[]>;

/** What a write decides by: rows in a fixed order, of text and whole numbers only, so that they can be compared as JSON. */
export interface Held extends Statement {
  readonly columns: readonly string[];
}

/** A statement that changes something. */
export interface Change extends Statement {
  /** What a broken uniqueness means here, for a person. */
  readonly conflict?: { readonly message: string; readonly details: Readonly<Record<string, unknown>> };
}

export function change(sql: string, ...args: readonly SqlValue[]): Change {
  return { sql, args };
}

/** What a write reads first. Rows are in the order of the statements. */
export function* held<Row>(
  columns: readonly string[],
  sql: string,
  ...args: readonly SqlValue[]
): Generator<readonly Held[], readonly Row[], readonly Rows[]> {
  const [rows = []] = yield [{ columns, sql, args }];
  return rows as readonly Row[];
}

/**
 * Removals first, then what is written, statements of one text next to each other: they are prepared once, and a backend may
 * send many rows as one. Within a write, what is written does not depend on its order.
 */
export function inOrder(removals: readonly Change[], written: readonly Change[]): Change[] {
  const byText = new Map<string, Change[]>();
  for (const one of written) {
    const same = byText.get(one.sql);
    if (same === undefined) byText.set(one.sql, [one]);
    else same.push(one);
  }
  return [...removals, ...[...byText.values()].flat()];
}

/** Whether a write decides by nothing. */
export function isDecided(write: Write): write is readonly Change[] {
  return Array.isArray(write);
}
