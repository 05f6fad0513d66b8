import { quantile, type Bench, type BenchSection } from "../bench.ts";
import { preparedLibrary, withCore } from "../prepared.ts";
import { syntheticQueries, timeQueries } from "../queries.ts";
import { writeSyntheticLibrary } from "../synthetic-library.ts";

const QUERIES = syntheticQueries(60);

async function run(bench: Bench): Promise<void> {
  const { home } = await preparedLibrary(bench, 10_000);
  const other = bench.folder("other");
  writeSyntheticLibrary(other, 20_000);
  await withCore(home, async (core) => {
    await timeQueries(core, QUERIES, "fused");
    const idle = await timeQueries(core, QUERIES, "fused");
    const { runId, repositoryId } = await core.client.call("library.add", { path: other });
    let running = true;
    const ended = core.client.call("library.awaitRun", { runId }).finally(() => (running = false));
    const busy: number[] = [];
    while (running) busy.push(...(await timeQueries(core, QUERIES.slice(busy.length % 50, (busy.length % 50) + 5), "fused")));
    await ended;
    bench.figure("fused query, idle", idle, "ms");
    bench.figure("fused query, while indexing", busy, "ms");
    bench.value("p95 while indexing ÷ idle", quantile(busy, 0.95) / quantile(idle, 0.95), "");
    await core.client.call("library.remove", { repositoryId });
  });
}

export const searchWhileIndexing: BenchSection = {
  name: "busy",
  description: "latency of a query while another repository is indexed, against idle",
  run,
};
