import { setTimeout as pause } from "node:timers/promises";
import { redactedMessageOf } from "./errors.ts";

/**
 * sqld moves its log into a snapshot each 200 MB or so. A replica that asks meanwhile is told "snapshot not found", for a second or
 * some (seen with 0.24.32); the server is well, and the next asking after that succeeds.
 */
const COMPACTING = /snapshot not found/;
const ATTEMPTS = 30;
const PAUSE_MS = 500;

/** Asks again while the server says that it is compacting its log. */
export async function whileCompacting<T>(ask: () => Promise<T>, wait: (ms: number) => Promise<unknown> = pause): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === ATTEMPTS || !COMPACTING.test(redactedMessageOf(error))) throw error;
      await wait(PAUSE_MS);
    }
  }
}
