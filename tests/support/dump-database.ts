import { createHash } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { createClient } from "@libsql/client";
import type { Sqld } from "./sqld.ts";

/** What a knowledge database holds, whatever the order it was written in. Vectors depend on when they were trained and are left out. */
const CONTENT: Readonly<Record<string, string>> = {
  document: "SELECT * FROM document",
  passage: "SELECT p.*, c.title, c.breadcrumb, c.text, hex(c.tokens) FROM passage p JOIN passage_content c ON c.id = p.id",
  symbol: "SELECT * FROM symbol",
  session: "SELECT id, own_id, document_id, title, decisions, challenges, patterns, entries, hex(body) FROM session",
  observation: "SELECT * FROM observation",
  session_commit: "SELECT * FROM session_commit",
  git_commit: "SELECT * FROM git_commit",
  commit_file: "SELECT * FROM commit_file",
  belief: "SELECT * FROM belief",
};

export type Dump = Readonly<Record<string, string>>;

/** Table → number of rows and a digest of them. */
export function dumpDatabase(home: string, file = "knowledge.db"): Dump {
  const database = new Database(join(home, file), { readonly: true });
  try {
    return Object.fromEntries(
      Object.entries(CONTENT).map(([table, sql]) => [table, digestOf(database.prepare(sql).raw().all() as unknown[][])]),
    );
  } finally {
    database.close();
  }
}

/** The same of the database that a server holds. */
export async function dumpServer(server: Sqld): Promise<Dump> {
  const client = createClient({ url: server.url, authToken: server.token() });
  try {
    const results = await client.batch(Object.values(CONTENT), "read");
    return Object.fromEntries(
      Object.keys(CONTENT).map((table, index) => {
        const { rows = [], columns = [] } = results[index] ?? {};
        return [table, digestOf(rows.map((row) => columns.map((_, at) => row[at])))];
      }),
    );
  } finally {
    client.close();
  }
}

function digestOf(rows: readonly (readonly unknown[])[]): string {
  const lines = rows.map((row) => JSON.stringify(row)).sort();
  return `${rows.length} rows ${createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16)}`;
}
