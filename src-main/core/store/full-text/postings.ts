/** The rows that hold a token, ascending, each with how often it stands in each column. */
export interface Postings {
  readonly length: number;
  readonly rows: Float64Array;
  /** Packed as the index's {@link ColumnLayout} says. */
  readonly counts: Int32Array;
}

/** How a row's counts share 30 bits. A count that is too large for its bits is kept as the largest that fits. */
export interface ColumnLayout {
  readonly shifts: readonly number[];
  readonly largest: readonly number[];
}

/** @param bits of each column, 30 together at most */
export function columnLayout(bits: readonly number[]): ColumnLayout {
  return {
    shifts: bits.map((_, column) => bits.slice(0, column).reduce((sum, width) => sum + width, 0)),
    largest: bits.map((width) => 2 ** width - 1),
  };
}

/** The bits of some columns in packed counts. */
export function columnBits({ shifts, largest }: ColumnLayout, columns: readonly number[]): number {
  return columns.reduce((bits, column) => bits | ((largest[column] ?? 0) << (shifts[column] ?? 0)), 0);
}

export const NO_POSTINGS: Postings = { length: 0, rows: new Float64Array(0), counts: new Int32Array(0) };

/** The postings of several segments as one list. Where two have the same row, the earlier list's counts. */
export function mergePostings(lists: readonly Postings[]): Postings {
  // Pairs of neighbours, and pairs of these: every row is copied few times, and earlier stays before later.
  let merged = lists.filter(({ length }) => length > 0);
  while (merged.length > 1) {
    merged = merged.flatMap((list, at) => {
      const next = merged[at + 1];
      return at % 2 === 1 ? [] : [next === undefined ? list : mergeTwo(list, next)];
    });
  }
  return merged[0] ?? NO_POSTINGS;
}

function mergeTwo(a: Postings, b: Postings): Postings {
  const rows = new Float64Array(a.length + b.length);
  const counts = new Int32Array(a.length + b.length);
  let length = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const left = i < a.length ? (a.rows[i] ?? 0) : Infinity;
    const right = j < b.length ? (b.rows[j] ?? 0) : Infinity;
    rows[length] = left < right ? left : right;
    counts[length++] = (left <= right ? a.counts[i] : b.counts[j]) ?? 0;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return { length, rows: rows.subarray(0, length), counts: counts.subarray(0, length) };
}

/** Without the rows that are in `removed`. */
export function withoutRows(postings: Postings, removed: ReadonlySet<number>): Postings {
  const { rows, counts } = { rows: postings.rows.slice(), counts: postings.counts.slice() };
  let length = 0;
  for (let at = 0; at < postings.length; at++) {
    const row = rows[at] ?? 0;
    if (removed.has(row)) continue;
    rows[length] = row;
    counts[length++] = counts[at] ?? 0;
  }
  return { length, rows: rows.subarray(0, length), counts: counts.subarray(0, length) };
}
