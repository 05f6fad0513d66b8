import type { Connection } from "./connection.ts";

/** Pairs of a table and an index over it that must hold the same rows. */
const AGREEMENTS: readonly { readonly what: string; readonly sql: string }[] = [
  { what: "passages without their text", sql: "SELECT count(*) AS n FROM passage WHERE id NOT IN (SELECT id FROM passage_content)" },
  { what: "texts without a passage", sql: "SELECT count(*) AS n FROM passage_content WHERE id NOT IN (SELECT id FROM passage)" },
  {
    what: "passages missing from the full-text index",
    sql: "SELECT count(*) AS n FROM passage WHERE id NOT IN (SELECT id FROM passage_fts_docsize)",
  },
  {
    what: "full-text rows without a passage",
    sql: "SELECT count(*) AS n FROM passage_fts_docsize WHERE id NOT IN (SELECT id FROM passage)",
  },
  { what: "passages without a document", sql: "SELECT count(*) AS n FROM passage WHERE document_id NOT IN (SELECT id FROM document)" },
  { what: "sessions without a document", sql: "SELECT count(*) AS n FROM session WHERE document_id NOT IN (SELECT id FROM document)" },
];

/** What is wrong with the database, in words; empty when it is sound. */
export function checkDatabase(connection: Connection): string[] {
  const faults: string[] = [];
  for (const row of connection.database.pragma("integrity_check(20)") as { integrity_check: string }[]) {
    if (row.integrity_check !== "ok") faults.push(row.integrity_check);
  }
  for (const { what, sql } of AGREEMENTS) {
    const n = connection.sql<{ n: number }>(sql).get()?.n ?? 0;
    if (n > 0) faults.push(`${n} ${what}`);
  }
  return faults;
}
