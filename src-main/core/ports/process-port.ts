import type { ChildProcess } from "node:child_process";
import { createPortEvents, type Port } from "../../../src-shared/rpc/port.ts";

export interface ProcessPort extends Port {
  /** Resolves when the process has ended: its exit code, or the signal that ended it. Never rejects. */
  readonly exited: Promise<number | NodeJS.Signals>;
}

export interface ProcessPortOptions {
  /** How long a closed process may take to abort its calls and end before it is killed. 5,000 ms by default. */
  readonly graceMs?: number;
}

/**
 * The port to a child process, seen from its parent. Start it with `fork(file, { serialization: "advanced" })`, so that
 * typed arrays, maps and dates arrive as they were sent. Closing it disconnects, so that handlers can roll back, and kills
 * the process after the grace time, even one that hangs in native code. A process that fails or exits closes the port.
 */
export function processPort(child: ChildProcess, { graceMs = 5000 }: ProcessPortOptions = {}): ProcessPort {
  let grace: NodeJS.Timeout | undefined;
  const events = createPortEvents(close);

  function close(): void {
    if (events.end()) disconnect();
  }
  function disconnect(): void {
    if (child.connected) child.disconnect();
    if (child.exitCode !== null || child.signalCode !== null) return;
    grace ??= setTimeout(() => child.kill("SIGKILL"), graceMs).unref();
  }

  child.on("message", (message: unknown) => events.deliver(message));
  // A process without its channel is of no use: it is given the grace time to end, and its exit says why.
  child.on("disconnect", disconnect);
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    const end = (outcome: number | NodeJS.Signals, reason: string): void => {
      clearTimeout(grace);
      events.end(reason);
      resolve(outcome);
    };
    child.once("exit", (code, signal) => end(code ?? signal ?? 0, `the process exited with ${code === null ? signal : `code ${code}`}`));
    child.on("error", (error) => {
      // A process that never started has no exit to wait for; any other error is told by its exit.
      if (child.pid === undefined) end(-1, `the process could not be started: ${error.message}`);
    });
  });

  return {
    post(frame) {
      if (events.isClosed || !child.connected) return;
      child.send(frame as object, (error) => {
        if (error !== null && events.end(`the process could not be reached: ${error.message}`)) disconnect();
      });
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
    exited,
  };
}

/**
 * The port to the parent, seen from inside a forked process.
 * @throws TypeError when this process was not forked with a channel.
 */
export function parentProcessPort(self: NodeJS.Process): Port {
  if (self.send === undefined) throw new TypeError("This process was not forked with an IPC channel.");
  const events = createPortEvents(close);

  function close(): void {
    if (events.end() && self.connected) self.disconnect();
  }

  self.on("message", (message: unknown) => events.deliver(message));
  self.on("disconnect", () => void events.end());

  return {
    post(frame) {
      if (events.isClosed || !self.connected) return;
      // The callback is there so that a parent that is gone does not become an uncaught "error" event.
      self.send?.(frame, undefined, undefined, (error) => {
        if (error !== null) close();
      });
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
  };
}
