import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { KnowledgeStore } from "../../../src-main/core/store/knowledge-store.ts";
import { openConnection, type Connection } from "../../../src-main/core/store/sqlite/connection.ts";
import { createFastText } from "../../../src-main/core/store/sqlite/fast-text.ts";
import { openSqliteStore } from "../../../src-main/core/store/sqlite/sqlite-store.ts";
import { and, documentWrite, expectAsFullText, or, query, REPOSITORY, term, WORDS } from "./text-library.ts";

const folder = mkdtempSync(join(tmpdir(), "verdigris-kept-text-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

interface Library {
  readonly store: KnowledgeStore;
  /** Reads, and keeps what it has read. */
  readonly connection: Connection;
  readonly fast: ReturnType<typeof createFastText>;
  /** Writes beside the store. */
  readonly other: Connection;
}

/** Pages so small that few words fill them, and merges so early that they are always under way. */
interface Shape {
  readonly pgsz: number;
  readonly automerge: number;
}

async function withLibrary(shape: Shape, work: (library: Library) => Promise<void>): Promise<void> {
  const path = join(folder, `${files++}.db`);
  const store = openSqliteStore({ path, backupsDir: folder });
  const other = openConnection({ path });
  for (const [option, value] of Object.entries({ ...shape, usermerge: 2 }))
    for (const table of ["passage_fts", "document_fts"])
      other.sql(`INSERT INTO ${table} (${table}, rank) VALUES ('${option}', ${value})`).run();
  await store.upsertRepository(REPOSITORY);
  await store.replaceDocuments([1, 2, 3, 4, 5, 6].map((n) => documentWrite(n)));
  const connection = openConnection({ path, readonly: true });
  try {
    const library = { store, other, connection, fast: createFastText(connection) };
    for (let n = 0; n < 40; n++) {
      for (const level of ["passage", "document"] as const) await library.fast.lexicalCandidates(query(term("ant"), { level, limit: 1 }));
      await nextTurn();
    }
    await work(library);
  } finally {
    connection.close();
    other.close();
    await store.close();
  }
}

/** `n` of a document, and how long its passages are: written with another length they keep their rows. */
const documents = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 6 });
const merge = fc.record({ pages: fc.integer({ min: 1, max: 6 }), level: fc.constantFrom("passage_fts", "document_fts") });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ write: documents }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.constant({ removeAll: true } as const) },
  { weight: 3, arbitrary: fc.record({ merge }) },
  { weight: 2, arbitrary: fc.constant({ optimise: true } as const) },
  { weight: 5, arbitrary: fc.constant({ ask: true } as const) },
);
type Step = Partial<{
  write: readonly (readonly [number, number])[];
  remove: readonly number[];
  removeAll: true;
  merge: { pages: number; level: string };
  optimise: true;
  ask: true;
}>;

async function apply(library: Library, { write, remove, removeAll, merge: merging, optimise, ask }: Step): Promise<void> {
  const { store, other } = library;
  if (write !== undefined) await store.replaceDocuments(write.map(([n, length]) => documentWrite(n, length)));
  if (remove !== undefined) await store.removeDocuments(remove);
  if (removeAll === true) await store.removeDocuments(Array.from({ length: 13 }, (_, n) => n));
  if (merging !== undefined) other.sql(`INSERT INTO ${merging.level} (${merging.level}, rank) VALUES ('merge', ${merging.pages})`).run();
  if (optimise === true)
    for (const table of ["passage_fts", "document_fts"]) other.sql(`INSERT INTO ${table} (${table}) VALUES ('optimize')`).run();
  if (ask === true) await expectSameAnswers(library);
}

async function expectSameAnswers(library: Library): Promise<void> {
  const all = { limit: 1000 };
  for (const level of ["passage", "document"] as const) {
    for (const token of [...WORDS, "d3", "absent"]) await expectAsFullText(library, query(term(token), { ...all, level }));
    await expectAsFullText(library, query(or(...WORDS.map((token) => term(token))), { ...all, level }));
  }
  const counted = [term("ant"), and(term("ant"), term("gnu")), or(term("hen"), term("eel"))];
  expect(await library.fast.countMatches(counted, 1000)).toEqual(await library.store.countMatches(counted, 1000));
}

const shape = fc.record({ pgsz: fc.constantFrom(32, 64, 1000), automerge: fc.constantFrom(2, 4, 16) });

describe("what is kept for the next question", () => {
  test("answers as FTS5 does, whatever was written, replaced, removed and merged between two questions", async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.array(step, { minLength: 4, maxLength: 24 }), (pages, steps) =>
        withLibrary(pages, async (library) => {
          for (const one of steps) await apply(library, one);
          await expectSameAnswers(library);
        }),
      ),
      { numRuns: 20 },
    );
  }, 120_000);

  test("is not taken for a segment that merges have made again under its number", async () => {
    await withLibrary({ pgsz: 4050, automerge: 16 }, async (library) => {
      const segments = () => library.other.sql("SELECT DISTINCT segid FROM passage_fts_idx").all();
      await apply(library, { write: Array.from({ length: 40 }, (_, n) => [n + 1, 12] as const) });
      for (const one of [{ optimise: true }, { remove: [7] }, { optimise: true }, { ask: true }] as const) await apply(library, one);
      const before = segments();
      for (const n of [3, 5]) for (const one of [{ remove: [n] }, { optimise: true } as const]) await apply(library, one);
      expect(segments()).toEqual(before);
      await apply(library, { ask: true });
    });
  });

  test("is not taken for a segment that was written again under its number after all was removed", async () => {
    await withLibrary({ pgsz: 4050, automerge: 16 }, async (library) => {
      const segments = () => library.other.sql("SELECT DISTINCT segid FROM passage_fts_idx").all();
      for (const one of [{ removeAll: true }, { optimise: true }, { write: [[1, 12]] }, { ask: true }] as const) await apply(library, one);
      const before = segments();
      for (const one of [{ removeAll: true }, { optimise: true }, { write: [[1, 20]] }] as const) await apply(library, one);
      expect(segments()).toEqual(before);
      await apply(library, { ask: true });
    });
  });
});
