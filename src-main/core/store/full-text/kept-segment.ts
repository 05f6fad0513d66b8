import type { Read } from "../ops/operation.ts";
import { holdsToken, postingsIn, readLeaves, readPostings, readTombstones, type FullTextTable, type Leaves } from "./full-text-reads.ts";
import { withoutRemoved } from "./postings.ts";
import { numbered, withoutNumbers } from "./row-lists.ts";
import type { NumberedPostings, RowTable } from "./row-table.ts";
import type { Continuity } from "./segment-continuity.ts";
import type { Segment } from "./segments.ts";
import { addedTombstones, type Tombstones } from "./tombstones.ts";

/** A segment with the lists that were read from it. */
export interface KeptSegment {
  readonly id: number;
  /** In postings: what is kept of it, whatever has a cost of its own counted as some. */
  readonly size: () => number;
  /** The rows that hold a token. */
  list(rows: RowTable, token: string): Read<NumberedPostings>;
  drop(token: string): void;
  /** Lets go of all lists, whose numbers are those of a table. */
  forget(): void;
  /** Takes up what the segment is in a later state. */
  follow(later: Segment, how: Continuity, isWritten: boolean): Read<void>;
}

/** What a segment holds of a token. */
interface List extends NumberedPostings {
  readonly isThere: boolean;
  /** How many of the segment's gone rows have left it. */
  readonly left: number;
  /** The segment's, when the list was last seen to be right. */
  stage: number;
}

const COST_OF_A_LIST = 16;
const COST_OF_A_PAGE = 512;
const NOTHING: NumberedPostings = { numbers: new Int32Array(0), counts: new Int32Array(0) };

export function* keepSegment(table: FullTextTable, first: Segment): Read<KeptSegment> {
  let segment = first;
  let tombstones: Tombstones = yield* readTombstones(table, segment);
  const lists = new Map<string, List>();
  let size = 0;
  /** Numbers of rows that were removed since the first list was read, and rows removed whose number was not looked up yet. */
  const gone: number[] = [];
  let removed: number[] = [];
  /** What merges do to it: a list of an earlier stage may be gone (shrunk) or have come (grown). */
  let change: Exclude<Continuity, "same"> | null = null;
  let stage = 0;
  /** Of a small segment; undefined until a list is read. */
  let leaves: Leaves | null | undefined;
  const known = new Map<number, number>();

  function put(token: string, list: List | null): void {
    const before = lists.get(token);
    if (before !== undefined) size -= COST_OF_A_LIST + before.numbers.length;
    if (list === null) lists.delete(token);
    else {
      size += COST_OF_A_LIST + list.numbers.length;
      lists.set(token, list);
    }
  }

  function setLeaves(read: Leaves | null | undefined): void {
    size += COST_OF_A_PAGE * ((read?.pages.length ?? 0) - (leaves?.pages.length ?? 0));
    leaves = read;
    known.clear();
  }

  /** A merge takes a list whole or leaves it, and writes it whole: only one that may be gone, or may have come, is looked for. */
  function* isRight(list: List, token: string): Read<boolean> {
    if (list.stage === stage) return true;
    const isSure = list.isThere ? change === "grown" || (yield* holdsToken(table, segment, token)) : change === "shrunk";
    if (isSure) list.stage = stage;
    return isSure;
  }

  function goneRows(rows: RowTable): readonly number[] {
    if (removed.length > 0) {
      for (const number of rows.numbersOf(Float64Array.from(removed).sort(), [])) if (number >= 0) gone.push(number);
      removed = [];
    }
    return gone;
  }

  function* read(rows: RowTable, token: string): Read<List> {
    if (leaves === undefined) setLeaves(segment.merge === "none" ? yield* readLeaves(table, segment) : null);
    const found = leaves ? postingsIn(table, leaves, token) : yield* readPostings(table, segment, token);
    const postings = found === null ? NOTHING : yield* numbered(table, withoutRemoved(found, tombstones), rows, leaves ? known : null);
    return { ...postings, isThere: found !== null, left: goneRows(rows).length, stage };
  }

  function forget(): void {
    lists.clear();
    known.clear();
    gone.length = 0;
    removed = [];
    size = COST_OF_A_PAGE * (leaves?.pages.length ?? 0);
  }

  return {
    id: segment.id,
    size: () => size,
    *list(rows, token) {
      let list = lists.get(token);
      if (list === undefined || !(yield* isRight(list, token))) {
        list = yield* read(rows, token);
        put(token, list);
      }
      const { left } = list;
      const all = goneRows(rows);
      if (left === all.length) return list;
      list = { ...list, ...withoutNumbers(list, all.slice(left), rows), left: all.length };
      put(token, list);
      return list;
    },
    drop: (token) => put(token, null),
    forget,
    *follow(later, how, isWritten) {
      const isSame = segment.tombstonePages === later.tombstonePages && segment.removed === later.removed;
      // A row that two segments of a merge may hold is removed from both, and counted with one.
      if (isWritten && (!isSame || later.merge !== "none" || segment.merge !== "none")) {
        const read = yield* readTombstones(table, later);
        if (lists.size > 0) removed.push(...addedTombstones(tombstones, read));
        tombstones = read;
      }
      segment = later;
      if (how === "same") return;
      change = how;
      stage++;
      setLeaves(null);
    },
  };
}
