import { createClient, type Client, type InValue, type ResultSet } from "@libsql/client";
import type { Rows, SqlValue, Statement } from "../ops/operation.ts";
import type { Change } from "../ops/write.ts";
import { manyRows } from "./many-rows.ts";

/** One libSQL database as operations see it. */
export interface SqlClient {
  /** Rows of statements that do not depend on one another, in their order. */
  query(statements: readonly Statement[]): Promise<readonly Rows[]>;
  /** All of it or nothing. */
  write(changes: readonly Change[]): Promise<void>;
  close(): void;
}

/** How long a writer waits for another one: libSQL has no busy timeout by default. */
const BUSY_TIMEOUT_MS = 5000;

/** Opens a database file. libSQL blocks the thread while it works: one connection is as good as several. */
export async function openFile(path: string, { readonly }: { readonly readonly: boolean }): Promise<SqlClient> {
  const client = createClient({ url: fileUrl(path), timeout: BUSY_TIMEOUT_MS, concurrency: 1 });
  try {
    // A write to a replica's file would be accepted and silently overwritten by the next sync.
    if (readonly) await client.execute("PRAGMA query_only = 1");
    else for (const pragma of ["journal_mode = WAL", "synchronous = NORMAL"]) await client.execute(`PRAGMA ${pragma}`);
    return wrap(client, "one-by-one");
  } catch (error) {
    client.close();
    throw error;
  }
}

/** The URL of a file, whatever characters its path has. */
export function fileUrl(path: string): string {
  return `file:${path
    .replaceAll("\\", "/")
    .split("/")
    .map((part) => encodeURIComponent(part).replaceAll("%3A", ":"))
    .join("/")}`;
}

export interface PrimaryOptions {
  /** With the scheme http or https, checked. */
  readonly url: string;
  readonly token: string | null;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** A database server over http: every query and every write is one request. Opens no connection by itself. */
export function openPrimary({ url, token, fetch }: PrimaryOptions): SqlClient {
  return wrap(createClient({ url, ...(token === null ? {} : { authToken: token }), fetch, concurrency: 20 }), "in-one-request");
}

function wrap(client: Client, queries: "one-by-one" | "in-one-request"): SqlClient {
  return {
    async query(statements) {
      const [first] = statements;
      if (first === undefined) return [];
      if (statements.length === 1) return [rowsOf(await client.execute(toStatement(first)))];
      if (queries === "in-one-request") return (await client.batch(statements.map(toStatement), "read")).map(rowsOf);
      return Promise.all(statements.map(async (statement) => rowsOf(await client.execute(toStatement(statement)))));
    },
    async write(changes) {
      if (changes.length > 0) await client.batch(manyRows(changes).map(toStatement), "write");
    },
    close: () => client.close(),
  };
}

function toStatement({ sql, args }: Statement): { sql: string; args: InValue[] } {
  return { sql, args: args.map(toValue) };
}

/** Whole numbers travel as integers: full-text rows and ids are keyed by them. */
function toValue(value: SqlValue): InValue {
  return typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
}

function rowsOf({ columns, rows }: ResultSet): Rows {
  return rows.map((row) => {
    const plain: Record<string, unknown> = {};
    columns.forEach((column, index) => {
      const value: unknown = row[index];
      plain[column] = value instanceof ArrayBuffer ? Buffer.from(value) : value;
    });
    return plain;
  });
}
