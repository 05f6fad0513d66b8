import type { LineRange } from "../../../src-shared/domain/index.ts";

/**
 * Where lines of a file as it lies here stand in it as it was committed. Exact outside the part that differs (what is before and after it is
 * the same in both); inside, the whole differing part, since any of it may be what the lines came from. Null when they are new altogether.
 */
export function mapLines(here: readonly string[], committed: readonly string[], range: LineRange): LineRange | null {
  let before = 0;
  while (before < here.length && before < committed.length && here[before] === committed[before]) before += 1;
  let after = 0;
  while (after < here.length - before && after < committed.length - before && here.at(-1 - after) === committed.at(-1 - after)) after += 1;
  const shift = committed.length - here.length;
  const tail = here.length - after;
  const map = (line: number, isStart: boolean): number => {
    if (line <= before) return line;
    if (line > tail) return line + shift;
    return isStart ? before + 1 : committed.length - after;
  };
  const start = Math.max(1, map(range.start, true));
  const end = Math.min(committed.length, map(range.end, false));
  return start > end ? null : { start, end };
}
