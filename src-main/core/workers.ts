import type { Port } from "../../src-shared/rpc/port.ts";

/** The threads the core runs on. Each has one entry file, `src-main/workers/<name>-worker.ts`. */
export type WorkerName = "store" | "reader" | "index";

/** How a host starts a thread for the core. `workerData` must survive structured cloning. */
export type SpawnThread = (name: WorkerName, workerData: unknown) => Port;
