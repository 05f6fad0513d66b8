import type { Read } from "../ops/operation.ts";
import type { FullTextTable } from "./full-text-reads.ts";
import { readLengthsOf } from "./length-reads.ts";
import type { Postings } from "./postings.ts";
import type { NumberedPostings, RowTable } from "./row-table.ts";

/** The numbers of ascending rows; what the table does not have yet is looked up and added. */
export function* numbersOf(text: FullTextTable, rows: Float64Array, table: RowTable): Read<Int32Array> {
  const missing: number[] = [];
  const numbers = table.numbersOf(rows, missing);
  if (missing.length === 0) return numbers;
  const found = yield* readLengthsOf(text, missing);
  const lengths = new Map(Array.from(found.rows, (row, at) => [row, found.lengths[at] ?? 0]));
  for (const row of missing) table.add(row, lengths.get(row) ?? 0);
  return table.numbersOf(rows, []);
}

/** @param known numbers by row: lists of one small segment hold the same rows again and again */
export function* numbered(
  text: FullTextTable,
  postings: Postings,
  table: RowTable,
  known: Map<number, number> | null,
): Read<NumberedPostings> {
  const { rows, counts } = postings;
  if (known === null) return { numbers: yield* numbersOf(text, rows, table), counts };
  const unknown = rows.filter((row) => !known.has(row));
  const found = yield* numbersOf(text, unknown, table);
  for (let at = 0; at < unknown.length; at++) known.set(unknown[at] as number, found[at] as number);
  return { numbers: Int32Array.from(rows, (row) => known.get(row) ?? 0), counts };
}

/** When fewer rows leave a list than this part of it, they are looked for one by one. */
const FEW = 1 / 32;

/** A place for each row of the largest table so far, zero between two calls. */
let marks = new Uint8Array(0);

/** Takes rows out of a list whose rows ascend; its arrays are used again. */
export function withoutNumbers(list: NumberedPostings, removed: readonly number[], table: RowTable): NumberedPostings {
  return removed.length < FEW * list.numbers.length ? withoutFew(list, removed, table) : withoutMany(list, removed, table.size());
}

function withoutFew({ numbers, counts }: NumberedPostings, removed: readonly number[], table: RowTable): NumberedPostings {
  const places = removed
    .map((number) => placeOf(numbers, table.rowAt(number), table))
    .filter((place) => place >= 0)
    .sort((a, b) => a - b);
  let length = places[0] ?? numbers.length;
  for (const [at, place] of places.entries()) {
    const end = places[at + 1] ?? numbers.length;
    numbers.copyWithin(length, place + 1, end);
    counts.copyWithin(length, place + 1, end);
    length += end - place - 1;
  }
  return { numbers: numbers.subarray(0, length), counts: counts.subarray(0, length) };
}

function withoutMany({ numbers, counts }: NumberedPostings, removed: readonly number[], size: number): NumberedPostings {
  if (marks.length < size) marks = new Uint8Array(size);
  for (const number of removed) marks[number] = 1;
  let length = 0;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    if (marks[number] === 1) continue;
    numbers[length] = number;
    counts[length++] = counts[at] as number;
  }
  for (const number of removed) marks[number] = 0;
  return { numbers: numbers.subarray(0, length), counts: counts.subarray(0, length) };
}

function placeOf(numbers: Int32Array, row: number, table: RowTable): number {
  let [low, high] = [0, numbers.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = table.rowAt(numbers[middle] as number);
    if (found === row) return middle;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
