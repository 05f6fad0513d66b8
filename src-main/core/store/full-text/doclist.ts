import { FullTextFormatError } from "./segments.ts";
import type { ColumnLayout, Postings } from "./postings.ts";

/**
 * FTS5's leaf pages and doclists (sqlite/ext/fts5/fts5_index.c, "Segment leaves"). A page begins with where its first row stands and
 * where its footer begins; the footer says where terms stand. A doclist is rows, each as the difference to the one before (the first of
 * the list and of each page as it is), and after each its positions, which may run on over the next pages.
 */

const HEADER = 4;
const COLUMN_FOLLOWS = 1;

/** A part of a page. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A term's part of its first page. */
export interface TermPlace extends Span {
  /** The page ends before another term begins: the list may go on, on the pages after it. */
  readonly isOpen: boolean;
}

/** Where the doclist of a term begins on a page; null when the page has no such term. */
export function findTerm(page: Uint8Array, term: Uint8Array): TermPlace | null {
  const footer = uint16(page, 2);
  const reader = new Cursor(page, footer);
  const entry = new Cursor(page, 0);
  let offset = 0;
  /** So many bytes of the term before, which was smaller, are the wanted term's. */
  let same = 0;
  for (let isFirst = true; reader.at < page.length; isFirst = false) {
    offset += reader.varint();
    entry.at = offset;
    const kept = isFirst ? 0 : entry.varint();
    const added = entry.varint();
    const start = entry.at + added;
    if (start > footer) throw new FullTextFormatError("A page of the full-text index is damaged.");
    if (kept > same) continue; // It differs from the wanted one where the one before did.
    same = kept;
    let at = 0;
    while (at < added && same < term.length && page[entry.at + at] === term[same]) {
      at++;
      same++;
    }
    if (at === added && same === term.length) {
      const isLast = reader.at >= page.length;
      return { start, end: isLast ? footer : offset + reader.varint(), isOpen: isLast };
    }
    // Terms ascend: this one is past it.
    if (at < added && (same === term.length || (page[entry.at + at] as number) > (term[same] as number))) return null;
  }
  return null;
}

/** The first term that begins on a page; null when none does. */
export function firstTerm(page: Uint8Array): Uint8Array | null {
  const footer = uint16(page, 2);
  if (footer >= page.length) return null;
  const entry = new Cursor(page, new Cursor(page, footer).varint());
  const length = entry.varint();
  return page.subarray(entry.at, entry.at + length);
}

/** What of a page belongs to the list before its first term. `isOpen` when there is no term. */
export function beforeFirstTerm(page: Uint8Array): TermPlace {
  const footer = uint16(page, 2);
  const isOpen = footer >= page.length;
  return { start: HEADER, end: isOpen ? footer : new Cursor(page, footer).varint(), isOpen };
}

/** Reads one doclist, page by page. */
export class DoclistReader {
  readonly #layout: ColumnLayout;
  readonly #increments: Int32Array;
  /** So many positions overflow no column's bits. */
  readonly #safe: number;
  #rows = new Float64Array(64);
  #counts = new Int32Array(64);
  #length = 0;
  #row = 0;
  #isFirst = true;
  /** Bytes of the row's positions that are still to come, on the next page. */
  #left = 0;
  #column = 0;
  #columnFollows = false;
  readonly #ofColumns: number[];

  constructor(layout: ColumnLayout) {
    this.#layout = layout;
    this.#increments = Int32Array.from(layout.shifts, (shift) => 1 << shift);
    this.#safe = Math.min(...layout.largest);
    this.#ofColumns = layout.shifts.map(() => 0);
  }

  finish(): Postings {
    return { length: this.#length, rows: this.#rows.subarray(0, this.#length), counts: this.#counts.subarray(0, this.#length) };
  }

  /** What is read in a search's time is read here: plain loops over bytes, no call for a row. */
  read(page: Uint8Array, { start, end }: Span): void {
    const firstRow = uint16(page, 0);
    const increments = this.#increments;
    const safe = this.#safe;
    let at = this.#left > 0 ? this.#positions(page, start, end) : start;
    let row = this.#row;
    while (at < end) {
      const isWhole = this.#isFirst || at === firstRow;
      let byte = page[at++] as number;
      let delta = byte & 0x7f;
      while (byte >= 0x80) {
        byte = page[at++] as number;
        delta = delta * 128 + (byte & 0x7f);
      }
      row = isWhole ? delta : row + delta;
      this.#isFirst = false;
      byte = page[at++] as number;
      let size = byte & 0x7f;
      while (byte >= 0x80) {
        byte = page[at++] as number;
        size = size * 128 + (byte & 0x7f);
      }
      size >>>= 1; // The lowest bit marks what is removed, in indexes that keep their text.
      const stop = at + size;
      if (stop > end || size > safe) {
        this.#row = row;
        this.#left = size;
        this.#column = 0;
        this.#ofColumns.fill(0);
        at = this.#positions(page, at, end);
        continue;
      }
      let packed = 0;
      let increment = increments[0] as number;
      while (at < stop) {
        byte = page[at++] as number;
        if (byte === COLUMN_FOLLOWS) increment = increments[page[at++] as number] as number;
        else {
          while (byte >= 0x80) byte = page[at++] as number;
          packed += increment;
        }
      }
      if (size > 0) this.#add(row, packed);
    }
    this.#row = row;
  }

  /** Counts what of the row's positions is on this page; where it ends. */
  #positions(page: Uint8Array, start: number, end: number): number {
    const stop = Math.min(end, start + this.#left);
    for (let at = start; at < stop;) {
      let byte = page[at++] ?? 0;
      if (this.#columnFollows) {
        this.#column = byte;
        this.#columnFollows = false;
      } else if (byte === COLUMN_FOLLOWS) this.#columnFollows = true;
      else {
        while (byte >= 0x80) byte = page[at++] ?? 0;
        this.#ofColumns[this.#column] = (this.#ofColumns[this.#column] ?? 0) + 1;
      }
    }
    this.#left -= stop - start;
    if (this.#left === 0 && stop > start) {
      const { shifts, largest } = this.#layout;
      this.#add(
        this.#row,
        this.#ofColumns.reduce((packed, count, column) => packed | (Math.min(count, largest[column] ?? 0) << (shifts[column] ?? 0)), 0),
      );
    }
    return stop;
  }

  #add(row: number, packed: number): void {
    if (this.#length === this.#rows.length) {
      const [rows, counts] = [new Float64Array(4 * this.#length), new Int32Array(4 * this.#length)];
      rows.set(this.#rows);
      counts.set(this.#counts);
      [this.#rows, this.#counts] = [rows, counts];
    }
    this.#rows[this.#length] = row;
    this.#counts[this.#length++] = packed;
  }
}

class Cursor {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Of a size or an offset: a few bytes. */
  varint(): number {
    let value = 0;
    for (;;) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new FullTextFormatError("A page of the full-text index is cut short.");
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  }
}

function uint16(page: Uint8Array, at: number): number {
  return ((page[at] ?? 0) << 8) | (page[at + 1] ?? 0);
}
