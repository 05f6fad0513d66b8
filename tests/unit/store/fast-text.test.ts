import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { KnowledgeStore, LexicalExpression, SearchFilter } from "../../../src-main/core/store/knowledge-store.ts";
import { openConnection, type Connection } from "../../../src-main/core/store/sqlite/connection.ts";
import { createFastText } from "../../../src-main/core/store/sqlite/fast-text.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { and, asksFullText, documentWrite, expectAsFullText, expectSame, or, query, REPOSITORY, term, WORDS } from "./text-library.ts";

let folder = "";
let store: KnowledgeStore;
let connection: Connection;
let fast: ReturnType<typeof createFastText>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "verdigris-fast-text-"));
  const path = join(folder, "knowledge.db");
  store = openSqliteStore({ path, backupsDir: folder });
  await store.upsertRepository(REPOSITORY);
  for (let part = 0; part < 6; part++)
    await store.replaceDocuments(Array.from({ length: 20 }, (_, at) => documentWrite(part * 20 + at + 1)));
  connection = openConnection({ path, readonly: true });
  fast = createFastText(connection);
});
afterEach(async () => {
  connection.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Asks until the rows' lengths are in memory. */
async function warmUp(): Promise<void> {
  for (let n = 0; n < 30; n++) {
    for (const level of ["passage", "document"] as const) await fast.lexicalCandidates(query(term("ant"), { level, limit: 1 }));
    await nextTurn();
  }
  expect(await asksFullText(connection, () => fast.lexicalCandidates(query(term("ant"))))).toBe(false);
}

const library = () => ({ connection, fast, store });

const anyTerm = fc
  .record({ token: fc.constantFrom(...WORDS, "absent"), column: fc.constantFrom(undefined, "name", "symbol", "title") })
  .map(({ token, column }) => term(token, column));
const terms = fc.array(anyTerm, { minLength: 1, maxLength: 5 });
const expression = fc.oneof(
  anyTerm,
  terms.map((operands) => or(...operands)),
  fc.array(anyTerm, { minLength: 2, maxLength: 3 }).map((operands) => and(...operands)),
  fc.tuple(terms, anyTerm).map(([operands, other]) => or(or(...operands), other)),
);
const within = fc.oneof(
  fc.constant(undefined),
  terms.map((operands) => or(...operands)),
  fc.tuple(anyTerm, anyTerm, anyTerm).map(([a, b, c]) => or(and(a, b), c)),
);
const filter = fc.constantFrom<SearchFilter>(
  {},
  { types: { include: ["code"], exclude: [] } },
  { paths: { include: ["d7.md"], exclude: [] } },
  { types: { include: [], exclude: ["code", "doc"] } },
);

describe("search by words from the index's own lists", () => {
  test("finds and scores as FTS5 does, whatever is asked", async () => {
    await warmUp();
    await fc.assert(
      fc.asyncProperty(
        expression,
        within,
        filter,
        fc.constantFrom("passage", "document"),
        fc.constantFrom(3, 50, 1000),
        (asked, scope, narrowing, level, limit) =>
          expectAsFullText(library(), query(asked, { level, limit, filter: narrowing, ...(scope === undefined ? {} : { within: scope }) })),
      ),
      { numRuns: 300 },
    );
  });

  test("counts as FTS5 does", async () => {
    await warmUp();
    await fc.assert(
      fc.asyncProperty(fc.array(expression, { minLength: 1, maxLength: 4 }), fc.constantFrom(1, 20, 1000), async (asked, cap) => {
        const theirs = await store.countMatches(asked, cap);
        expect(await fast.countMatches(asked, cap)).toEqual(theirs);
        expect(await asksFullText(connection, () => fast.countMatches(asked, cap))).toBe(false);
      }),
    );
  });

  test("follows every change of the library", async () => {
    await warmUp();
    const asked = [query(or(term("ant"), term("fox"))), query(or(term("ant"), term("hen")), { level: "document" })];
    for (const one of asked) await expectAsFullText(library(), one);
    await store.replaceDocuments([documentWrite(500), documentWrite(501, 40)]);
    for (const one of asked) await expectAsFullText(library(), one);
    // The same rows, moved to another type: what is kept of a passage is its document's.
    const [moved] = await store.exportDocuments([3]);
    if (moved === undefined) throw new Error("The document is not there.");
    await store.replaceDocuments([{ ...moved, passages: moved.passages.map((passage) => ({ ...passage, type: "session" as const })) }]);
    for (const one of asked) await expectAsFullText(library(), one);
    await store.removeDocuments([1, 2, 500]);
    for (const one of asked) await expectAsFullText(library(), one);
    await store.optimise();
    for (const one of asked) await expectAsFullText(library(), one);
  });

  test("leaves phrases, prefixes and exclusion to FTS5", async () => {
    await warmUp();
    const asked: LexicalExpression[] = [
      { op: "phrase", tokens: ["ant", "bee"] },
      { op: "term", token: "an", prefix: true },
      { op: "and-not", left: term("ant"), right: term("bee") },
      or(and(term("ant"), term("bee")), term("cat")),
    ];
    for (const one of asked) {
      expect(await asksFullText(connection, () => fast.lexicalCandidates(query(one)))).toBe(true);
      expectSame(await fast.lexicalCandidates(query(one)), await store.lexicalCandidates(query(one)));
    }
  });

  test("is asked of FTS5 by who asks once: nothing is read that one answer does not need", async () => {
    expect(await asksFullText(connection, () => fast.lexicalCandidates(query(term("ant"))))).toBe(true);
    await nextTurn();
    expect(await asksFullText(connection, () => fast.lexicalCandidates(query(term("ant"))))).toBe(true);
  });
});

test("after a large write the index is in few segments", async () => {
  const segments = (): number => connection.sql<{ n: number }>("SELECT count(DISTINCT segid) AS n FROM passage_fts_idx").get()?.n ?? 0;
  for (let n = 200; n < 230; n++) await store.replaceDocuments([documentWrite(n)]);
  expect(segments()).toBeGreaterThan(4);
  await store.optimise();
  expect(segments()).toBeLessThan(4);
});
