import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Port } from "../../../src-shared/rpc/port.ts";
import { processPort } from "../../core/ports/process-port.ts";
import { workerPort } from "../../core/ports/worker-port.ts";
import { shareCompileLock } from "../../core/wasm/compile-module.ts";
import type { SpawnProcess, SpawnThread } from "../../core/workers.ts";
import { setEngineFlags, threadEnvironment } from "./engine.ts";

/** Starts the core's worker threads. `entryUrl` is the `import.meta.url` of the host's bundled entry file (`out/main/*.js`): workers lie beside it. */
export function createThreadSpawner(entryUrl: string): SpawnThread {
  setEngineFlags();
  shareCompileLock();
  const env = threadEnvironment();
  return (name, workerData) => workerPort(new Worker(entryOf(entryUrl, `${name}-worker`), { env, workerData, name: `verdigris ${name}` }));
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
