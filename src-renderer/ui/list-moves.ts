/** Moves of the active row over a list in which some rows (headings) are passed over. Pure. */

export type ListMove = "next" | "previous" | "first" | "last";

/** The index after the move; the same when there is nothing further; -1 when no row can be active. */
export function moveActive(count: number, active: number, move: ListMove, isSkipped: (index: number) => boolean): number {
  switch (move) {
    case "first":
      return search(0, 1) ?? -1;
    case "last":
      return search(count - 1, -1) ?? -1;
    case "next":
      return search(active + 1, 1) ?? clampActive(count, active, isSkipped);
    case "previous":
      return active < 0 ? (search(0, 1) ?? -1) : (search(active - 1, -1) ?? clampActive(count, active, isSkipped));
  }

  function search(from: number, step: 1 | -1): number | undefined {
    for (let index = from; index >= 0 && index < count; index += step) if (!isSkipped(index)) return index;
    return undefined;
  }
}

/** The active row after the list has changed: itself, else the nearest that can be active; -1 stays -1. */
export function clampActive(count: number, active: number, isSkipped: (index: number) => boolean): number {
  if (active < 0 || count === 0) return -1;
  const start = Math.min(active, count - 1);
  for (let index = start; index < count; index++) if (!isSkipped(index)) return index;
  for (let index = start; index >= 0; index--) if (!isSkipped(index)) return index;
  return -1;
}
