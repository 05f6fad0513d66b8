import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { createClient } from "../../../src-shared/rpc/client.ts";
import {
  defineContract,
  event,
  mergeContracts,
  method,
  trusted,
  type Client,
  type Contract,
  type Handlers,
} from "../../../src-shared/rpc/contract.ts";
import { decodeJsonFrame, encodeJsonFrame } from "../../../src-shared/rpc/json-frame.ts";
import { createMemoryPortPair } from "../../../src-shared/rpc/memory-port.ts";
import { createServer } from "../../../src-shared/rpc/server.ts";
import { transferring } from "../../../src-shared/rpc/transfer.ts";

const numbers = defineContract({
  methods: {
    "numbers.double": method(z.object({ n: z.number().default(21) })).returns<number>(),
    "numbers.never": method(z.object({})).returns<never>().reports<{ at: number }>(),
  },
  events: { "numbers.changed": event<{ n: number }>() },
});
const buffers = defineContract({ methods: { "buffers.fill": method(trusted<{ size: number }>()).returns<Uint8Array>() } });
const both = mergeContracts(numbers, buffers);

const handlers: Handlers<typeof both> = {
  "numbers.double": ({ n }) => n * 2,
  "numbers.never": () => new Promise(() => {}),
  "buffers.fill": ({ size }) => {
    const bytes = new Uint8Array(size).fill(7);
    return transferring(bytes, [bytes.buffer]);
  },
};

function connect<C extends Contract>(contract: C, table: Handlers<C>, options = {}) {
  const [near, far] = createMemoryPortPair();
  const server = createServer(contract, table, options);
  server.connect(far);
  return { server, near, far, client: createClient<C>(near) };
}

test("a contract's types hold at both ends", async () => {
  const { client } = connect(both, handlers);
  const doubled: number = await client.call("numbers.double", {});
  expect(doubled).toBe(42);
  client.on("numbers.changed", ({ n }) => n satisfies number);
  const neverRun = (typed: Client<typeof both>): void => {
    // @ts-expect-error -- no such method
    void typed.call("numbers.dubble", {});
    // @ts-expect-error -- input of another type
    void typed.call("numbers.double", { n: "1" });
    // @ts-expect-error -- no such event
    typed.on("numbers.change", () => {});
    // @ts-expect-error -- it reports { at }
    void typed.call("numbers.never", {}, { onProgress: ({ nope }) => nope });
  };
  expect(neverRun).toBeTypeOf("function");
});

test("contracts that declare one name twice cannot be merged", () => {
  expect(() => mergeContracts(numbers, numbers)).toThrow(/"numbers.double" is declared by two contracts/);
  expect(Object.keys(both.methods)).toEqual(["numbers.double", "numbers.never", "buffers.fill"]);
  expect(Object.getPrototypeOf(both.methods)).toBeNull();
  expect(Object.isFrozen(both.methods)).toBe(true);
});

test("a missing or stray handler is found at start, inherited ones do not count", () => {
  expect(() => createServer(buffers, {} as never)).toThrow(/"buffers.fill" has no handler/);
  expect(() => createServer(buffers, Object.create(handlers) as never)).toThrow(/has no handler/);
  expect(() => createServer(buffers, handlers)).toThrow(/"numbers.double" has no method/);
});

test("a transferred reply is moved", async () => {
  let kept: Uint8Array<ArrayBuffer> | undefined;
  const { client } = connect(buffers, { "buffers.fill": ({ size }) => transferring((kept = new Uint8Array(size)), [kept.buffer]) });
  expect((await client.call("buffers.fill", { size: 1000 })).byteLength).toBe(1000);
  expect(kept?.byteLength).toBe(0);
});

test("a transferred input is moved", async () => {
  const inputs = defineContract({ methods: { size: method(trusted<Uint8Array>()).returns<number>() } });
  const { client } = connect(inputs, { size: (bytes) => bytes.byteLength });
  const bytes = new Uint8Array(500);
  expect(await client.call("size", bytes, { transfer: [bytes.buffer] })).toBe(500);
  expect(bytes.byteLength).toBe(0);
});

test("the log learns what the caller must not", async () => {
  const onFault = vi.fn();
  const cause = new Error("at /home/me/secret");
  const failing = defineContract({ methods: { fail: method(z.object({})).returns<void>(), odd: method(z.object({})).returns<unknown>() } });
  const { client } = connect(
    failing,
    {
      fail: () => {
        throw cause;
      },
      odd: () => Symbol("no"),
    },
    { onFault },
  );
  await expect(client.call("fail", {})).rejects.toMatchObject({
    code: "internal",
    message: expect.not.stringContaining("secret") as string,
  });
  expect(onFault).toHaveBeenLastCalledWith({ name: "fail", code: "internal", cause });
  await expect(client.call("odd", {})).rejects.toMatchObject({ code: "unsendable" });
  expect(onFault).toHaveBeenLastCalledWith({ name: "odd", code: "unsendable", cause: expect.any(Error) as Error });
});

test("more calls than allowed are answered busy, and a repeated id is dropped", async () => {
  const onMalformedFrame = vi.fn();
  const { client, near } = connect(both, handlers, { maxCallsInFlight: 2, onMalformedFrame });
  const open = [client.call("numbers.never", {}), client.call("numbers.never", {})];
  await expect(client.call("numbers.double", {})).rejects.toMatchObject({ code: "busy" });
  near.post({ kind: "call", id: 1, method: "numbers.double", input: {} });
  client.close();
  for (const call of open) await expect(call).rejects.toMatchObject({ code: "closed" });
  expect(onMalformedFrame).toHaveBeenCalledOnce();
});

test("a server's close aborts its handlers and waits for them", async () => {
  const steps: string[] = [];
  const slow = defineContract({ methods: { slow: method(z.object({})).returns<void>().reports<"runs">() } });
  const { server, client } = connect(slow, {
    slow: async (_input, { signal, progress }) => {
      progress("runs");
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      await Promise.resolve();
      steps.push("handler rolled back");
    },
  });
  await new Promise<void>((resolve) => {
    client.call("slow", {}, { onProgress: () => resolve() }).catch(() => steps.push("caller told"));
  });
  expect(server.connectionCount).toBe(1);
  await server.close();
  steps.push("closed");
  expect(steps.slice(0, 3)).toContain("handler rolled back");
  expect(steps.indexOf("handler rolled back")).toBeLessThan(steps.indexOf("closed"));
  await client.closed;
  const [late, far] = createMemoryPortPair();
  server.connect(far);
  await expect(createClient<typeof slow>(late).closed).resolves.toBeUndefined();
});

test("events reach every connection; an undeclared one is a defect of the server", async () => {
  const { server, client } = connect(both, handlers);
  const [near, far] = createMemoryPortPair();
  server.connect(far);
  const other = createClient<typeof both>(near);
  const seen = Promise.all([client, other].map((end) => new Promise((resolve) => end.on("numbers.changed", resolve))));
  server.emit("numbers.changed", { n: 1 });
  expect(await seen).toEqual([{ n: 1 }, { n: 1 }]);
  expect(() => server.emit("constructor" as never, {} as never)).toThrow(TypeError);
});

test("a listener that throws disturbs neither the call nor other listeners", async () => {
  const [near, far] = createMemoryPortPair();
  const onListenerError = vi.fn();
  const client = createClient<typeof both>(near, { onListenerError });
  const defect = new Error("listener");
  const seen = vi.fn();
  client.on("numbers.changed", () => {
    throw defect;
  });
  client.on("numbers.changed", seen);
  far.onFrame(() => {
    far.post({ kind: "event", event: "numbers.changed", payload: { n: 1 } });
    far.post({ kind: "result", id: 1, output: 4 });
  });
  expect(await client.call("numbers.double", { n: 2 })).toBe(4);
  expect(onListenerError).toHaveBeenCalledExactlyOnceWith(defect);
  expect(seen).toHaveBeenCalledExactlyOnceWith({ n: 1 });
});

test("a client survives whatever a server sends", async () => {
  const jsonId = fc.oneof(
    fc.integer({ min: 2 }),
    fc.anything().filter((value) => value !== 1),
  );
  const frame = fc.oneof(
    fc.anything(),
    fc.record(
      { kind: fc.constantFrom("progress", "result", "error", "event", "call"), id: jsonId, error: fc.anything(), event: fc.anything() },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(frame), fc.anything(), async (frames, wireError) => {
      const [near, far] = createMemoryPortPair();
      const client = createClient<typeof both>(near);
      far.onFrame(() => {
        for (const sent of [...frames, { kind: "error", id: 1, error: wireError }]) {
          try {
            far.post(sent);
          } catch {
            far.post({ kind: "error", id: 1 });
          }
        }
      });
      await expect(client.call("numbers.double", {})).rejects.toMatchObject({ code: expect.any(String) as string });
    }),
  );
});

test("JSON frames carry JSON values unchanged and refuse what JSON would lose", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const frame = { kind: "result", id: 1, output: JSON.parse(JSON.stringify(value)) as unknown };
      expect(decodeJsonFrame(encodeJsonFrame(frame))).toEqual(frame);
    }),
  );
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  const lossy = [() => {}, 1n, NaN, Infinity, Symbol("s"), new Map(), new Date(), new Uint8Array(1), [undefined], cycle];
  for (const output of lossy) expect(() => encodeJsonFrame({ kind: "result", id: 1, output })).toThrow(TypeError);
  expect(encodeJsonFrame({ id: 1, output: undefined })).toBe('{"id":1}');
  expect(decodeJsonFrame("{broken")).toBeUndefined();
});
