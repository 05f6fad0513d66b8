import { createHash } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";

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

/** Table → number of rows and a digest of them. */
export function dumpDatabase(home: string): Readonly<Record<string, string>> {
  const database = new Database(join(home, "knowledge.db"), { readonly: true });
  try {
    return Object.fromEntries(
      Object.entries(CONTENT).map(([table, sql]) => {
        const rows = (database.prepare(sql).raw().all() as unknown[][]).map((row) => JSON.stringify(row)).sort();
        return [table, `${rows.length} rows ${createHash("sha256").update(rows.join("\n")).digest("hex").slice(0, 16)}`];
      }),
    );
  } finally {
    database.close();
  }
}
