import { all, together, type Read } from "./operation.ts";

/** Rows that must not be there: tables and the indexes over them hold the same. */
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
export function* checkDatabase(): Read<string[]> {
  const structure = yield* all<{ integrity_check: string }>("PRAGMA integrity_check(20)");
  const counts = yield* together<{ n: number }>(AGREEMENTS.map(({ sql }) => ({ sql, args: [] })));
  const faults = structure.map((row) => row.integrity_check).filter((line) => line !== "ok");
  AGREEMENTS.forEach(({ what }, index) => {
    const n = counts[index]?.[0]?.n ?? 0;
    if (n > 0) faults.push(`${n} ${what}`);
  });
  return faults;
}
