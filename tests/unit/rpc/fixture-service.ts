/** A small real service for the conformance suite. It runs in this process, in worker threads and in child processes. */
import { z } from "zod";
import { defineContract, event, method, trusted, type Handlers } from "../../../src-shared/rpc/contract.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";

export const fixtureContract = defineContract({
  methods: {
    echo: method(z.object({ value: z.unknown(), times: z.number().int().min(1).max(5).default(1) })).returns<{ values: unknown[] }>(),
    count: method(z.object({ to: z.number() }))
      .returns<{ counted: number }>()
      .reports<{ at: number }>(),
    /** Runs until `release`; reports once when it runs. */
    hold: method(z.object({ key: z.string() }))
      .returns<{ key: string }>()
      .reports<{ holding: string }>(),
    /** As `hold`, but goes on, and answers, when it is cancelled. */
    holdOn: method(z.object({ key: z.string() }))
      .returns<{ key: string }>()
      .reports<{ holding: string }>(),
    release: method(z.object({})).returns<{ released: number }>(),
    fail: method(z.object({ how: z.enum(["typed", "unexpected", "not-an-error", "abort", "unsendable-details"]) })).returns<void>(),
    unsendable: method(z.object({})).returns<unknown>(),
    announce: method(z.object({ numbers: z.array(z.number()) })).returns<void>(),
    bulk: method(trusted<{ anything: unknown }>()).returns<{ seen: string }>(),
    /** Ends the connection from the server's side, as roughly as the transport can. */
    die: method(z.object({})).returns<void>(),
  },
  events: {
    number: event<{ n: number }>(),
    aborted: event<{ key: string }>(),
  },
});
export type FixtureContract = typeof fixtureContract;

export interface FixtureSurroundings {
  readonly emit: (event: "number" | "aborted", payload: { n: number } | { key: string }) => void;
  readonly onAborted: () => void;
  readonly die: () => void;
}

export const SECRET = "/home/someone/.token=s3cr3t";

export function createFixtureHandlers({ emit, onAborted, die }: FixtureSurroundings): Handlers<FixtureContract> {
  let held: (() => void)[] = [];
  const untilReleased = (): Promise<void> => new Promise((resolve) => held.push(resolve));
  return {
    echo: ({ value, times }) => ({ values: Array.from({ length: times }, () => value) }),
    count: async ({ to }, { progress }) => {
      for (let at = 1; at <= to; at++) {
        progress({ at });
        if (at % 10 === 0) await Promise.resolve();
      }
      return { counted: to };
    },
    hold: async ({ key }, { signal, progress }) => {
      progress({ holding: key });
      await Promise.race([
        untilReleased(),
        new Promise((_resolve, reject) => {
          const onAbort = (): void => {
            onAborted();
            emit("aborted", { key });
            reject(signal.reason as Error);
          };
          signal.addEventListener("abort", onAbort, { once: true });
        }),
      ]);
      return { key };
    },
    holdOn: async ({ key }, { progress }) => {
      progress({ holding: key });
      await untilReleased();
      progress({ holding: "too late" });
      return { key };
    },
    release: () => {
      const released = held.length;
      for (const resolve of held) resolve();
      held = [];
      return { released };
    },
    fail: ({ how }) => {
      if (how === "typed") throw new VerdigrisError("not-found", "There is no such session.", { path: "a/b", line: 3 });
      if (how === "unsendable-details") throw new VerdigrisError("conflict", "Two of them.", { fn: () => {} });
      if (how === "abort") throw new DOMException("stopped", "AbortError");
      if (how === "unexpected") throw new Error(`cannot read ${SECRET}`);
      // oxlint-disable-next-line typescript/only-throw-error -- the point of the case
      throw "a string";
    },
    unsendable: () => ({ fn: () => {} }),
    announce: ({ numbers }) => {
      for (const n of numbers) emit("number", { n });
    },
    bulk: ({ anything }) => ({ seen: typeof anything }),
    die: async () => {
      die();
      await new Promise(() => {});
    },
  };
}
