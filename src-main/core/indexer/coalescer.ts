/** Gathers what is to be written while a write is under way, and writes it as the next one. */
export interface Coalescer<T> {
  /** Resolves when these items have been written; rejects when their write failed, with all that were written with them. */
  add(items: readonly T[]): Promise<void>;
}

/**
 * Group commit: a transaction costs the same for one batch and for several, so a writer that falls behind writes larger ones
 * instead of keeping everybody waiting. How much can gather is bounded by how many callers there are.
 */
export function createCoalescer<T>(write: (items: readonly T[]) => Promise<void>): Coalescer<T> {
  let gathered: T[] = [];
  let next: Promise<void> | null = null;
  let current: Promise<void> = Promise.resolve();

  return {
    add(items) {
      if (items.length === 0) return Promise.resolve();
      gathered.push(...items);
      next ??= current.then(() => {
        const taken = gathered;
        gathered = [];
        next = null;
        const written = write(taken);
        current = written.catch(() => undefined);
        return written;
      });
      return next;
    },
  };
}
