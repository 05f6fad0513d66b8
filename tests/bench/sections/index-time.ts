import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBundles } from "../../../build/bundle.ts";
import { runCli } from "../../support/cli.ts";
import { median, timed, type Bench, type BenchSection } from "../bench.ts";
import { writeSyntheticLibrary } from "../synthetic-library.ts";

const RUNS = 5;

/** `VERDIGRIS_BENCH_REPOSITORY` names a repository to be indexed instead of the synthetic one; it is only read, and no file of it changed. */
const given = process.env["VERDIGRIS_BENCH_REPOSITORY"];

/** Whole processes from the command line, as a user waits for them. */
async function run(bench: Bench): Promise<void> {
  await ensureBundles(["main"]);
  const root = given ?? bench.folder("index");
  if (given === undefined) writeSyntheticLibrary(root, 10_000);
  let home = "";
  const index = async (): Promise<void> => {
    const { code, stderr } = await runCli(["index", root, "--json"], { home });
    if (code !== 0) throw new Error(`The index run failed: ${stderr}`);
  };
  const cold: number[] = [];
  for (let n = 0; n < RUNS; n++) {
    home = bench.folder("index-home");
    cold.push((await timed(index)) / 1000);
  }
  bench.figure("index, cold", cold, "s");
  const unchanged: number[] = [];
  for (let n = 0; n < RUNS; n++) unchanged.push((await timed(index)) / 1000);
  bench.figure("index, nothing changed", unchanged, "s");
  bench.value("nothing changed ÷ cold", median(unchanged) / median(cold), "");
  if (given !== undefined) return;
  const changed: number[] = [];
  for (let n = 0; n < RUNS; n++) {
    appendFileSync(join(root, "docs/0/0.md"), `\nChange ${n}.\n`);
    changed.push((await timed(index)) / 1000);
  }
  bench.figure("index, one file changed", changed, "s");
}

export const indexTime: BenchSection = {
  name: "index",
  description: "indexing cold, with nothing changed, with one file changed; whole processes",
  run,
};
