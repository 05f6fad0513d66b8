import { VerdigrisError } from "../../src-shared/rpc/errors.ts";

/**
 * The work's outcome, or a rejection as soon as the signal aborts: for work that waits for someone else and cannot be interrupted.
 * What the work comes to afterwards is dropped.
 */
export async function untilAborted<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(new VerdigrisError("cancelled", "It was cancelled.", {}, { cause: signal.reason }));
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  work.catch(() => undefined);
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener("abort", onAbort));
}
