import { ensureBundles } from "../../../build/bundle.ts";
import { runCli } from "../../support/cli.ts";
import { timed, type Bench, type BenchSection } from "../bench.ts";
import { preparedLibrary, withCore } from "../prepared.ts";

const RUNS = 7;

async function run(bench: Bench): Promise<void> {
  await ensureBundles(["main"]);
  const { home } = await preparedLibrary(bench, 10_000);
  const times = async (work: () => Promise<unknown>): Promise<number[]> => {
    const samples: number[] = [];
    for (let n = 0; n < RUNS; n++) samples.push(await timed(work));
    return samples;
  };
  bench.figure("process: help", await times(() => runCli(["--help"], { home })), "ms");
  bench.figure("process: one search, from start to exit", await times(() => runCli(["search", "ba ce", "--json"], { home })), "ms");
  bench.figure(
    "core: opened, asked for its status and closed",
    await times(() => withCore(home, (core) => core.client.call("host.status", {}))),
    "ms",
  );
}

export const startTime: BenchSection = { name: "start", description: "from a start to the first answer", run };
