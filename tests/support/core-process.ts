/** Runs a core in a process group of its own, so that a test can end all of it at once, or give it another clock. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBundles } from "../../build/bundle.ts";
import { createClient } from "../../src-shared/rpc/client.ts";
import type { CoreClient, CoreContract } from "../../src-shared/contract/index.ts";
import { processPort } from "../../src-main/core/ports/process-port.ts";

const ENTRY = resolve(import.meta.dirname, "core-process-entry.ts");
const CLOCK = pathToFileURL(resolve(import.meta.dirname, "shifted-clock.ts")).href;

export interface CoreProcess {
  readonly client: CoreClient;
  readonly pid: number;
  /** kill -9 of the core and of every process it started. */
  kill(): Promise<void>;
  /** Ends it as a host does. */
  close(): Promise<void>;
  /** Resolves with the signal that ended it, or null. */
  readonly ended: Promise<NodeJS.Signals | null>;
}

export interface CoreProcessOptions {
  readonly home: string;
  /**
   * It kills itself and everything it started at the nth step of a sync round or a switch, counted from 0: each request that
   * was answered and each report of progress is one. Synchronous: nothing happens between the step and the end.
   */
  readonly killAtStep?: number;
  /** How far its clock is ahead of this machine's. */
  readonly clockAheadMs?: number;
}

export async function startCoreProcess({ home, killAtStep, clockAheadMs = 0 }: CoreProcessOptions): Promise<CoreProcess> {
  // Its threads and processes run from the bundle, as an installation's do: they start several times as fast.
  await ensureBundles(["main"]);
  const child = fork(ENTRY, [], {
    serialization: "advanced",
    // A group of its own: the signal reaches the libSQL processes too.
    detached: true,
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      // Many are started by one test: what the first one compiled serves them all.
      NODE_COMPILE_CACHE: join(tmpdir(), "verdigris-compile-cache"),
      VERDIGRIS_HOME: home,
      ...(killAtStep === undefined ? {} : { KILL_AT_STEP: String(killAtStep) }),
      ...(clockAheadMs === 0 ? {} : { CLOCK_AHEAD_MS: String(clockAheadMs), NODE_OPTIONS: `--import=${CLOCK}` }),
    },
  });
  // One that a failed test left behind must not keep the test's process; it ends with it.
  child.unref();
  child.channel?.unref();
  const ended = once(child, "exit").then(([, signal]) => signal as NodeJS.Signals | null);
  const client = createClient<CoreContract>(processPort(child));
  const pid = child.pid ?? 0;
  return {
    client,
    pid,
    ended,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, "SIGKILL");
      await ended;
    },
    async close() {
      client.close();
      await ended;
    },
  };
}
