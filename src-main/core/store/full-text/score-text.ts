import type { ColumnLayout } from "./postings.ts";
import type { RowTable, TokenPostings } from "./row-table.ts";
import type { Averages } from "./segments.ts";
import type { Leaf, TextQuery } from "./text-query.ts";

/** FTS5's BM25 (sqlite/ext/fts5/fts5_aux.c): https://en.wikipedia.org/wiki/Okapi_BM25 with these constants. */
const K1 = 1.2;
const B = 0.75;
/** The least a token counts for: one in more than half of the rows would count negative. */
const LEAST_IDF = 1e-6;
/** Marks a row that is looked at; above the bits of the leaves. */
const SEEN = 1 << 30;

export interface ScoringContext {
  readonly layout: ColumnLayout;
  /** In the order of the columns. */
  readonly weights: readonly number[];
  readonly averages: Averages;
  readonly table: RowTable;
}

/** Numbers of the rows that match, and their scores. */
export interface Scored {
  readonly numbers: readonly number[];
  readonly scores: readonly number[];
}

/** A place for each row of the largest table so far, all zero between two questions. */
let seen = new Int32Array(0);
let sums = new Float64Array(0);

/**
 * What matches, with the scores of `-bm25()` for the same expression. One list is gone through after the other, adding to its rows' sums.
 * What must be held is looked for first, so that of frequent tokens only the rows are scored that count.
 * @param postings of the query's tokens, in their order
 */
export function scoreText(query: TextQuery, postings: readonly TokenPostings[], context: ScoringContext): Scored {
  const { averages, table } = context;
  const { numbers: rows, isOpen } = candidates(query, postings, table.size());
  const lengths = table.lengths();
  const average = averages.rows === 0 ? 1 : averages.tokens / averages.rows;
  for (const [token, list] of postings.entries()) {
    const leaves = query.leaves
      .map((leaf, at) => ({ ...leaf, bit: 1 << at }))
      .filter((leaf) => leaf.token === token)
      .map((leaf) => ({
        ...leaf,
        factor: leaf.times === 0 ? 0 : (K1 + 1) * leaf.times * idf(averages.rows, holding(list, leaf)),
      }));
    for (const { numbers, counts } of list.parts) {
      for (let at = 0; at < numbers.length; at++) {
        const number = numbers[at] as number;
        let bits = seen[number] as number;
        if (bits === 0) {
          if (!isOpen) continue;
          bits = SEEN;
          rows.push(number);
        }
        const packed = counts[at] as number;
        const norm = K1 * (1 - B + (B * (lengths[number] as number)) / average);
        for (const { columns, bit, factor } of leaves) {
          if ((packed & columns) === 0) continue;
          bits |= bit;
          if (factor === 0) continue;
          const often = frequency(packed & columns, context);
          sums[number] = (sums[number] as number) + (factor * often) / (often + norm);
        }
        seen[number] = bits;
      }
    }
  }
  return collect(query, rows);
}

/** How many rows match. */
export function countText(query: TextQuery, postings: readonly TokenPostings[], size: number): number {
  const [only, another] = query.leaves;
  if (only !== undefined && another === undefined) return holding(postings[only.token], only);
  const { numbers } = candidates(query, postings, size);
  markAll(query.leaves, postings, numbers, query.match.length > 1);
  return collect(query, numbers).numbers.length;
}

/** The rows to look at, marked. `isOpen` when every row of a list is one. */
function candidates(query: TextQuery, postings: readonly TokenPostings[], size: number): { numbers: number[]; isOpen: boolean } {
  if (seen.length < size) [seen, sums] = [new Int32Array(size), new Float64Array(size)];
  const numbers: number[] = [];
  const leading = leadingLeaves(query, postings);
  for (const { token, columns } of leading ?? []) {
    for (const part of postings[token]?.parts ?? []) {
      for (let at = 0; at < part.numbers.length; at++) {
        if (((part.counts[at] as number) & columns) === 0) continue;
        const number = part.numbers[at] as number;
        if (seen[number] !== 0) continue;
        seen[number] = SEEN;
        numbers.push(number);
      }
    }
  }
  return { numbers, isOpen: leading === null };
}

/** Leaves of which one must be held by what matches; null when that is no less than all. */
function leadingLeaves({ leaves, match, within }: TextQuery, postings: readonly TokenPostings[]): readonly Leaf[] | null {
  if (within?.every(isSingle) === true) return leaves.filter((_, at) => within.includes(1 << at));
  const [all, another] = match;
  if (all === undefined || another !== undefined) return null;
  const sizeOf = ({ token }: Leaf): number => postings[token]?.length ?? 0;
  const [shortest] = leaves.filter((_, at) => (all & (1 << at)) !== 0).sort((a, b) => sizeOf(a) - sizeOf(b));
  return shortest === undefined ? null : [shortest];
}

function markAll(leaves: readonly Leaf[], postings: readonly TokenPostings[], rows: number[], isOpen: boolean): void {
  for (const [index, { token, columns }] of leaves.entries()) {
    for (const { numbers, counts } of postings[token]?.parts ?? []) {
      for (let at = 0; at < numbers.length; at++) {
        const number = numbers[at] as number;
        if (((counts[at] as number) & columns) === 0) continue;
        if (seen[number] === 0) {
          if (!isOpen) continue;
          rows.push(number);
        }
        seen[number] = (seen[number] as number) | SEEN | (1 << index);
      }
    }
  }
}

/** Those of the rows that hold what they must; leaves the marks and sums as they were before. */
function collect({ match, within }: TextQuery, rows: readonly number[]): Scored {
  const matches = anyHeld(match);
  const isWithin = within === null ? null : anyHeld(within);
  const numbers: number[] = [];
  const scores: number[] = [];
  for (const number of rows) {
    const held = seen[number] as number;
    if (matches(held) && isWithin?.(held) !== false) {
      numbers.push(number);
      scores.push(sums[number] as number);
    }
    seen[number] = 0;
    sums[number] = 0;
  }
  return { numbers, scores };
}

function isSingle(set: number): boolean {
  return (set & (set - 1)) === 0;
}

function anyHeld(sets: readonly number[]): (held: number) => boolean {
  const single = sets.filter(isSingle).reduce((bits, set) => bits | set, 0);
  const several = sets.filter((set) => !isSingle(set));
  return (held) => (held & single) !== 0 || several.some((set) => (held & set) === set);
}

function frequency(packed: number, { layout: { shifts, largest }, weights }: ScoringContext): number {
  let sum = 0;
  for (let column = 0; column < weights.length; column++)
    sum += (weights[column] as number) * ((packed >> (shifts[column] as number)) & (largest[column] as number));
  return sum;
}

function holding(postings: TokenPostings | undefined, { columns, isAnywhere }: Leaf): number {
  if (isAnywhere) return postings?.length ?? 0;
  let count = 0;
  for (const { counts } of postings?.parts ?? [])
    for (let at = 0; at < counts.length; at++) if (((counts[at] as number) & columns) !== 0) count++;
  return count;
}

function idf(rows: number, holding: number): number {
  return Math.max(LEAST_IDF, Math.log((rows - holding + 0.5) / (holding + 0.5)));
}
