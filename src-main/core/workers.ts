import type { Port } from "../../src-shared/rpc/port.ts";

/** The threads the core runs on. Each has one entry file, `src-main/workers/<name>-worker.ts`. */
export type WorkerName = "store" | "reader" | "search" | "index";

/** The port to a thread, which may outlive it: a closed thread still has to undo what it was doing, and to let go of its files. */
export interface ThreadPort extends Port {
  /** Resolves when the thread has ended. Never rejects. */
  readonly exited: Promise<unknown>;
}

/** How a host starts a thread for the core. `workerData` must survive structured cloning. */
export type SpawnThread = (name: WorkerName, workerData: unknown) => ThreadPort;

/** The same, with a way to wait for every thread it has started. */
export function trackThreads(spawn: SpawnThread): { readonly spawnThread: SpawnThread; ended(): Promise<void> } {
  const running = new Set<Promise<unknown>>();
  return {
    spawnThread(name, workerData) {
      const port = spawn(name, workerData);
      running.add(port.exited);
      void port.exited.then(() => running.delete(port.exited));
      return port;
    },
    ended: async () => void (await Promise.all(running)),
  };
}

/** The processes for libSQL, which can hang and can abort. Each has one entry file, `src-main/workers/<name>-process.ts`. */
export type ProcessName = "turso-store" | "turso-reader";

/** How a host starts a process for the core. It is told what to do over its port alone: arguments and variables are visible to others. */
export type SpawnProcess = (name: ProcessName) => Port;
