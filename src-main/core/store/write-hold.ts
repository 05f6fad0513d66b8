import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { KnowledgeStore } from "./knowledge-store.ts";
import type { Remote } from "./service.ts";
import { WRITE_METHODS } from "./services.ts";

/** A store whose writes can be made to wait, while reads go on: for the last comparison before another store takes its place. */
export interface WriteHold {
  /** The same store. What writes through it waits while writes are held. */
  readonly store: Remote<KnowledgeStore>;
  /** Resolves when the writes under way have ended; from then on nothing is written. */
  hold(): Promise<void>;
  /** Lets the writes that waited go on. */
  release(): void;
  /** For good: writes that wait, and all that come, reject with `closed`. None of them has happened. */
  leave(): void;
}

export function holdWrites(store: Remote<KnowledgeStore>): WriteHold {
  const underWay = new Set<Promise<unknown>>();
  let gate: PromiseWithResolvers<void> | null = null;
  let isLeft = false;

  async function write(make: () => Promise<unknown>): Promise<unknown> {
    while (gate !== null) await gate.promise;
    if (isLeft) throw new VerdigrisError("closed", "The library has moved to another storage.");
    const made = make();
    underWay.add(made);
    try {
      return await made;
    } finally {
      underWay.delete(made);
    }
  }
  function open(): void {
    gate?.resolve();
    gate = null;
  }

  const methods = store as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
  const held = Object.fromEntries(
    WRITE_METHODS.map((name) => [name, (...args: readonly unknown[]) => write(async () => methods[name]?.(...args))]),
  );
  return {
    store: Object.freeze({ ...store, ...held }),
    async hold() {
      gate ??= Promise.withResolvers();
      await Promise.allSettled(underWay);
    },
    release: open,
    leave() {
      isLeft = true;
      open();
    },
  };
}
