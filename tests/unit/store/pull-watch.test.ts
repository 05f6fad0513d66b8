import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchPulls, type PullWatch } from "../../../src-main/core/store/pull-watch.ts";

let folder: string;
let path: string;
let watch: PullWatch;
let answers: boolean;
let [probes, stalls] = [0, 0];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verdigris-pull-"));
  path = join(folder, "replica.db");
  writeFileSync(path, "page");
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  answers = false;
  [probes, stalls] = [0, 0];
  watch = watchPulls({
    path,
    async probe() {
      probes++;
      if (!answers) throw new Error("no answer");
    },
    onStall: () => stalls++,
  });
});
afterEach(() => {
  watch.end();
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

test("a pull without a page is stalled when the server does not answer either", async () => {
  watch.begin();
  await seconds(10);
  expect([probes, stalls]).toEqual([0, 0]);
  await seconds(10);
  expect([probes, stalls]).toEqual([1, 1]);
  await seconds(600);
  expect([probes, stalls]).toEqual([1, 1]);
});

test("pages, in the file or in its log, keep it going, and so does its end", async () => {
  watch.begin();
  for (let n = 0; n < 10; n++) {
    await seconds(12);
    appendFileSync(n % 2 === 0 ? path : `${path}-wal`, "another page");
  }
  watch.end();
  await seconds(600);
  expect([probes, stalls]).toEqual([0, 0]);
});

test("a server that answers is believed while one long answer may be under way, and no longer", async () => {
  answers = true;
  watch.begin();
  await seconds(200);
  expect(stalls).toBe(0);
  expect(probes).toBeGreaterThan(0);
  await seconds(60);
  expect(stalls).toBe(1);
});
