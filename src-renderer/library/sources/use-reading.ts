import { useState } from "react";
import type { SweepProgress, SweepReport } from "../../../src-shared/contract/index.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { useCore } from "../../app/core-context.tsx";

export interface Reading {
  /** Null while nothing is being read. */
  readonly progress: SweepProgress | null;
  readonly error: unknown;
  /** Allows the assistant and waits until its transcripts are archived. Null when it was stopped or failed. */
  start(): Promise<SweepReport | null>;
  /** What is archived by then stays; the rest is read when it is looked for again. */
  stop(): void;
}

/** Reading an assistant's transcripts for the first time, which may take long. */
export function useReading(assistant: Assistant): Reading {
  const core = useCore();
  const [progress, setProgress] = useState<SweepProgress | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [controller, setController] = useState<AbortController | null>(null);
  return {
    progress,
    error,
    async start() {
      const own = new AbortController();
      setController(own);
      setError(null);
      setProgress({ done: 0, total: 0 });
      try {
        return await core.call("transcripts.allow", { assistant }, { signal: own.signal, onProgress: setProgress });
      } catch (reason) {
        if (!(reason instanceof VerdigrisError && reason.code === "cancelled")) setError(reason);
        return null;
      } finally {
        setProgress(null);
      }
    },
    stop: () => controller?.abort(),
  };
}
