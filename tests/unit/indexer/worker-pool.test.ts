import { expect, test } from "vitest";
import { createIndexHandlers } from "../../../src-main/core/indexer/index-handlers.ts";
import { indexContract } from "../../../src-main/core/indexer/index-service.ts";
import { createWorkerPool } from "../../../src-main/core/indexer/worker-pool.ts";
import { createMemoryPortPair } from "../../../src-shared/rpc/memory-port.ts";
import { createServer } from "../../../src-shared/rpc/server.ts";

const signal = new AbortController().signal;

/** A pool over workers in this process, and how many of them have been started and are still there. */
function start(size: number) {
  const counts = { started: 0, alive: 0 };
  const pool = createWorkerPool(size, () => {
    counts.started++;
    counts.alive++;
    const [near, far] = createMemoryPortPair();
    createServer(indexContract, createIndexHandlers()).connect(far);
    far.onClose(() => void counts.alive--);
    return near;
  });
  const call = () => pool.call("index.commits", { repositoryId: "r", commits: [], collection: null }, signal);
  return { pool, counts, call };
}

test("workers start when there is work, up to the pool's size", async () => {
  const { counts, call, pool } = start(2);
  expect(counts.started).toBe(0);
  await Promise.all([call(), call(), call(), call()]);
  expect(counts.started).toBe(2);
  pool.close();
  await expect(call()).rejects.toThrow("closed");
});

test("a lease costs nothing until it is used, and its worker ends with it", async () => {
  const { counts, pool } = start(1);
  pool.lease().release();
  expect(counts.started).toBe(0);
  const lease = pool.lease();
  await lease.client.call("embed.begin", {});
  expect(counts.alive).toBe(1);
  lease.release();
  await expect.poll(() => counts.alive).toBe(0);
});

test("a borrowed worker is one of the pool, survives its rest and goes back", async () => {
  const { counts, call, pool } = start(2);
  await Promise.all([call(), call()]);
  const borrowed = pool.borrow();
  await borrowed.client.call("embed.begin", {});
  expect(counts.started).toBe(2);
  pool.rest();
  await expect.poll(() => counts.alive).toBe(1);
  await borrowed.client.call("embed.begin", {});
  borrowed.release();
  borrowed.release();
  await call();
  expect(counts.started).toBe(2);
  pool.close();
  await expect.poll(() => counts.alive).toBe(0);
});
