import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutNumbers } from "../../../src-main/core/store/full-text/row-lists.ts";
import { createRowTable, type RowTable } from "../../../src-main/core/store/full-text/row-table.ts";

const rows = (most: number) => fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 52 - 1 }), { maxLength: most });
const ascending = (numbers: readonly number[]): Float64Array => Float64Array.from(numbers).sort();

function filled(first: readonly number[]): RowTable {
  const table = createRowTable();
  const sorted = ascending(first);
  table.append(
    sorted,
    Uint32Array.from(sorted, (row) => row % 1000),
  );
  return table;
}

test("a row keeps its number, however many come after it, and is found by it", () => {
  fc.assert(
    fc.property(rows(300), rows(300), fc.array(fc.integer({ min: 0, max: 2 ** 52 - 1 }), { maxLength: 40 }), (first, later, absent) => {
      const table = filled(first);
      const added = later.filter((row) => !first.includes(row));
      for (const row of added) table.add(row, 7);
      expect(table.size()).toBe(first.length + added.length);
      const missing: number[] = [];
      const wanted = ascending([...new Set([...first, ...added, ...absent])]);
      const numbers = table.numbersOf(wanted, missing);
      const known = new Set([...first, ...added]);
      expect(missing).toEqual(Array.from(wanted).filter((row) => !known.has(row)));
      for (const [at, number] of numbers.entries())
        expect(number < 0 ? -1 : table.rowAt(number)).toBe(known.has(wanted[at] ?? 0) ? wanted[at] : -1);
    }),
  );
});

test("thousands that come later are put in order without another number", () => {
  const table = filled(Array.from({ length: 5000 }, (_, at) => at * 10));
  const later = Array.from({ length: 9000 }, (_, at) => ((at * 7919) % 9001) * 10 + 5);
  const numbers = new Map<number, number>();
  for (const row of later) {
    table.add(row, row);
    numbers.set(row, table.size() - 1);
  }
  const wanted = ascending(later);
  expect(Array.from(table.numbersOf(wanted, []))).toEqual(Array.from(wanted, (row) => numbers.get(row)));
  table.setLengths(Float64Array.of(20, 11, 5), Uint32Array.of(1, 2, 3));
  const [twenty = 0, five = 0] = [table.numbersOf(Float64Array.of(20), [])[0], numbers.get(5)];
  expect([table.lengths()[twenty], table.lengths()[five]]).toEqual([1, 3]);
  expect(table.lengths()[numbers.get(15) ?? 0]).toBe(15);
});

test("rows leave a list, few or many, whether they are in it or not", () => {
  fc.assert(
    fc.property(rows(400), rows(60), fc.integer({ min: 1, max: 400 }), fc.nat(400), (first, later, every, upTo) => {
      const table = filled(first);
      for (const row of later) if (!first.includes(row)) table.add(row, 1);
      const all = table.numbersOf(ascending([...new Set([...first, ...later])]), []);
      const numbers = all.filter((_, at) => at % 3 !== 1);
      const removed = Array.from(all.filter((_, at) => at % every === 0).slice(0, upTo));
      const counts = numbers.map((number) => number * 2);
      const left = Array.from(numbers).filter((number) => !removed.includes(number));
      const found = withoutNumbers({ numbers: numbers.slice(), counts }, removed, table);
      expect(Array.from(found.numbers)).toEqual(left);
      expect(Array.from(found.counts)).toEqual(left.map((number) => number * 2));
    }),
  );
});
