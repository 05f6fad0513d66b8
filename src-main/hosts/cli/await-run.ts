import type { RunProgress, RunReport } from "../../../src-shared/contract/library.ts";
import type { CliSession } from "./session.ts";

/** Waits for the end of an index run that the command started. Ctrl+C cancels the run, and its report says so. */
export async function awaitRun(session: CliSession, runId: string, onProgress?: (progress: RunProgress) => void): Promise<RunReport> {
  const client = await session.client();
  const cancel = (): void => void client.call("library.cancel", { runId }).catch(() => undefined);
  if (session.signal.aborted) cancel();
  session.signal.addEventListener("abort", cancel, { once: true });
  try {
    return await client.call("library.awaitRun", { runId }, onProgress === undefined ? {} : { onProgress });
  } finally {
    session.signal.removeEventListener("abort", cancel);
  }
}
