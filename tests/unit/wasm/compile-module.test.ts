import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { shareCompileLock } from "../../../src-main/core/wasm/compile-module.ts";

const MODULE = new URL("../../../src-main/core/wasm/compile-module.ts", import.meta.url).href;
const GRAMMAR = createRequire(import.meta.url).resolve("tree-sitter-c/tree-sitter-c.wasm");

/** Runs a script as a module in a thread of its own and gives the first message of it. */
async function inThread(script: string, workerData: unknown): Promise<unknown> {
  const source = `import { parentPort, workerData } from "node:worker_threads"; import { compileModule } from ${JSON.stringify(MODULE)};\n${script}`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { workerData });
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  } finally {
    await worker.terminate();
  }
}

test("threads that compile at the same time, with and without V8's optimising compiler, all get whole modules", async () => {
  shareCompileLock();
  const bytes = readFileSync(GRAMMAR);
  // One that fails gives the turn back.
  await expect(inThread("compileModule(new Uint8Array([1]), { baseline: true });", null)).rejects.toThrow("WebAssembly.Module()");
  const script = `const names = (module) => WebAssembly.Module.exports(module).map(({ name }) => name);
    parentPort.postMessage(names(compileModule(workerData.bytes, { baseline: workerData.baseline })));`;
  const found = await Promise.all([0, 1, 2, 3].map((n) => inThread(script, { bytes, baseline: n % 2 === 0 })));
  for (const names of found) expect(names).toContain("tree_sitter_c");
});
