import type { Segment, Structure } from "./segments.ts";

/**
 * What a segment of a later state is of an earlier state's segment: the `same`; what a merge has `shrunk` to some of its terms, each whole
 * or gone; or what a merge has `grown` by further terms.
 */
export type Continuity = "same" | "shrunk" | "grown";

/** A row without a token goes without being removed. So many times more rows than such are taken to have one. */
const MARGIN = 2;

/**
 * Which segments go on, by their numbers. A number is used again, and so are the numbers of writes once an index is empty from some
 * write on, so that neither says that it is the segment it was. Two things do:
 *
 * To be written again under the same origins, a segment and all that are newer must have lost every row, and each removed row counts in
 * `writes`: as long as fewer were counted than these segments had rows, it cannot have happened.
 *
 * To be made again from itself (a merge of one segment, twice), it would have to have the same number of entries: merges leave removed rows
 * out, and without one it holds what it held.
 */
export function continuityOf(before: Structure, after: Structure): ReadonlyMap<number, Continuity> {
  const written = after.writes - before.writes;
  const earlier = new Map(before.segments.map((segment) => [segment.id, segment]));
  const found = new Map<number, Continuity>();
  for (const segment of after.segments) {
    const known = earlier.get(segment.id);
    if (known === undefined || known.firstOrigin !== segment.firstOrigin || known.lastOrigin !== segment.lastOrigin) continue;
    if (written < 0 || MARGIN * written >= rowsFrom(before, known.firstOrigin)) continue;
    if (entriesOf(before, known) !== entriesOf(after, segment)) continue;
    const how = change(known, segment);
    if (how !== null) found.set(segment.id, how);
  }
  return found;
}

function change(known: Segment, segment: Segment): Continuity | null {
  const from = known.merge;
  const to = segment.merge;
  if (from === "none" && to === "none") return known.firstPage === segment.firstPage && known.lastPage === segment.lastPage ? "same" : null;
  if ((from === "none" || from === "input") && to === "input") return "shrunk";
  return from === "output" && (to === "output" || to === "none") ? "grown" : null;
}

/** Rows of a write and all that came after it. */
function rowsFrom({ segments }: Structure, origin: number): number {
  let rows = 0;
  for (const { lastOrigin, entries, removed } of segments) if (lastOrigin >= origin) rows += entries - removed;
  return rows;
}

/** A segment's entries, or what they will be when the merge that writes it is done. */
function entriesOf({ segments }: Structure, segment: Segment): number {
  let sum = segment.entries;
  for (const one of segments) {
    const isWithin = one !== segment && one.firstOrigin >= segment.firstOrigin && one.lastOrigin <= segment.lastOrigin;
    if (isWithin) sum += one.entries - one.removed;
  }
  return sum;
}
