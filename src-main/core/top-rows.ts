/** The `limit` rows with the largest scores seen so far: a binary min-heap in typed arrays. */
export interface TopRows {
  /** What a score must be above to enter; -Infinity while there is room. */
  readonly threshold: () => number;
  add(row: number, score: number): void;
  /** Best first; equal scores by row. Empties the heap. */
  take(): { readonly row: number; readonly score: number }[];
}

export function createTopRows(limit: number): TopRows {
  const rows = new Uint32Array(limit);
  const scores = new Float64Array(limit);
  let size = 0;

  function put(at: number, row: number, score: number): void {
    rows[at] = row;
    scores[at] = score;
  }
  const scoreAt = (at: number): number => scores[at] ?? 0;

  function rise(start: number, row: number, score: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (scoreAt(parent) <= score) break;
      put(at, rows[parent] ?? 0, scoreAt(parent));
      at = parent;
    }
    put(at, row, score);
  }

  function sink(row: number, score: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && scoreAt(child + 1) < scoreAt(child)) child++;
      if (scoreAt(child) >= score) break;
      put(at, rows[child] ?? 0, scoreAt(child));
      at = child;
    }
    put(at, row, score);
  }

  return {
    threshold: () => (size < limit ? -Infinity : scoreAt(0)),
    add(row, score) {
      if (size < limit) rise(size++, row, score);
      else if (score > scoreAt(0)) sink(row, score);
    },
    take() {
      const taken = Array.from({ length: size }, (_, at) => ({ row: rows[at] ?? 0, score: scoreAt(at) }));
      size = 0;
      return taken.sort((a, b) => b.score - a.score || a.row - b.row);
    },
  };
}
