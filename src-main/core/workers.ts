import type { Port } from "../../src-shared/rpc/port.ts";

/** The threads the core runs on. Each has one entry file, `src-main/workers/<name>-worker.ts`. */
export type WorkerName = "store" | "reader" | "index";

/** How a host starts a thread for the core. `workerData` must survive structured cloning. */
export type SpawnThread = (name: WorkerName, workerData: unknown) => Port;

/** The processes for libSQL, which can hang and can abort. Each has one entry file, `src-main/workers/<name>-process.ts`. */
export type ProcessName = "turso-store" | "turso-reader";

/** How a host starts a process for the core. It is told what to do over its port alone: arguments and variables are visible to others. */
export type SpawnProcess = (name: ProcessName) => Port;
