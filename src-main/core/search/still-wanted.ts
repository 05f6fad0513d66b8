import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Between two parts of a search: lets the thread hear whether the question was withdrawn, which it cannot while the store answers at once.
 * @throws what `signal` was aborted with
 */
export async function stillWanted(signal: AbortSignal): Promise<void> {
  await nextTurn();
  signal.throwIfAborted();
}
