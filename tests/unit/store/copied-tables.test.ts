import { expect, test } from "vitest";
import { DOCUMENT_TABLES } from "../../../src-main/core/store/ops/content-sums.ts";
import { IDENTITY_TABLES } from "../../../src-main/core/store/schema/identity.ts";
import { KNOWLEDGE_MIGRATIONS } from "../../../src-main/core/store/schema/knowledge-schema.ts";
import { MACHINE_MIGRATIONS } from "../../../src-main/core/store/schema/machine-schema.ts";
import { statementsOf, type Migration } from "../../../src-main/core/store/schema/migration.ts";

/** Copied by operations of their own, and compared by them. */
const COPIED_APART: Readonly<Record<string, string>> = {
  repository: "listRepositories and upsertRepository",
  star: "starStates and saveStars",
  embedding_space: "listSpaces and createSpace",
  embedding_model: "readSpaceModel and createSpace",
};
/** Not copied, because the target makes them itself. */
const DERIVED: Readonly<Record<string, string>> = {
  passage_fts: "written with the passages, from the tokens that are copied",
  document_fts: "written with the documents",
  passage_terms: "a view of the full-text index",
  vector_count: "holds nothing",
  vector_change: "a log for indexes in memory: a new database starts a new one",
  document_change: "a log of its own database's changes",
  change_counter: "counts the writes of its own database",
  write_guard: "never holds a row",
  schema_version: "the target's own migrations",
  database_identity: "a copy is another database",
};

function tablesOf(migrations: readonly Migration[]): string[] {
  const statements = migrations.flatMap((one) => [...statementsOf(one, "sqlite"), ...statementsOf(one, "turso")]);
  const names = [...IDENTITY_TABLES, ...statements].map((sql) => /^CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(\w+)/.exec(sql)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

test("every table of the library is copied to another storage, or made again there for a reason", () => {
  const known = [...Object.keys(DOCUMENT_TABLES), ...Object.keys(COPIED_APART), ...Object.keys(DERIVED)];
  expect(tablesOf(KNOWLEDGE_MIGRATIONS).toSorted()).toEqual(known.toSorted());
});

test("every column of a document's table is compared, or left out for a reason", () => {
  /** Lower-cased anew by the engine that writes; deflated, which another version of zlib does in other bytes. */
  const leftOut = /^(?:\w+_key|tokens|edits|repository)$|^(?:session|session_turns|session_turn_page)\.body$/;
  const sql = KNOWLEDGE_MIGRATIONS.flatMap((one) => statementsOf(one, "sqlite"));
  for (const [table, { columns }] of Object.entries(DOCUMENT_TABLES)) {
    const made = sql.find((one) => new RegExp(`^CREATE TABLE ${table} \\(`).test(one)) ?? "";
    const own = [...made.matchAll(/^ +(\w+) (?:INTEGER|TEXT|REAL|BLOB)/gm)].map((match) => match[1] ?? "");
    const added = sql.flatMap((one) => new RegExp(`^ALTER TABLE ${table} ADD COLUMN (\\w+)`).exec(one)?.[1] ?? []);
    expect(own.length).toBeGreaterThan(1);
    const missing = [...own, ...added].filter(
      (name) => !columns.includes(name) && !leftOut.test(name) && !leftOut.test(`${table}.${name}`),
    );
    expect([table, missing]).toEqual([table, []]);
  }
});

test("what belongs to this machine is in a database that no storage is copied from or to", () => {
  const shared = new Set(tablesOf(KNOWLEDGE_MIGRATIONS));
  const own = tablesOf(MACHINE_MIGRATIONS).filter((name) => name !== "schema_version" && name !== "database_identity");
  expect(own).toContain("query_history");
  expect(own.filter((name) => shared.has(name))).toEqual([]);
});
