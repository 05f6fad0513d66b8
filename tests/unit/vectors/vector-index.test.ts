import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { assemble } from "../../../build/wasm.ts";
import { rowScale, strideOf } from "../../../src-main/core/vectors/quantise.ts";
import { SCAN_MODULE_BASE64 } from "../../../src-main/core/vectors/scan-module.ts";
import { createTopRows } from "../../../src-main/core/top-rows.ts";
import { loadVectorFile, saveVectorFile } from "../../../src-main/core/vectors/vector-file.ts";
import { createVectorIndex, type VectorIndex } from "../../../src-main/core/vectors/vector-index.ts";
import { clusteredVectors, cosine } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "verdigris-vectors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filled(count: number, dimensions: number): { index: VectorIndex; vectors: Float32Array; vector: (row: number) => Float32Array } {
  const vectors = clusteredVectors(count, dimensions);
  const index = createVectorIndex(dimensions, rowScale(vectors));
  index.append(
    Array.from({ length: count }, (_, row) => row * 3 + 1),
    vectors,
  );
  return { index, vectors, vector: (row) => vectors.subarray(row * dimensions, (row + 1) * dimensions) };
}

const exactTop = (query: Float32Array, count: number, vector: (row: number) => Float32Array, limit: number): number[] =>
  Array.from({ length: count }, (_, row) => ({ id: row * 3 + 1, score: cosine(query, vector(row)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ id }) => id);

test("the assembled module is that of scan.wat", async () => {
  expect(Buffer.from(await assemble("src-main/core/vectors/scan")).toString("base64")).toBe(SCAN_MODULE_BASE64);
});

describe("a vector index", () => {
  test.each([
    [256, 5000],
    [384, 4097],
    [100, 1023],
    [1, 7],
  ])("of %i dimensions gives scores close to the exact cosine", (dimensions, count) => {
    const { index, vector } = filled(count, dimensions);
    const query = vector(3);
    for (const { passageId, score } of index.search(query, 50)) {
      expect(Math.abs(score - cosine(query, vector((passageId - 1) / 3)))).toBeLessThan(0.02);
    }
  });

  test("has the exact nearest twenty among its nearest sixty", () => {
    const count = 8000;
    const { index, vector } = filled(count, 384);
    let found = 0;
    for (let row = 0; row < 50; row++) {
      const query = vector(row * 100);
      const near = new Set(index.search(query, 60).map(({ passageId }) => passageId));
      found += exactTop(query, count, vector, 20).filter((id) => near.has(id)).length;
    }
    expect(found / (50 * 20)).toBeGreaterThan(0.995);
  });

  test("finds a vector itself first, best first after it, and no more than asked for", () => {
    const { index, vector } = filled(500, 64);
    const near = index.search(vector(42), 10);
    expect(near).toHaveLength(10);
    expect(near[0]?.passageId).toBe(42 * 3 + 1);
    expect(near.map(({ score }) => score)).toEqual(near.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(index.search(vector(0), 1000)).toHaveLength(500);
  });

  test("answers like a plain map after any changes", () => {
    const dimensions = 16;
    const pool = clusteredVectors(60, dimensions, 7);
    const vectorAt = (n: number): Float32Array => pool.subarray(n * dimensions, (n + 1) * dimensions);
    const change = fc.record({ id: fc.integer({ min: 0, max: 40 }), vector: fc.option(fc.integer({ min: 0, max: 59 })) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 120 }), fc.integer({ min: 0, max: 20 }), (changes, initial) => {
        const index = createVectorIndex(dimensions, rowScale(pool));
        const model = new Map<number, number>();
        for (let id = 0; id < initial; id++) model.set(id * 2, id);
        index.append([...model.keys()], Float32Array.from([...model.values()].flatMap((n) => [...vectorAt(n)])));
        for (const { id, vector } of changes) {
          if (vector === null) {
            index.remove(id);
            model.delete(id);
          } else {
            index.set(id, vectorAt(vector));
            model.set(id, vector);
          }
        }
        expect(index.size()).toBe(model.size);
        const found = index.search(vectorAt(0), 100);
        expect(found.map(({ passageId }) => passageId).toSorted((a, b) => a - b)).toEqual([...model.keys()].toSorted((a, b) => a - b));
        for (const { passageId, score } of found) {
          expect(Math.abs(score - cosine(vectorAt(0), vectorAt(model.get(passageId) ?? 0)))).toBeLessThan(0.03);
        }
      }),
    );
  });

  test("refuses rows out of order", () => {
    const index = createVectorIndex(1, 1);
    index.append([5], Float32Array.of(1));
    expect(() => index.append([5], Float32Array.of(1))).toThrow("ascending");
  });

  test("of no vectors finds nothing", () => {
    expect(createVectorIndex(8, 1).search(new Float32Array(8), 5)).toEqual([]);
  });
});

describe("the top rows", () => {
  test("are those of a sort", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 })), fc.integer({ min: 1, max: 20 }), (scores, limit) => {
        const top = createTopRows(limit);
        scores.forEach((score, row) => {
          if (score > top.threshold()) top.add(row, score);
        });
        const best = scores.toSorted((a, b) => b - a).slice(0, limit);
        expect(top.take().map(({ score }) => score)).toEqual(best);
      }),
    );
  });
});

describe("a vector index's file", () => {
  test("gives the same answers", async () => {
    const { index, vector } = filled(9000, 100);
    const path = join(folder, "same");
    await saveVectorFile(path, index, { space: "s1", revision: 17 });
    const loaded = await loadVectorFile(path, "s1");
    expect(loaded?.revision).toBe(17);
    expect(loaded?.index.search(vector(77), 40)).toEqual(index.search(vector(77), 40));
  });

  test("is not taken for another space, cut short, or with a byte changed", async () => {
    const { index } = filled(300, 32);
    const path = join(folder, "broken");
    await saveVectorFile(path, index, { space: "s1", revision: 1 });
    expect(await loadVectorFile(path, "s2")).toBeNull();
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 97) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      expect(await loadVectorFile(path, "s1")).toBeNull();
    }
    writeFileSync(path, whole);
    truncateSync(path, whole.length - strideOf(32));
    expect(await loadVectorFile(path, "s1")).toBeNull();
    expect(await loadVectorFile(join(folder, "none"), "s1")).toBeNull();
  });
});
