import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { processPort } from "../../core/ports/process-port.ts";
import { workerPort } from "../../core/ports/worker-port.ts";
import { shareCompileLock } from "../../core/wasm/compile-module.ts";
import type { SpawnProcess, SpawnThread } from "../../core/workers.ts";

/**
 * V8 compiles the way from WebAssembly to a JavaScript function anew once it was called this often, and all threads of a process share what was
 * compiled. In V8 13.6 one thread may free it while another takes it up: `Runtime_TierUpWasmToJSWrapper` → `WasmEngine::FreeDeadCode` → SIGSEGV.
 * Grammars in several index threads do that. Never to compile it anew costs them 1–2 % of their time.
 */
const NEVER_TIER_UP_WRAPPERS = "--wasm-wrapper-tiering-budget=2147483647";

/** V8 spreads the collection of a few megabytes of young objects over helper threads: with every core at work that costs an index run 4 % of its time. */
const COLLECT_YOUNG_IN_ONE_THREAD = "--no-parallel-scavenge";

/**
 * V8 lets the part of a heap where objects are made grow to 48 MB a thread and gives little of it back. Half of that saves an index run
 * about 50 MB; a quarter saves no more and collects more often.
 */
const YOUNG_GENERATION_MB = 24;

/** Starts the core's worker threads. `entryUrl` is the `import.meta.url` of the host's bundled entry file (`out/main/*.js`): workers lie beside it. */
export function createThreadSpawner(entryUrl: string): SpawnThread {
  setFlagsFromString(NEVER_TIER_UP_WRAPPERS);
  setFlagsFromString(COLLECT_YOUNG_IN_ONE_THREAD);
  shareCompileLock();
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
  return (name, workerData) =>
    workerPort(new Worker(entryOf(entryUrl, `${name}-worker`), { workerData, name: `verdigris ${name}`, resourceLimits }));
}

/** Starts the core's processes with Node: a child that speaks over its channel and ends with its parent. */
export function createProcessSpawner(entryUrl: string): SpawnProcess {
  return (name): Port => {
    const child = fork(fileURLToPath(entryOf(entryUrl, `${name}-process`)), [], {
      serialization: "advanced",
      // libSQL writes its own log to stderr, in colours and without measure; what matters comes as errors over the port.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
    });
    return processPort(child);
  };
}

/** Where the file of a worker or a process lies. */
export function entryOf(entryUrl: string, name: string): URL {
  return new URL(`./${name}.js`, entryUrl);
}
