import type { CoreHandlers } from "../../../src-shared/contract/index.ts";
import { coreContract } from "../../../src-shared/contract/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { atMost } from "../at-most.ts";

/** What answers calls: a library that serves. */
export interface Answering {
  readonly handlers: CoreHandlers;
  close(): Promise<void>;
}

/** Hands calls to the library that serves, and lets another take its place while clients stay connected. */
export interface Switchboard<L extends Answering> {
  readonly handlers: CoreHandlers;
  current(): L;
  /** From now on a call that the library cannot answer any more waits for the next one, and is made again there. */
  leave(): void;
  /** The next one serves. The one before is closed when its last call has ended. */
  replace(next: L): void;
  /** Resolves when none but the one that serves is open. */
  retired(): Promise<void>;
}

interface Seat<L> {
  readonly library: L;
  readonly replaced: PromiseWithResolvers<void>;
  isLeft: boolean;
  running: number;
  onIdle: (() => void) | null;
}

/** How long calls of a library that was replaced may take to end: some wait for a server that does not answer. */
const DRAIN_MS = 30_000;

type AnyHandler = (input: unknown, context: { readonly signal: AbortSignal }) => unknown;

export function createSwitchboard<L extends Answering>(first: L, onError: (error: unknown) => void): Switchboard<L> {
  let seat = seatOf(first);
  let retiring: Promise<void> = Promise.resolve();

  async function call(name: keyof CoreHandlers, input: unknown, context: { readonly signal: AbortSignal }): Promise<unknown> {
    for (;;) {
      const mine = seat;
      mine.running++;
      try {
        return await (mine.library.handlers[name] as AnyHandler)(input, context);
      } catch (error) {
        // Nothing is written to a library that is left: what failed by its end can be asked of the next one, whatever it was.
        const isCutOff = mine.isLeft && error instanceof VerdigrisError && error.code === "closed";
        if (!isCutOff || context.signal.aborted) throw error;
      } finally {
        if (--mine.running === 0) mine.onIdle?.();
      }
      await mine.replaced.promise;
    }
  }
  async function retire(left: Seat<L>): Promise<void> {
    if (left.running > 0) await atMost(DRAIN_MS, new Promise<void>((resolve) => (left.onIdle = resolve)));
    await left.library.close();
  }

  const names = Object.keys(coreContract.methods) as (keyof CoreHandlers)[];
  return {
    handlers: Object.fromEntries(
      names.map((name) => [name, (input: unknown, context: never) => call(name, input, context)]),
    ) as unknown as CoreHandlers,
    current: () => seat.library,
    leave: () => void (seat.isLeft = true),
    replace(next) {
      const left = seat;
      left.isLeft = true;
      seat = seatOf(next);
      left.replaced.resolve();
      retiring = Promise.all([retiring, retire(left).catch(onError)]).then(() => undefined);
    },
    retired: () => retiring,
  };
}

function seatOf<L>(library: L): Seat<L> {
  return { library, replaced: Promise.withResolvers(), isLeft: false, running: 0, onIdle: null };
}
