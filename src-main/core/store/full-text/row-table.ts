/** Rows numbered from 0, with their lengths in tokens: what is worked out for a row is kept in arrays by its number, which never changes. */
export interface RowTable {
  readonly size: () => number;
  readonly rowAt: (number: number) => number;
  /** By number; until rows are added. */
  readonly lengths: () => Uint32Array;
  /** Adds rows, each larger than all before: how a table is filled. */
  append(rows: Float64Array, lengths: Uint32Array): void;
  /** Adds a row that came since. */
  add(row: number, length: number): void;
  /** Rows that the table does not have stay unknown. */
  setLengths(rows: Float64Array, lengths: Uint32Array): void;
  /** The numbers of ascending rows; `missing` gets what has none, and -1 stands in its place. */
  numbersOf(rows: Float64Array, missing: number[]): Int32Array;
}

/** Rows that came since are put in their order when they are more than so many, or than such a part of all. */
const MOST_UNORDERED = 4096;
const UNORDERED_PART = 1 / 16;

export function createRowTable(): RowTable {
  let rows = new Float64Array(1024);
  let lengths = new Uint32Array(1024);
  let used = 0;
  /** Numbers in the order of their rows; null as long as that is the order of the numbers. */
  let order: Int32Array | null = null;
  let ordered = 0;
  /** Row → number, of those that have no place in the order yet. */
  const later = new Map<number, number>();

  function reserve(size: number): void {
    if (size <= rows.length) return;
    const room = Math.max(size, Math.ceil(rows.length * 1.5));
    const [wider, longer] = [new Float64Array(room), new Uint32Array(room)];
    wider.set(rows);
    longer.set(lengths);
    [rows, lengths] = [wider, longer];
  }

  const inOrder = (place: number): number => (order === null ? place : (order[place] as number));

  function putInOrder(): void {
    const added = Int32Array.from(later.values()).sort((a, b) => (rows[a] as number) - (rows[b] as number));
    const merged = new Int32Array(used);
    for (let place = 0, i = 0, j = 0; place < used; place++) {
      const [old, young] = [inOrder(i), added[j] ?? 0];
      const isOld = j >= added.length || (i < ordered && (rows[old] as number) < (rows[young] as number));
      merged[place] = isOld ? old : young;
      if (isOld) i++;
      else j++;
    }
    order = merged;
    ordered = used;
    later.clear();
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
      if (later.size > Math.max(MOST_UNORDERED, UNORDERED_PART * ordered)) putInOrder();
    },
    setLengths(changed, ofChanged) {
      const ascending = Float64Array.from(changed).sort();
      const numbers = new Map(Array.from(this.numbersOf(ascending, []), (number, at) => [ascending[at] as number, number]));
      for (let at = 0; at < changed.length; at++) {
        const number = numbers.get(changed[at] as number) ?? -1;
        if (number >= 0) lengths[number] = ofChanged[at] as number;
      }
    },
    numbersOf(wanted, missing) {
      const numbers = new Int32Array(wanted.length);
      let at = 0;
      for (let place = 0; place < wanted.length; place++) {
        const row = wanted[place] as number;
        // In growing steps, then by halves: rows that lie close cost little, far ones too.
        let step = 1;
        while (at + step < ordered && (rows[inOrder(at + step)] as number) <= row) {
          at += step;
          step *= 2;
        }
        for (; step >= 1; step >>>= 1) if (at + step < ordered && (rows[inOrder(at + step)] as number) <= row) at += step;
        const number = ordered > 0 && rows[inOrder(at)] === row ? inOrder(at) : (later.get(row) ?? -1);
        if (number < 0) missing.push(row);
        numbers[place] = number;
      }
      return numbers;
    },
  };
}

/** Postings by the rows' numbers in a table; rows ascend. */
export interface NumberedPostings {
  readonly numbers: Int32Array;
  readonly counts: Int32Array;
}

/** All of a token's postings, of which each row is in one part. */
export interface TokenPostings {
  readonly parts: readonly NumberedPostings[];
  readonly length: number;
}
