/** Index of the last element that is not greater than `value`; -1 when all are. The array rises. */
export function lastNotAbove(rising: readonly number[], value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Pages that hold the turns from `first` to `last`, both inclusive. `starts` is the first turn of each page. */
export function pagesBetween(starts: readonly number[], first: number, last: number): readonly number[] {
  if (last < first || starts.length === 0) return [];
  const from = Math.max(0, lastNotAbove(starts, first));
  const to = Math.max(from, lastNotAbove(starts, last));
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** The turn that begins at a line of the transcript's file, else the last that begins before it; null when none does. */
export function turnOfLine(lines: readonly number[], line: number): number | null {
  let best: number | null = null;
  for (const [turn, start] of lines.entries()) {
    if (start === line) return turn;
    if (start > 0 && start < line && (best === null || start > (lines[best] ?? 0))) best = turn;
  }
  return best;
}
