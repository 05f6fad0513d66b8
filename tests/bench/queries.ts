import type { TestCore } from "../support/test-core.ts";
import { createRandom, createWords } from "./synthetic-library.ts";
import { timed } from "./bench.ts";

/** Questions of two to six words, as often frequent ones as rare ones. The same on every machine. */
export function syntheticQueries(count: number): string[] {
  const random = createRandom(7);
  const words = createWords(random);
  return Array.from({ length: count }, () => words(2 + Math.floor(random() * 5)).join(" "));
}

/** Milliseconds of each query, asked one after the other through the whole core. */
export async function timeQueries(core: TestCore, queries: readonly string[], mode: "fused" | "lexical" | "semantic"): Promise<number[]> {
  const samples: number[] = [];
  for (const text of queries) samples.push(await timed(() => core.client.call("search.query", { text, mode, limit: 20, facets: false })));
  return samples;
}
