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

/** Without the rows that were removed. */
export function withoutRemoved(postings: Postings, removed: { has(row: number): boolean }): Postings {
  const rows = new Float64Array(postings.length);
  const counts = new Int32Array(postings.length);
  let length = 0;
  for (let at = 0; at < postings.length; at++) {
    const row = postings.rows[at] as number;
    if (removed.has(row)) continue;
    rows[length] = row;
    counts[length++] = postings.counts[at] as number;
  }
  return { length, rows: rows.subarray(0, length), counts: counts.subarray(0, length) };
}
