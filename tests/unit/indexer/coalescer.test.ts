import { expect, test } from "vitest";
import { createCoalescer } from "../../../src-main/core/indexer/coalescer.ts";

interface Write {
  readonly items: readonly string[];
  readonly end: (error?: Error) => void;
}

function start() {
  const writes: Write[] = [];
  const coalescer = createCoalescer<string>((items) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    writes.push({ items, end: (error) => (error === undefined ? resolve() : reject(error)) });
    return promise;
  });
  return { writes, coalescer };
}

test("what comes in during a write is written together as the next one", async () => {
  const { writes, coalescer } = start();
  const first = coalescer.add(["a"]);
  await expect.poll(() => writes.length).toBe(1);
  const rest = [coalescer.add(["b", "c"]), coalescer.add(["d"])];
  writes[0]?.end();
  await first;
  await expect.poll(() => writes.length).toBe(2);
  expect(writes.map((write) => write.items)).toEqual([["a"], ["b", "c", "d"]]);
  writes[1]?.end();
  await Promise.all(rest);
});

test("a failed write fails its own items, and the next ones are written all the same", async () => {
  const { writes, coalescer } = start();
  const failing = coalescer.add(["a"]);
  await expect.poll(() => writes.length).toBe(1);
  const next = coalescer.add(["b"]);
  writes[0]?.end(new Error("disk full"));
  await expect(failing).rejects.toThrow("disk full");
  await expect.poll(() => writes.length).toBe(2);
  writes[1]?.end();
  await next;
});

test("nothing to write is no write", async () => {
  const { writes, coalescer } = start();
  await coalescer.add([]);
  expect(writes).toEqual([]);
});
