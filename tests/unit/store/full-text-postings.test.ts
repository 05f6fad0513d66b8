import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import {
  FULL_TEXT_TABLES,
  readFullTextState,
  readPostings,
  readTombstones,
} from "../../../src-main/core/store/full-text/full-text-reads.ts";
import { readLengths } from "../../../src-main/core/store/full-text/length-reads.ts";
import { withoutRemoved } from "../../../src-main/core/store/full-text/postings.ts";
import { FullTextFormatError, readStructure } from "../../../src-main/core/store/full-text/segments.ts";
import { addedTombstones } from "../../../src-main/core/store/full-text/tombstones.ts";
import { openConnection, type Connection } from "../../../src-main/core/store/sqlite/connection.ts";
import { runRead } from "../../../src-main/core/store/sqlite/run.ts";

const folder = mkdtempSync(join(tmpdir(), "verdigris-postings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const TABLE = FULL_TEXT_TABLES.passage;
let files = 0;

/** A full-text table like the schema's, whose pages are so small that lists and positions run over many of them. */
function withTable<T>(pageSize: number, work: (connection: Connection) => T): T {
  const connection = openConnection({ path: join(folder, `${files++}.db`) });
  try {
    connection.database.exec(`CREATE VIRTUAL TABLE passage_fts USING fts5 (title, symbol, path, text, content='', contentless_delete=1);
      INSERT INTO passage_fts (passage_fts, rank) VALUES ('pgsz', ${pageSize});
      CREATE VIRTUAL TABLE places USING fts5vocab (passage_fts, instance);`);
    return work(connection);
  } finally {
    connection.close();
  }
}

type Columns = readonly [title: string, symbol: string, path: string, text: string];

function insert(connection: Connection, row: number, columns: Columns): void {
  connection.sql("INSERT INTO passage_fts (rowid, title, symbol, path, text) VALUES (?, ?, ?, ?, ?)").run(row, ...columns);
}

/** What FTS5 itself says of a token: row → count by column. */
function asked(connection: Connection, token: string): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {};
  const rows = connection.sql<{ doc: number; col: string }>("SELECT doc, col FROM places WHERE term = ?").all(token);
  for (const { doc, col } of rows) {
    const counts = (found[doc] ??= {});
    counts[col] = (counts[col] ?? 0) + 1;
  }
  return found;
}

function own(connection: Connection, token: string): Record<string, Record<string, number>> {
  const { structure } = runRead(connection, readFullTextState(TABLE));
  const found: Record<string, Record<string, number>> = {};
  for (const segment of structure === null ? [] : readStructure(structure).segments) {
    const postings = segment.firstPage === 0 ? null : runRead(connection, readPostings(TABLE, segment, token));
    if (postings === null) continue;
    const { rows, counts, length } = withoutRemoved(postings, runRead(connection, readTombstones(TABLE, segment)));
    const ascending = Array.from(rows.subarray(0, length));
    expect(ascending).toEqual(ascending.toSorted((a, b) => a - b));
    for (const [at, row] of ascending.entries()) {
      expect(found).not.toHaveProperty(`${row}`);
      found[row] = columnsOf(counts[at] ?? 0);
    }
  }
  return found;
}

function columnsOf(packed: number): Record<string, number> {
  const { shifts, largest } = TABLE.layout;
  const counts = TABLE.columns.map((column, at) => [column, (packed >> (shifts[at] ?? 0)) & (largest[at] ?? 0)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

const TOKENS = ["a", "ab", "abc", "b", "ü", "日本", "word", "wordy", "zz"];
const stream = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => tokens.join(" "));
const columns = fc.tuple(stream, stream, stream, stream);
/** Hashes of 52 bits in the schema; zero and neighbours as well. */
const row = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 2 ** 52 - 20, max: 2 ** 52 - 1 }));
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ write: fc.array(fc.tuple(row, columns), { minLength: 1, maxLength: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.array(row, { maxLength: 8 }) }) },
  { weight: 1, arbitrary: fc.constant({ merge: 3 }) },
  { weight: 1, arbitrary: fc.constant({ optimise: true }) },
);

function apply(connection: Connection, what: { write?: [number, Columns][]; remove?: number[]; merge?: number; optimise?: true }): void {
  const remove = connection.sql("DELETE FROM passage_fts WHERE rowid = ?");
  connection.write(() => {
    for (const id of what.remove ?? []) remove.run(id);
    for (const [id, texts] of what.write ?? []) {
      remove.run(id);
      insert(connection, id, texts);
    }
    if (what.merge !== undefined) connection.sql("INSERT INTO passage_fts (passage_fts, rank) VALUES ('merge', ?)").run(what.merge);
    if (what.optimise === true) connection.sql("INSERT INTO passage_fts (passage_fts) VALUES ('optimize')").run();
  });
}

describe("postings read from the full-text index", () => {
  test("are what the index says itself, whatever was written, replaced, removed and merged", () => {
    fc.assert(
      fc.property(
        fc.array(step as fc.Arbitrary<Parameters<typeof apply>[1]>, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(32, 64, 4050),
        (steps, pageSize) => {
          withTable(pageSize, (connection) => {
            for (const one of steps) {
              apply(connection, one);
              for (const token of [...TOKENS, "absent"]) expect(own(connection, token)).toEqual(asked(connection, token));
            }
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  test("keep a list that runs over hundreds of pages, and positions that do", () => {
    withTable(64, (connection) => {
      const long = Array.from({ length: 900 }, (_, at) => (at % 3 === 0 ? "often" : `w${at}`)).join(" ");
      connection.write(() => {
        for (let id = 1; id <= 400; id++) insert(connection, id * 977, ["often", "", `p${id}`, id === 200 ? long : "often rare"]);
      });
      const found = own(connection, "often");
      expect(found).toEqual(asked(connection, "often"));
      expect(Object.keys(found)).toHaveLength(400);
      expect(found[200 * 977]).toEqual({ title: 1, text: 300 });
    });
  });

  test("leave out what was removed, which is told once, however large the table of it has grown", () => {
    withTable(64, (connection) => {
      const ids = Array.from({ length: 600 }, (_, at) => (at === 0 ? 0 : at % 2 === 0 ? at : 2 ** 51 + at * 977));
      connection.write(() => ids.toSorted((a, b) => a - b).forEach((id) => insert(connection, id, ["often", "", "", ""])));
      const segment = () => {
        const [only, another] = readStructure(runRead(connection, readFullTextState(TABLE)).structure ?? new Uint8Array(0)).segments;
        if (only === undefined || another !== undefined) throw new Error("There is one segment.");
        return only;
      };
      connection.sql("INSERT INTO passage_fts (passage_fts, rank) VALUES ('deletemerge', 0)").run();
      let before = runRead(connection, readTombstones(TABLE, segment()));
      const told: number[] = [];
      for (let start = 0; start < 400; start += 40) {
        connection.write(() => {
          for (const id of ids.slice(start, start + 40)) connection.sql("DELETE FROM passage_fts WHERE rowid = ?").run(id);
        });
        const after = runRead(connection, readTombstones(TABLE, segment()));
        told.push(...addedTombstones(before, after));
        before = after;
        expect(told.toSorted((a, b) => a - b)).toEqual(ids.slice(0, start + 40).toSorted((a, b) => a - b));
      }
      expect(before.pages.length).toBeGreaterThan(10);
      expect(ids.map((id) => before.has(id))).toEqual(ids.map((_, at) => at < 400));
      expect(own(connection, "often")).toEqual(asked(connection, "often"));
    });
  });

  test("count no further than their bits go", () => {
    withTable(4050, (connection) => {
      insert(connection, 1, [Array.from({ length: 200 }, () => "again").join(" "), "", "", "again"]);
      expect(own(connection, "again")).toEqual({ 1: { title: 127, text: 1 } });
    });
  });

  test("come with the number of rows and tokens, and each row's length", () => {
    withTable(4050, (connection) => {
      insert(connection, 7, ["one two", "three", "", "four"]);
      insert(connection, 9, ["", "", "", Array.from({ length: 300 }, () => "five").join(" ")]);
      expect(runRead(connection, readFullTextState(TABLE))).toMatchObject({ rows: 2, tokens: 304 });
      expect(runRead(connection, readLengths(TABLE, -1, 10))).toEqual({ rows: Float64Array.of(7, 9), lengths: Uint32Array.of(4, 300) });
      expect(runRead(connection, readLengths(TABLE, 7, 10)).rows).toEqual(Float64Array.of(9));
    });
  });

  test("are none of an empty index", () => {
    withTable(4050, (connection) => expect(own(connection, "any")).toEqual({}));
  });
});

test("a structure of another version, or one that is cut short, is not guessed at", () => {
  expect(() => readStructure(Uint8Array.of(0, 0, 0, 0, 1, 1, 0, 0))).toThrow(FullTextFormatError);
  expect(() => readStructure(Uint8Array.of(0, 0, 0, 0, 255, 0, 0, 1, 1, 1, 0, 0, 1, 5))).toThrow(FullTextFormatError);
});
