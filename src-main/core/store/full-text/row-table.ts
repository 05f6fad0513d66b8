import type { Postings } from "./postings.ts";

/** Rows numbered from 0, with their lengths in tokens: what is worked out for a row is kept in arrays by its number. */
export interface RowTable {
  readonly size: () => number;
  readonly rowAt: (number: number) => number;
  /** By number; until rows are added. */
  readonly lengths: () => Uint32Array;
  /** Adds rows, each larger than all before: how a table is filled. */
  append(rows: Float64Array, lengths: Uint32Array): void;
  /** Adds rows that came since. */
  add(row: number, length: number): void;
  /** How many were added since. */
  readonly added: () => number;
  /** The numbers of ascending rows; `missing` gets what has none, and -1 stands in its place. */
  numbersOf(rows: Float64Array, missing: number[]): Int32Array;
}

export function createRowTable(): RowTable {
  let rows = new Float64Array(1024);
  let lengths = new Uint32Array(1024);
  let used = 0;
  let ordered = 0;
  const later = new Map<number, number>();

  function reserve(size: number): void {
    if (size <= rows.length) return;
    const room = Math.max(size, Math.ceil(rows.length * 1.5));
    const [wider, longer] = [new Float64Array(room), new Uint32Array(room)];
    wider.set(rows);
    longer.set(lengths);
    [rows, lengths] = [wider, longer];
  }

  return {
    size: () => used,
    rowAt: (number) => rows[number] ?? 0,
    lengths: () => lengths,
    append(more, ofMore) {
      reserve(used + more.length);
      rows.set(more, used);
      lengths.set(ofMore, used);
      used += more.length;
      ordered = used;
    },
    add(row, length) {
      reserve(used + 1);
      rows[used] = row;
      lengths[used] = length;
      later.set(row, used++);
    },
    added: () => later.size,
    numbersOf(wanted, missing) {
      const numbers = new Int32Array(wanted.length);
      let at = 0;
      for (let place = 0; place < wanted.length; place++) {
        const row = wanted[place] as number;
        // In growing steps, then by halves: rows that lie close cost little, far ones too.
        let step = 1;
        while (at + step < ordered && (rows[at + step] as number) <= row) {
          at += step;
          step *= 2;
        }
        for (; step >= 1; step >>>= 1) if (at + step < ordered && (rows[at + step] as number) <= row) at += step;
        const number = ordered > 0 && rows[at] === row ? at : (later.get(row) ?? -1);
        if (number < 0) missing.push(row);
        numbers[place] = number;
      }
      return numbers;
    },
  };
}

/** Postings by the rows' numbers in a table. */
export interface NumberedPostings {
  readonly numbers: Int32Array;
  readonly counts: Int32Array;
}

/** @param lengthsOf looks up rows that the table does not have yet */
export function numbered(
  { rows, counts, length }: Postings,
  table: RowTable,
  lengthsOf: (rows: readonly number[]) => { readonly rows: Float64Array; readonly lengths: Uint32Array },
): NumberedPostings {
  const missing: number[] = [];
  let numbers = table.numbersOf(rows.subarray(0, length), missing);
  if (missing.length > 0) {
    const found = lengthsOf(missing);
    const lengths = new Map(Array.from(found.rows, (row, at) => [row, found.lengths[at] ?? 0]));
    for (const row of missing) table.add(row, lengths.get(row) ?? 0);
    numbers = table.numbersOf(rows.subarray(0, length), []);
  }
  return { numbers, counts: counts.subarray(0, length) };
}
