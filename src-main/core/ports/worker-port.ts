import type { MessagePort, Worker } from "node:worker_threads";
import type { Transferable } from "node:worker_threads";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { CLOSE_SIGNAL, createPortEvents, type Port } from "../../../src-shared/rpc/port.ts";

export interface WorkerPort extends Port {
  /** Resolves with the exit code when the thread has ended. Never rejects. */
  readonly exited: Promise<number>;
}

export interface WorkerPortOptions {
  /** How long a closed thread may take to abort its calls and end before it is terminated. 5,000 ms by default. */
  readonly graceMs?: number;
}

/**
 * The port to a worker thread, seen from the thread that started it. Closing it asks the thread to end, so that its
 * handlers can roll back, and terminates it after the grace time. A thread that fails or exits closes the port.
 */
export function workerPort(worker: Worker, { graceMs = 5000 }: WorkerPortOptions = {}): WorkerPort {
  let failure: string | undefined;
  let grace: NodeJS.Timeout | undefined;
  const events = createPortEvents(close);

  function close(): void {
    if (!events.end()) return;
    worker.postMessage(CLOSE_SIGNAL);
    grace = setTimeout(() => void worker.terminate(), graceMs);
    grace.unref();
  }

  worker.on("message", (message: unknown) => {
    if (message === CLOSE_SIGNAL) close();
    else events.deliver(message);
  });
  worker.on("messageerror", () => {
    failure = "a frame from the thread could not be read";
    if (events.end(failure)) void worker.terminate();
  });
  worker.on("error", (error) => (failure = `the thread failed: ${messageOf(error)}`));
  const exited = new Promise<number>((resolve) => {
    worker.once("exit", (code) => {
      clearTimeout(grace);
      events.end(failure ?? `the thread exited with code ${code}`);
      resolve(code);
    });
  });

  return {
    post(frame, transfer) {
      if (!events.isClosed) worker.postMessage(frame, transfer as readonly Transferable[] | undefined);
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
    exited,
  };
}

/**
 * The port to the starting thread, seen from inside a worker: pass `parentPort`. Also fits either end of a `MessageChannel`.
 * Once it is closed, nothing of it keeps the thread alive.
 */
export function messagePort(port: MessagePort): Port {
  const events = createPortEvents(close);

  function close(): void {
    if (!events.end()) return;
    port.postMessage(CLOSE_SIGNAL);
    port.close();
  }

  port.on("message", (message: unknown) => {
    if (message !== CLOSE_SIGNAL) events.deliver(message);
    else if (events.end()) port.close();
  });
  port.on("messageerror", close);
  port.on("close", () => void events.end());

  return {
    post(frame, transfer) {
      if (!events.isClosed) port.postMessage(frame, transfer as readonly Transferable[] | undefined);
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
  };
}
