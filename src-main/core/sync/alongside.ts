interface Listed {
  readonly id: number;
}

/** What two lists hold of ids above `after` up to `upTo`. */
export interface Stretch<T extends Listed> {
  readonly mine: readonly T[];
  readonly theirs: readonly T[];
  readonly after: number;
  readonly upTo: number;
}

/**
 * Two long lists side by side, a stretch of ids at a time, from the first to the last id there can be; neither is read again or held as a
 * whole. Each is read by pages: what comes after an id, in its order, empty at the end.
 */
export async function* alongside<T extends Listed>(
  readMine: (after: number) => Promise<readonly T[]>,
  readTheirs: (after: number) => Promise<readonly T[]>,
): AsyncGenerator<Stretch<T>> {
  const sides = [side(readMine), side(readTheirs)] as const;
  for (let after = -1; after < Number.MAX_SAFE_INTEGER;) {
    const ends = await Promise.all(sides.map((one) => one.fill()));
    const upTo = Math.min(...ends);
    const [mine, theirs] = [sides[0].take(upTo), sides[1].take(upTo)];
    yield { mine, theirs, after, upTo };
    after = upTo;
  }
}

function side<T extends Listed>(read: (after: number) => Promise<readonly T[]>) {
  let held: readonly T[] = [];
  let last = -1;
  let ended = false;
  return {
    /** Reads on when nothing is left. @returns up to which id it is known what there is. */
    async fill(): Promise<number> {
      if (held.length === 0 && !ended) {
        held = await read(last);
        last = held.at(-1)?.id ?? last;
        ended = held.length === 0;
      }
      return ended ? Number.MAX_SAFE_INTEGER : last;
    },
    take(upTo: number): readonly T[] {
      const end = held.findIndex(({ id }) => id > upTo);
      const taken = end < 0 ? held : held.slice(0, end);
      held = end < 0 ? [] : held.slice(end);
      return taken;
    },
  };
}
