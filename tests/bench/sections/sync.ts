import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { SHARED_KINDS } from "../../../src-shared/contract/sync.ts";
import { startProxy, type Proxy } from "../../support/proxy.ts";
import { sqldMissing, startSqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";
import { quantile, repeated, timed, type Bench, type BenchSection } from "../bench.ts";
import { preparedLibrary } from "../prepared.ts";
import { syntheticQueries, timeQueries } from "../queries.ts";

const IDLE_ROUNDS = 10;
const CHANGES = 20;
/** Documents that change at once while searches are timed. */
const MANY = 200;
/** Rounds are made until so many searches were timed while one was under way, each way. */
const SEARCHES = 300;
/** Searches of one round that are compared; asked again from the first when it takes longer. */
const AT_ONCE = 25;
const AFTERMATH_MS = 1500;
const QUERIES = syntheticQueries(100);

/** Two machines and a real server on loopback, everything shared; what passes is counted on the wire. */
async function measure(bench: Bench, passages: number): Promise<void> {
  if (sqldMissing !== null) return console.log(`  left out: ${sqldMissing}`);
  const { root, home } = await preparedLibrary(bench, passages);
  const server = await startSqld({ isElsewhere: true });
  const wire = await startProxy(server.port);
  const cores: TestCore[] = [];
  try {
    const first = await startTestCore({ home });
    cores.push(first);
    const token = server.token();
    await turnOn(first, token, wire.url);
    await upload(bench, first, wire);
    const second = await startTestCore({ home: bench.folder("second") });
    cores.push(second);
    await timeFirstFetch(bench, second, token, wire);
    await timeIdle(bench, second, wire);
    await timeChanges(bench, { first, second, root }, wire);
    await timeSearches(bench, { first, second, root });
  } finally {
    for (const core of cores) await core.stop();
    await wire.close();
    await server.remove();
  }
}

interface Machines {
  readonly first: TestCore;
  readonly second: TestCore;
  readonly root: string;
}

async function turnOn({ client }: TestCore, token: string, url: string): Promise<void> {
  await client.call("storage.saveToken", { token });
  await client.call("sync.set", { enabled: true, url, shared: [...SHARED_KINDS], intervalSeconds: 0 });
}

const syncNow = ({ client }: TestCore) => client.call("sync.now", {});
const passagesIn = async ({ client }: TestCore): Promise<number> =>
  (await client.call("library.list", {})).reduce((sum, { counts }) => sum + counts.passages, 0);

async function upload(bench: Bench, core: TestCore, wire: Proxy): Promise<void> {
  wire.take();
  const ms = await timed(() => syncNow(core));
  const { up, down } = wire.take();
  const passages = await passagesIn(core);
  bench.value("first upload", ms / 1000, "s");
  bench.value("passages up", passages / (ms / 1000), "a second");
  bench.value("bytes up, first upload", up / 1e6, "MB");
  bench.value("bytes down, first upload", down / 1e6, "MB");
  bench.value("bytes up for a passage", up / passages, "B");
}

async function timeFirstFetch(bench: Bench, core: TestCore, token: string, wire: Proxy): Promise<void> {
  const started = performance.now();
  await turnOn(core, token, wire.url);
  const fetching = syncNow(core);
  let first = Number.NaN;
  let isDone = false;
  const searching = (async () => {
    while (!isDone && Number.isNaN(first)) {
      const { results } = await core.client.call("search.query", { text: QUERIES[0] ?? "ba", limit: 1 });
      if (results.length > 0) first = performance.now() - started;
    }
  })();
  await fetching.finally(() => (isDone = true));
  const all = performance.now() - started;
  await searching;
  bench.value("second machine, until a search finds something", first / 1000, "s");
  bench.value("second machine, until it has everything", all / 1000, "s");
  bench.value("bytes down, second machine", wire.take().down / 1e6, "MB");
}

async function timeIdle(bench: Bench, core: TestCore, wire: Proxy): Promise<void> {
  await syncNow(core);
  wire.take();
  const samples = await repeated(IDLE_ROUNDS, () => syncNow(core));
  const { up, down } = wire.take();
  bench.figure("idle sync", samples, "ms");
  bench.value("bytes of an idle sync, both ways", (up + down) / IDLE_ROUNDS, "B");
}

async function timeChanges(bench: Bench, { first, second, root }: Machines, wire: Proxy): Promise<void> {
  const [sent, fetched, bytesUp, bytesDown]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let n = 0; n < CHANGES; n++) {
    change(root, n, n + 1);
    await first.index(root);
    wire.take();
    sent.push(await timed(() => syncNow(first)));
    bytesUp.push(sum(wire.take()));
    fetched.push(await timed(() => syncNow(second)));
    bytesDown.push(sum(wire.take()));
  }
  bench.figure("one changed file, sent", sent, "ms");
  bench.figure("one changed file, bytes to send", bytesUp, "B");
  bench.figure("one changed file, fetched", fetched, "ms");
  bench.figure("one changed file, bytes to fetch", bytesDown, "B");
}

/**
 * Searches while rounds send and fetch, each compared with the same search a moment before its round: what else the machine does, and what
 * the library holds by then, is the same for both.
 */
async function timeSearches(bench: Bench, { first, second, root }: Machines): Promise<void> {
  const timed = { sending: createPairs(first), fetching: createPairs(second) };
  for (let n = 0; Math.min(timed.sending.count(), timed.fetching.count()) < SEARCHES; n++) {
    change(root, 0, MANY);
    await first.index(root);
    // Vectors of what changed are made after it, and lists merged: that is not sync, and would pass for a slow search without it.
    await delay(AFTERMATH_MS);
    const queries = Array.from({ length: AT_ONCE }, (_, at) => QUERIES[(n * AT_ONCE + at) % QUERIES.length] ?? "");
    await timed.sending.during(queries);
    await delay(AFTERMATH_MS);
    await timed.fetching.during(queries);
  }
  for (const [what, pairs] of Object.entries(timed)) pairs.tell(bench, what);
}

/** Times of the same searches with sync idle and under way, and how long the main thread was held up. */
function createPairs(core: TestCore) {
  const [off, on, longest]: [number[], number[], number[]] = [[], [], []];
  return {
    count: () => on.length,
    async during(queries: readonly string[]): Promise<void> {
      // What was written before is taken up by whoever searches first.
      await timeQueries(core, queries, "fused");
      const idle = await timeQueries(core, queries, "fused");
      let isDone = false;
      const held = monitorEventLoopDelay({ resolution: 1 });
      held.enable();
      const working = syncNow(core).finally(() => (isDone = true));
      for (let n = 0; !isDone; n = (n + 1) % queries.length) {
        const [milliseconds = Number.NaN] = await timeQueries(core, queries.slice(n, n + 1), "fused");
        on.push(milliseconds);
        off.push(idle[n] ?? Number.NaN);
      }
      await working;
      held.disable();
      longest.push(held.max / 1e6);
    },
    tell(bench: Bench, what: string): void {
      bench.figure(`the same searches, sync idle, before ${what}`, off, "ms");
      bench.figure(`search while ${what}`, on, "ms");
      bench.value(`search p95 while ${what}, to idle`, quantile(on, 0.95) / quantile(off, 0.95), "times");
      bench.figure(`main thread held up at most, a round of ${what}`, longest, "ms");
    },
  };
}

function change(root: string, from: number, to: number): void {
  for (let group = from; group < to; group++) {
    appendFileSync(join(root, "docs", `${group % 50}`, `${group}.md`), `\n## Changed\n\nba ce di ${performance.now()}\n`);
  }
}

function sum({ up, down }: { readonly up: number; readonly down: number }): number {
  return up + down;
}

export const sync50k: BenchSection = {
  name: "sync",
  description: "50,000 passages through a server to a second machine: rates, bytes, idle rounds, searches meanwhile",
  run: (bench) => measure(bench, 50_000),
};
export const sync5k: BenchSection = {
  name: "sync-5k",
  description: "the same with 5,000 passages",
  run: (bench) => measure(bench, 5000),
};
