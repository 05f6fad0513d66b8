import type { Bench, BenchSection } from "../bench.ts";
import { memoryOf } from "../memory.ts";
import { preparedLibrary, withCore } from "../prepared.ts";
import { syntheticQueries, timeQueries } from "../queries.ts";

const QUERIES = syntheticQueries(200);
const WARM_UP = syntheticQueries(20);

async function measure(bench: Bench, passages: number): Promise<void> {
  const { home } = await preparedLibrary(bench, passages);
  await withCore(home, async (core) => {
    const size = `${passages / 1000}k passages`;
    await timeQueries(core, WARM_UP, "fused");
    for (const mode of ["fused", "lexical", "semantic"] as const)
      bench.figure(`${mode} query, ${size}`, await timeQueries(core, QUERIES, mode), "ms");
    const { resident, own } = memoryOf(process.pid);
    bench.value(`memory of the whole app, ${size}`, resident, "MB");
    if (own !== null) bench.value(`without the pages of files, ${size}`, own, "MB");
  });
}

export const query10k: BenchSection = {
  name: "query-10k",
  description: "latency of a query at 10,000 passages, by mode",
  run: (bench) => measure(bench, 10_000),
};
export const query100k: BenchSection = {
  name: "query-100k",
  description: "latency of a query at 100,000 passages, by mode",
  run: (bench) => measure(bench, 100_000),
};
export const query1m: BenchSection = {
  name: "query-1m",
  description: "latency of a query at a million passages, by mode; only when named, for the library takes long to make",
  optional: true,
  run: (bench) => measure(bench, 1_000_000),
};
