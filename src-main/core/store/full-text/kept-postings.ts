import type { Read } from "../ops/operation.ts";
import type { FullTextTable } from "./full-text-reads.ts";
import { keepSegment, type KeptSegment } from "./kept-segment.ts";
import type { NumberedPostings, RowTable, TokenPostings } from "./row-table.ts";
import { continuityOf } from "./segment-continuity.ts";
import { readStructure, type Structure } from "./segments.ts";

/**
 * Postings kept by the segments they were read from. A write adds a small segment, and here and there a merge makes one of several: only
 * what is new is read, and rows that were removed leave the lists they are in.
 */
export interface KeptPostings {
  /**
   * Takes up an index's structure record: to be run first in a snapshot that may be another one. Returns the first of the writes that may be
   * new; Infinity when there is none.
   */
  refresh(structure: Uint8Array | null): Read<number>;
  postings(rows: RowTable, token: string): Read<TokenPostings>;
  /** Lets go of the lists longest unasked until no more than so many postings are kept; the latest token's stay. */
  shrink(most: number): void;
  /** Lets go of all lists, whose numbers are those of a table. */
  forget(): void;
}

const NO_STRUCTURE: Structure = { writes: 0, segments: [] };

export function keepPostings(table: FullTextTable): KeptPostings {
  let segments: readonly KeptSegment[] = [];
  let structure = NO_STRUCTURE;
  let record: Uint8Array | null = null;
  /** The latest asked is last. */
  const asked = new Set<string>();
  /** Put together since the index was last another one: a search asks for a token more than once. */
  const ready = new Map<string, TokenPostings>();

  function* take(next: Structure): Read<number> {
    const going = continuityOf(structure, next);
    const known = new Map(segments.map((segment) => [segment.id, segment]));
    const taken: KeptSegment[] = [];
    let from = Infinity;
    for (const segment of next.segments) {
      if (segment.firstPage === 0) continue;
      const [kept, how] = [known.get(segment.id), going.get(segment.id)];
      if (kept !== undefined && how !== undefined) {
        yield* kept.follow(segment, how, next.writes !== structure.writes);
        taken.push(kept);
      } else {
        taken.push(yield* keepSegment(table, segment));
        from = Math.min(from, segment.firstOrigin);
      }
    }
    segments = taken;
    structure = next;
    return from;
  }

  return {
    *refresh(next) {
      if (next !== null && record !== null && Buffer.compare(record, next) === 0) return Infinity;
      ready.clear();
      if (next === null) [segments, structure, record] = [[], NO_STRUCTURE, null];
      if (next === null) return 0;
      const from = yield* take(readStructure(next));
      record = next;
      return from;
    },
    *postings(rows, token) {
      asked.delete(token);
      asked.add(token);
      const known = ready.get(token);
      if (known !== undefined) return known;
      const parts: NumberedPostings[] = [];
      let length = 0;
      for (const segment of segments) {
        const list = yield* segment.list(rows, token);
        if (list.numbers.length > 0) parts.push(list);
        length += list.numbers.length;
      }
      const found = { parts, length };
      ready.set(token, found);
      return found;
    },
    shrink(most) {
      let size = segments.reduce((sum, segment) => sum + segment.size(), 0);
      for (const token of asked) {
        if (size <= most || asked.size === 1) break;
        asked.delete(token);
        ready.delete(token);
        for (const segment of segments) {
          size -= segment.size();
          segment.drop(token);
          size += segment.size();
        }
      }
    },
    forget() {
      for (const segment of segments) segment.forget();
      asked.clear();
      ready.clear();
    },
  };
}
