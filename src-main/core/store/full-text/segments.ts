/**
 * FTS5's own records, as sqlite/ext/fts5/fts5_index.c describes them ("Structure Records", "The Averages Record", "Tombstone Hash
 * Page"). The format is a part of SQLite's file format: it has not changed since contentless_delete came (3.43) and older files stay readable.
 */

/** One sorted run of the index. Its pages never change, but for those of a merge under way. */
export interface Segment {
  /** Used again after the segment is gone. */
  readonly id: number;
  /** Leaf pages; 0 when a merge has taken everything out of it. */
  readonly firstPage: number;
  readonly lastPage: number;
  /** Writes are numbered: the segment holds the rows of these. */
  readonly firstOrigin: number;
  readonly lastOrigin: number;
  /** Pages of its hash table of removed rows. */
  readonly tombstonePages: number;
  /** Rows removed since it was made. One that two segments of a merge may hold is counted with what the merge writes. */
  readonly removed: number;
  /** Rows it was made of; 0 as long as a merge writes it. */
  readonly entries: number;
  /** What a merge under way does with it. */
  readonly merge: "none" | "input" | "output" | "both";
}

export interface Structure {
  /** Grows with every leaf page that is written and every row that is removed, merges apart. */
  readonly writes: number;
  readonly segments: readonly Segment[];
}

/** A record was not what its format says. */
export class FullTextFormatError extends Error {}

const SECOND_VERSION = 0xff_00_00_01;
const COOKIE_BYTES = 4;
const VERSION_BYTES = 4;

/** The segments of a `contentless_delete` index. @throws FullTextFormatError */
export function readStructure(record: Uint8Array): Structure {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  if (record.length < COOKIE_BYTES + VERSION_BYTES || view.getUint32(COOKIE_BYTES) !== SECOND_VERSION)
    throw new FullTextFormatError("The full-text index has a structure record of another version.");
  const next = varints(record, COOKIE_BYTES + VERSION_BYTES);
  const levels = next();
  next(); // segments of all levels
  const writes = next();
  const segments: Segment[] = [];
  /** A merge writes the last segment of the level above its inputs. */
  let isMergedInto = false;
  for (let level = 0; level < levels; level++) {
    const inputs = next();
    const count = next();
    for (let at = 0; at < count; at++) {
      const [id, firstPage, lastPage, firstOrigin, lastOrigin] = [next(), next(), next(), next(), next()];
      const [tombstonePages, removed, entries] = [next(), next(), next()];
      const isOutput = isMergedInto && at === count - 1;
      const merge = at < inputs ? (isOutput ? "both" : "input") : isOutput ? "output" : "none";
      segments.push({ id, firstPage, lastPage, firstOrigin, lastOrigin, tombstonePages, removed, entries, merge });
    }
    isMergedInto = inputs > 0;
  }
  return { writes, segments };
}

/** How many rows the index has, and tokens in all of their columns together. */
export interface Averages {
  readonly rows: number;
  readonly tokens: number;
}

/** An index that nothing was written to has an empty record. */
export function readAverages(record: Uint8Array, columns: number): Averages {
  if (record.length === 0) return { rows: 0, tokens: 0 };
  const next = varints(record, 0);
  const rows = next();
  let tokens = 0;
  for (let column = 0; column < columns; column++) tokens += next();
  return { rows, tokens };
}

/** Tokens of one row, from its record of sizes: a number for each column. */
export function readLength(sizes: Uint8Array): number {
  let sum = 0;
  let value = 0;
  for (const byte of sizes) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      sum += value;
      value = 0;
    }
  }
  return sum;
}

/** SQLite's variable-length integers, most significant bits first, one after the other. Exact up to 2⁵³. @throws FullTextFormatError at the end */
function varints(bytes: Uint8Array, start: number): () => number {
  let at = start;
  return () => {
    let value = 0;
    for (let length = 1; ; length++) {
      const byte = bytes[at++];
      if (byte === undefined) throw new FullTextFormatError("A record of the full-text index is cut short.");
      if (length === 9) return value * 256 + byte;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  };
}
