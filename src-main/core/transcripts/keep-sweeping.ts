import type { CoreContext } from "../core-context.ts";
import { startRuns } from "./start-runs.ts";

/** How often transcripts that are allowed are looked for while the app runs. Assistants delete by days. */
const INTERVAL_MS = 5 * 60 * 1000;

/** Archives new transcripts at the start and from time to time, and indexes their repositories. Returns the function that ends it. */
export function keepSweeping(context: CoreContext): () => void {
  const controller = new AbortController();
  let running = false;
  async function again(): Promise<void> {
    if (running) return;
    running = true;
    try {
      const outcome = await context.transcripts.sweep(controller.signal);
      if (outcome.changed.length === 0) return;
      await startRuns(context, outcome.changed);
      context.emit("transcripts.changed", { at: new Date().toISOString() });
    } catch (error) {
      if (!controller.signal.aborted) context.logger.warn("New transcripts could not be archived.", { error });
    } finally {
      running = false;
    }
  }
  const timer = setInterval(() => void again(), INTERVAL_MS);
  timer.unref();
  void again()
    .then(() => context.transcripts.archive.collect())
    .catch((error: unknown) => context.logger.warn("The archive could not be tidied.", { error }));
  return () => {
    clearInterval(timer);
    controller.abort();
  };
}
