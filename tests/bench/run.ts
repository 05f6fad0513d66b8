/**
 * `npm run bench [-- SECTION…]`: measures on this machine and prints medians, 95th percentiles and ratios. Compare ratios within one run; a busy
 * machine makes absolute figures worthless. Without names all sections run.
 */
import { ensureBundles } from "../../build/bundle.ts";
import { createBench, type BenchSection } from "./bench.ts";
import { describeMachine } from "./machine.ts";
import { app100k, app1m } from "./sections/app.ts";
import { indexTime } from "./sections/index-time.ts";
import { query100k, query10k, query1m } from "./sections/query-latency.ts";
import { searchWhileIndexing } from "./sections/search-while-indexing.ts";
import { sessions10k } from "./sections/sessions-10k.ts";
import { startTime } from "./sections/start-time.ts";
import { sync50k, sync5k } from "./sections/sync.ts";
import { transcript } from "./sections/transcript.ts";
import { typing } from "./sections/typing.ts";
import { watchLatency } from "./sections/watch-latency.ts";

/** A new section is a file of its own and a name in this list. */
const SECTIONS: readonly BenchSection[] = [
  startTime,
  indexTime,
  watchLatency,
  searchWhileIndexing,
  query10k,
  query100k,
  query1m,
  app100k,
  app1m,
  typing,
  transcript,
  sessions10k,
  sync5k,
  sync50k,
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SECTIONS.some((section) => section.name === name));
if (unknown.length > 0 || wanted.includes("--help")) {
  console.error(`Sections: ${SECTIONS.map((section) => `\n  ${section.name.padEnd(12)} ${section.description}`).join("")}`);
  process.exitCode = 2;
} else {
  await ensureBundles(["main"], console.log);
  console.log(describeMachine());
  const bench = createBench(console.log);
  try {
    for (const section of SECTIONS) {
      if (wanted.length > 0 ? !wanted.includes(section.name) : section.optional === true) continue;
      console.log(`\n${section.name}: ${section.description}`);
      await section.run(bench);
    }
  } finally {
    bench.close();
  }
}
