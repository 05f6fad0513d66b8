const STEP = 0.02;

/** Keeps both panes at least `minimum` wide. */
export function clampShare(share: number, minimum: number): number {
  return Math.min(1 - minimum, Math.max(minimum, share));
}

/** Where a key moves the divider; null for keys that are not its own. */
export function keyedShare(key: string, share: number, minimum: number, initial: number): number | null {
  switch (key) {
    case "ArrowLeft":
      return clampShare(share - STEP, minimum);
    case "ArrowRight":
      return clampShare(share + STEP, minimum);
    case "Home":
      return minimum;
    case "End":
      return 1 - minimum;
    case "Enter":
      return initial;
    default:
      return null;
  }
}
