import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Bench, BenchSection } from "../bench.ts";
import { preparedLibrary, withCore } from "../prepared.ts";

const SAVES = 10;
/** Longer than the watcher takes a folder for busy after a change. */
const REST_MS = 2_500;

async function run(bench: Bench): Promise<void> {
  const { root, home } = await preparedLibrary(bench, 10_000);
  await withCore(
    home,
    async (core) => {
      await core.index(root);
      const samples: number[] = [];
      for (let n = 0; n < SAVES; n++) {
        await wait(REST_MS);
        const word = `zyzzyva${n}x${process.pid}`;
        writeFileSync(join(root, "docs/0/0.md"), `# Saved\n\nThe word is ${word}.\n`);
        const saved = performance.now();
        const found = async () =>
          (await core.client.call("search.query", { text: word, mode: "lexical", facets: false })).results.length > 0;
        while (!(await found())) await wait(2);
        samples.push(performance.now() - saved);
      }
      bench.figure("saved → found by a search", samples, "ms");
    },
    true,
  );
}

export const watchLatency: BenchSection = {
  name: "watch",
  description: "from saving a file to finding its new word, in a watched repository of 10,000 passages",
  run,
};
