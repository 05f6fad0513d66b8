/** A core for one command leaves out what only a longer life repays, and answers as any other does. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSampleRepository, type FixtureRepository } from "../support/fixture-repository.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let repository: FixtureRepository;
let core: TestCore;
let threads: string[];
beforeEach(async () => {
  repository = createSampleRepository();
  threads = [];
  core = await startTestCore({ isBrief: true, beforeThread: (name) => void threads.push(name) });
});
afterEach(async () => {
  await core.stop();
  repository.remove();
});

test("starts a thread to search with the first search, which finds what was just written", async () => {
  const { report } = await core.index(repository.root);
  expect(report).toMatchObject({ state: "done", filesRead: 5 });
  const [listed] = await core.client.call("library.list", {});
  expect(listed?.counts.documents).toMatchObject({ code: 2, session: 1 });
  expect(await core.client.call("host.status", {})).toMatchObject({ repositories: 1, embedded: expect.any(Number) as number });
  expect(threads).not.toContain("reader");
  expect((await core.client.call("search.query", { text: "ring buffer" })).results[0]?.path).toMatch(/ring_buffer|README/);
  expect((await core.client.call("ledger.list", {})).total).toBeGreaterThan(0);
  expect(threads.filter((name) => name === "reader")).toHaveLength(1);
});

test("a run that finds nothing to do starts no thread but the store's", async () => {
  await core.index(repository.root);
  await core.stopKeeping();
  threads = [];
  core = await startTestCore({ home: core.home, isBrief: true, beforeThread: (name) => void threads.push(name) });
  expect((await core.index(repository.root)).report).toMatchObject({ state: "done", filesRead: 0, commitsWritten: 0 });
  expect(threads).toEqual(["store"]);
});
