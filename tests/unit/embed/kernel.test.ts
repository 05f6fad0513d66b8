import fc from "fast-check";
import { expect, test } from "vitest";
import { assemble } from "../../../build/wasm.ts";
import type { SparseMatrix } from "../../../src-main/core/embed/corpus.ts";
import { createKernel } from "../../../src-main/core/embed/kernel.ts";
import { KERNEL_MODULE_BASE64 } from "../../../src-main/core/embed/kernel-module.ts";
import { termVectors } from "../../../src-main/core/embed/svd.ts";

test("the assembled module is that of kernel.wat", async () => {
  expect(Buffer.from(await assemble("src-main/core/embed/kernel")).toString("base64")).toBe(KERNEL_MODULE_BASE64);
});

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

/** Rows of a matrix by columns, each with a few values. */
function sparse(rows: readonly (readonly (readonly [column: number, value: number])[])[]): SparseMatrix {
  const all = rows.flat();
  return {
    rows: rows.length,
    starts: Int32Array.from([0, ...rows.map((_, at) => rows.slice(0, at + 1).reduce((sum, row) => sum + row.length, 0))]),
    columns: Int32Array.from(all, ([column]) => column),
    values: Float32Array.from(all, ([, value]) => value),
  };
}

test("sums of chosen rows and what is spread over them are those of plain loops, whatever the sizes", () => {
  const entries = fc.array(fc.tuple(fc.nat(8), fc.float({ min: -4, max: 4, noNaN: true })), { maxLength: 30 });
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 5 }), (chosen, quarters) => {
      const row = 4 * quarters;
      const kernel = createKernel(4096);
      const [base, one] = [kernel.floats(9 * row), kernel.floats(row)];
      const [columns, values] = [kernel.integers(chosen.length), kernel.floats(chosen.length)];
      base.values.forEach((_, at) => (base.values[at] = Math.fround(Math.sin(at))));
      columns.values.set(chosen.map(([column]) => column));
      values.values.set(chosen.map(([, value]) => value));
      const sum = Array.from({ length: row }, (_, d) => chosen.reduce((of, [c, v]) => of + v * (base.values[c * row + d] ?? 0), 0));
      kernel.gather(one.at, columns.at, values.at, chosen.length, base.at, 4 * row);
      one.values.forEach((value, d) => expect(value).toBeCloseTo(sum[d] ?? 0, 3));
      const spread = Array.from(base.values);
      for (const [c, v] of chosen) one.values.forEach((value, d) => (spread[c * row + d] = (spread[c * row + d] ?? 0) + v * value));
      kernel.scatter(one.at, columns.at, values.at, chosen.length, base.at, 4 * row);
      base.values.forEach((value, at) => expect(Math.abs(value - (spread[at] ?? 0))).toBeLessThan(1e-3 * (1 + Math.abs(value))));
    }),
    { numRuns: 50 },
  );
});

test.each([1, 2, 3, 7, 8])("%i term vectors are orthonormal and hold the directions of the matrix", (dimensions) => {
  // Each pair of columns is one direction: rows name both, the first ones more often.
  const matrix = sparse(Array.from({ length: 200 }, (_, n) => [2, 3].map((v) => [2 * (n % (1 + (n % 8))) + v - 2, v] as const)));
  const vectors = termVectors(matrix, 16, dimensions);
  const column = (d: number): Float32Array => Float32Array.from({ length: 16 }, (_, term) => vectors[term * dimensions + d] ?? 0);
  for (let a = 0; a < dimensions; a++) {
    for (let b = 0; b <= a; b++) expect(dot(column(a), column(b))).toBeCloseTo(a === b ? 1 : 0, 4);
    for (let pair = 0; pair < 8; pair++) expect((column(a)[2 * pair + 1] ?? 0) * 2).toBeCloseTo((column(a)[2 * pair] ?? 0) * 3, 3);
  }
});
