/**
 * FTS5's own records, as sqlite/ext/fts5/fts5_index.c describes them ("Structure Records", "The Averages Record", "Tombstone Hash
 * Page"). The format is a part of SQLite's file format: it has not changed since contentless_delete came (3.43) and older files stay readable.
 */

/** One sorted run of the index. */
export interface Segment {
  readonly id: number;
  /** Leaf pages; 0 when a merge has taken everything out of it. */
  readonly firstPage: number;
  readonly lastPage: number;
  /** Pages of its hash table of removed rows. */
  readonly tombstonePages: number;
}

/** A record was not what its format says. */
export class FullTextFormatError extends Error {}

const SECOND_VERSION = 0xff_00_00_01;
const COOKIE_BYTES = 4;
const VERSION_BYTES = 4;

/** The segments of a `contentless_delete` index, newest first. @throws FullTextFormatError */
export function readSegments(record: Uint8Array): Segment[] {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  if (record.length < COOKIE_BYTES + VERSION_BYTES || view.getUint32(COOKIE_BYTES) !== SECOND_VERSION)
    throw new FullTextFormatError("The full-text index has a structure record of another version.");
  const next = varints(record, COOKIE_BYTES + VERSION_BYTES);
  const levels = next();
  next(); // segments of all levels
  next(); // write counter
  const segments: Segment[] = [];
  for (let level = 0; level < levels; level++) {
    next(); // inputs of a merge under way
    const ofLevel: Segment[] = [];
    for (let left = next(); left > 0; left--) {
      const [id, firstPage, lastPage] = [next(), next(), next()];
      next(); // lowest origin
      next(); // highest origin
      const tombstonePages = next();
      next(); // tombstones
      next(); // entries
      ofLevel.push({ id, firstPage, lastPage, tombstonePages });
    }
    segments.push(...ofLevel.toReversed());
  }
  return segments;
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

const TOMBSTONE_HEADER = 8;

/** Adds a tombstone page's rows to `removed`. */
export function readTombstones(page: Uint8Array, removed: Set<number>): void {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const size = page[0] === 4 ? 4 : 8;
  if (page[1] === 1) removed.add(0);
  for (let at = TOMBSTONE_HEADER; at + size <= page.length; at += size) {
    const row = size === 4 ? view.getUint32(at) : view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
    if (row !== 0) removed.add(row);
  }
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
