import { Worker } from "node:worker_threads";
import type { Port } from "../../../src-shared/rpc/port.ts";
import type { SpawnThread } from "../../core/workers.ts";
import { workerPort } from "../../core/ports/worker-port.ts";

/**
 * Starts the core's worker threads. `entryUrl` is the `import.meta.url` of the host's entry file: workers lie beside a bundled
 * entry (`out/main/*.js`), and in `src-main/workers` when a host runs from its TypeScript sources.
 */
export function createThreadSpawner(entryUrl: string): SpawnThread {
  const fromSource = entryUrl.endsWith(".ts");
  return (name, workerData): Port => {
    const file = fromSource ? `../../workers/${name}-worker.ts` : `./${name}-worker.js`;
    return workerPort(new Worker(new URL(file, entryUrl), { workerData, name: `verdigris ${name}` }));
  };
}
