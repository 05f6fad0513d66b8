import { lstat, lstatSync, type Stats } from "node:fs";

/** Null: nothing is there. */
export type Seen = Stats | NodeJS.ErrnoException | null;

/** Looks at a path, not following a link. */
export type Look = (path: string) => Seen | Promise<Seen>;

/** A local disk answers in a few microseconds; through a thread of the pool the same costs ten times as much. */
const EXPECTED_MS = 0.03;
/** What looks may take beyond that until the disk counts as slow. Nothing else is answered meanwhile. */
const PATIENCE_MS = 5;
/** A single look counts for no more: the processor may have been taken away. */
const MOST_MS = 2;

/**
 * Looks in line, as long as that is quick; once the file system lets us wait (a network's, a disk that is not in the cache), through threads, many at once.
 */
export function createLook(now: () => number = () => performance.now()): Look {
  let waited = 0;
  return (path) => {
    if (waited > PATIENCE_MS) return new Promise((resolve) => lstat(path, (error, stat) => resolve(error === null ? stat : asSeen(error))));
    const started = now();
    try {
      return lstatSync(path, { throwIfNoEntry: false }) ?? null;
    } catch (error) {
      return asSeen(error as NodeJS.ErrnoException);
    } finally {
      waited = Math.max(0, waited + Math.min(MOST_MS, now() - started) - EXPECTED_MS);
    }
  };
}

function asSeen(error: NodeJS.ErrnoException): Seen {
  return error.code === "ENOENT" || error.code === "ENOTDIR" ? null : error;
}
