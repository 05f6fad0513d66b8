/** What every transport must do, so that code above a port need not know which one it has. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createClient } from "../../../src-shared/rpc/client.ts";
import type { Client } from "../../../src-shared/rpc/contract.ts";
import { VerdigrisError, type ErrorCode } from "../../../src-shared/rpc/errors.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { SECRET, type FixtureContract } from "./fixture-service.ts";

export interface Connected {
  /** The client's end; the other end serves the fixture service. */
  readonly port: Port;
  /** Resolves once a handler of the service has seen its signal abort and the service's end has closed. */
  readonly aborted: Promise<void>;
  readonly dispose: () => Promise<void>;
}

export function describePort(name: string, connect: () => Promise<Connected>): void {
  describe(`${name} port`, () => {
    let connected: Connected;
    let client: Client<FixtureContract>;
    beforeEach(async () => {
      connected = await connect();
      client = createClient<FixtureContract>(connected.port);
    });
    afterEach(async () => {
      client.close();
      await connected.dispose();
    });

    /** Starts a call that stays open, and resolves when its handler runs. */
    async function hold(
      key: string,
      method: "hold" | "holdOn" = "hold",
      signal?: AbortSignal,
    ): Promise<{ reply: Promise<{ key: string }> }> {
      const { promise: runs, resolve } = Promise.withResolvers<void>();
      const reply = client.call(method, { key }, { onProgress: () => resolve(), ...(signal && { signal }) });
      reply.catch(() => {});
      await runs;
      return { reply };
    }

    test("answers calls with parsed input", async () => {
      const value = { text: "Grünspan ⚗", list: [1, null, true, { deep: "" }], big: "x".repeat(200_000) };
      expect(await client.call("echo", { value })).toEqual({ values: [value] });
      expect(await client.call("echo", { value: 1, times: 3 })).toEqual({ values: [1, 1, 1] });
      expect(await client.call("announce", { numbers: [] })).toBeUndefined();
      expect(await client.call("bulk", { anything: 1 })).toEqual({ seen: "number" });
    });

    test("carries typed errors whole", async () => {
      const error = await failure(client.call("fail", { how: "typed" }), "not-found");
      expect(error.message).toBe("There is no such session.");
      expect(error.details).toEqual({ path: "a/b", line: 3 });
      expect((await failure(client.call("fail", { how: "unsendable-details" }), "conflict")).details).toEqual({});
      await failure(client.call("fail", { how: "abort" }), "cancelled");
    });

    test("tells nothing of unexpected errors", async () => {
      for (const how of ["unexpected", "not-an-error"] as const) {
        const error = await failure(client.call("fail", { how }), "internal");
        expect(JSON.stringify([error.message, error.details])).not.toContain(SECRET);
        expect(error.message).toContain('"fail"');
      }
    });

    test("reports progress in order, all of it before the result", async () => {
      const seen: number[] = [];
      const result = await client.call("count", { to: 500 }, { onProgress: ({ at }) => void seen.push(at) });
      expect(result).toEqual({ counted: 500 });
      expect(seen).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
    });

    test("cancels at once, aborts the handler, and leaves other calls alone", async () => {
      const stop = new AbortController();
      const aborted = new Promise((resolve) => client.on("aborted", resolve));
      const cancelled = await hold("cancelled", "hold", stop.signal);
      const other = await hold("other");
      stop.abort();
      await failure(cancelled.reply, "cancelled");
      expect(await aborted).toEqual({ key: "cancelled" });
      await client.call("release", {});
      expect(await other.reply).toEqual({ key: "other" });
      await failure(client.call("echo", { value: 1 }, { signal: AbortSignal.abort() }), "cancelled");
    });

    test("sends nothing for a cancelled call, even when its handler goes on", async () => {
      const frames: unknown[] = [];
      const stop = new AbortController();
      const { reply } = await hold("stubborn", "holdOn", stop.signal);
      connected.port.onFrame((frame) => frames.push(frame));
      stop.abort();
      await failure(reply, "cancelled");
      expect(await client.call("release", {})).toEqual({ released: 1 });
      await client.call("echo", { value: "after" });
      expect(frames.map((frame) => (frame as { kind: string }).kind)).toEqual(["result", "result"]);
    });

    test("delivers events to subscribers, in order, until they unsubscribe", async () => {
      const first: number[] = [];
      const second: number[] = [];
      const stop = client.on("number", ({ n }) => void first.push(n));
      client.on("number", ({ n }) => void second.push(n));
      await client.call("announce", { numbers: [1, 2, 3] });
      stop();
      await client.call("announce", { numbers: [4] });
      expect(first).toEqual([1, 2, 3]);
      expect(second).toEqual([1, 2, 3, 4]);
    });

    test("turns what cannot be sent into an error, both ways", async () => {
      await failure(client.call("unsendable", {}), "unsendable");
      await failure(client.call("echo", { value: () => {} }), "unsendable");
      expect(await client.call("echo", { value: "still here" })).toEqual({ values: ["still here"] });
    });

    test("validates input and lists what is wrong", async () => {
      const error = await failure(client.call("echo", { value: 1, times: 9 }), "invalid-input");
      expect(error.details).toMatchObject({ method: "echo", issues: [{ path: ["times"] }] });
      expect(error.message).toContain("times: ");
      for (const input of [undefined, null, [], "x"]) await failure(client.call("echo", input as never), "invalid-input");
    });

    test("reaches declared methods only", async () => {
      for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "nope", "Echo"]) {
        await failure(client.call(name as never, {} as never), "unknown-method");
      }
      await failure(client.call("" as never, {} as never), "invalid-input");
    });

    test("has 1,000 calls in flight", async () => {
      const calls = await Promise.all(Array.from({ length: 1000 }, (_, n) => hold(`k${n}`)));
      expect(await client.call("release", {})).toEqual({ released: 1000 });
      const replies = await Promise.all(calls.map(({ reply }) => reply));
      expect(replies.map(({ key }) => key)).toEqual(Array.from({ length: 1000 }, (_, n) => `k${n}`));
    });

    test("closed by the client in mid-call: the call is rejected and its handler aborted", async () => {
      const { reply } = await hold("open");
      client.close();
      await failure(reply, "closed");
      await client.closed;
      await failure(client.call("echo", { value: 1 }), "closed");
      await connected.aborted;
    });

    test("closed by the server in mid-call: every call is rejected", async () => {
      const { reply } = await hold("open");
      const dying = client.call("die", {});
      await Promise.all([failure(reply, "closed"), failure(dying, "closed")]);
      await client.closed;
      const told = new Promise((resolve) => connected.port.onClose(() => resolve("told late")));
      expect(await told).toBe("told late");
      expect(() => connected.port.post({ kind: "cancel", id: 1 })).not.toThrow();
    });

    test("survives malformed frames and answers those that can be", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(malformedFrame, { maxLength: 20 }), async (frames) => {
          for (const frame of frames) {
            try {
              connected.port.post(frame);
            } catch {
              // This transport cannot send it at all, which is as good.
            }
          }
          expect(await client.call("echo", { value: "well" })).toEqual({ values: ["well"] });
        }),
        { numRuns: 40 },
      );
      const answer = new Promise((resolve) => connected.port.onFrame(resolve));
      connected.port.post({ kind: "call", id: 900_001 });
      expect(await answer).toMatchObject({ kind: "error", id: 900_001, error: { code: "invalid-input" } });
    });
  });
}

/** Anything, but the words transports use themselves, and ids the client has in use. */
const hostileId = fc.oneof(fc.integer({ min: 1_000_000 }), fc.constantFrom(0, -1, 1.5, NaN, Infinity, "1", null, {}, [1]));
const hostileName = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "x".repeat(100_000)), fc.anything());
const malformedFrame = fc.oneof(
  fc.anything().filter((value) => value !== "open" && value !== "close"),
  fc.record(
    {
      kind: fc.oneof(fc.constantFrom("call", "cancel", "progress", "result", "error", "event"), fc.anything()),
      id: hostileId,
      method: hostileName,
      event: hostileName,
      input: fc.anything(),
      error: fc.anything(),
    },
    { requiredKeys: [] },
  ),
);

async function failure(call: Promise<unknown>, code: ErrorCode): Promise<VerdigrisError> {
  const error: unknown = await call.then(
    () => new Error(`expected "${code}", but the call succeeded`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof VerdigrisError)) throw error;
  expect(error.code).toBe(code);
  return error;
}
