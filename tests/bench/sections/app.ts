import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ensureBundles } from "../../../build/bundle.ts";
import { activityOf, startAppProcess, type AppProcess } from "../app-process.ts";
import type { Bench, BenchSection } from "../bench.ts";
import { memoryOf } from "../memory.ts";
import { preparedLibrary } from "../prepared.ts";
import { syntheticQueries } from "../queries.ts";
import { writeSyntheticLibrary } from "../synthetic-library.ts";

const STARTS = 5;
const QUERIES = syntheticQueries(200);
/** Longer than threads wait before they give memory back, and than index threads live without work. */
const REST_MS = 25_000;
const IDLE_SECONDS = 30;
/** Passages that the measured run adds. */
const RUN = 20_000;

async function measure(bench: Bench, passages: number, withRun: boolean): Promise<void> {
  await ensureBundles(["main", "renderer"]);
  const { home: kept } = await preparedLibrary(bench, passages);
  const home = bench.folder("app-home");
  cpSync(kept, home, { recursive: true });
  await starts(bench, home);
  const app = await startAppProcess(home);
  const memory = (when: string): void => {
    const { resident, own, proportional } = memoryOf(app.pid);
    bench.value(`${when}: resident`, resident, "MB");
    if (proportional !== null) bench.value(`${when}: proportional`, proportional, "MB");
    if (own !== null) bench.value(`${when}: its own, without files`, own, "MB");
  };
  try {
    memory("started");
    await wait(REST_MS);
    memory("started, at rest");
    for (const text of QUERIES) await app.client.call("search.query", { text, mode: "fused", limit: 20, facets: false });
    memory(`${QUERIES.length} queries asked`);
    await wait(REST_MS);
    memory("at rest after them");
    if (process.platform === "linux") await idle(bench, app);
    if (withRun) {
      const other = join(bench.folder("app-run"), "library");
      writeSyntheticLibrary(other, RUN);
      let peak = 0;
      const watch = setInterval(() => (peak = Math.max(peak, memoryOf(app.pid).own ?? 0)), 100);
      const { runId } = await app.client.call("library.add", { path: other });
      await app.client.call("library.awaitRun", { runId });
      clearInterval(watch);
      bench.value(`most of its own during a run of ${RUN / 1000}k passages`, peak, "MB");
      await wait(REST_MS);
      memory("at rest after the run");
    }
  } finally {
    await app.stop();
  }
}

async function starts(bench: Bench, home: string): Promise<void> {
  const [served, answered]: [number[], number[]] = [[], []];
  for (let n = 0; n < STARTS; n++) {
    const app = await startAppProcess(home);
    served.push(app.servedMs);
    answered.push(app.answeredMs);
    await app.stop();
  }
  bench.figure("start → the page is served", served, "ms");
  bench.figure("start → the status is answered", answered, "ms");
}

async function idle(bench: Bench, { pid }: AppProcess): Promise<void> {
  const before = activityOf(pid);
  await wait(IDLE_SECONDS * 1000);
  const after = activityOf(pid);
  bench.value("idle: processor", (after.cpuMs - before.cpuMs) / IDLE_SECONDS / 10, "%");
  bench.value("idle: wake-ups", (after.wakeUps - before.wakeUps) / IDLE_SECONDS, "a second");
}

export const app100k: BenchSection = {
  name: "app-100k",
  description: "the running web host with 100,000 passages, a page connected: start, memory, what it does when idle",
  run: (bench) => measure(bench, 100_000, true),
};
export const app1m: BenchSection = {
  name: "app-1m",
  description: "the same with a million passages; only when named, for the library takes long to make",
  optional: true,
  run: (bench) => measure(bench, 1_000_000, false),
};
