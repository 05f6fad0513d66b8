import { useCallback, useEffect, useRef, useState } from "react";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { ConnectionCheck, ConnectionReport } from "../../../src-shared/contract/index.ts";
import type { InputOf } from "../../../src-shared/rpc/contract.ts";
import type { CoreContract } from "../../../src-shared/contract/index.ts";
import { useCore } from "../../app/core-context.tsx";

export type Target = InputOf<CoreContract, "storage.test">["target"];

/** A test as far as it has come. */
export interface ConnectionTest {
  readonly target: Target;
  readonly state: "running" | "done" | "stopped" | "failed";
  readonly checks: readonly ConnectionCheck[];
  readonly report: ConnectionReport | null;
  readonly error: unknown;
}

export interface ConnectionTester {
  readonly test: ConnectionTest | null;
  /** @param token one that is not kept yet; null uses the kept one. */
  run(target: Target, token: string | null): Promise<boolean>;
  stop(): void;
  /** What was tested is no longer what the fields say. */
  reset(): void;
}

/** Tries a storage and shows each step as it comes. Leaving the page stops it. */
export function useConnectionTest(): ConnectionTester {
  const core = useCore();
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const reset = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setTest(null);
  }, []);
  const run = useCallback(
    async (target: Target, token: string | null): Promise<boolean> => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const show = (change: Partial<ConnectionTest>): void => {
        if (running.current === controller) setTest((last) => (last === null ? null : { ...last, ...change }));
      };
      setTest({ target, state: "running", checks: [], report: null, error: null });
      let checks: readonly ConnectionCheck[] = [];
      try {
        const input = { target, ...(token === null ? {} : { token }) };
        const report = await core.call("storage.test", input, {
          signal: controller.signal,
          onProgress: (check) => show({ checks: (checks = [...checks, check]) }),
        });
        show({ state: "done", checks: report.checks, report });
        return report.ok;
      } catch (error) {
        const isStopped = controller.signal.aborted || (error instanceof VerdigrisError && error.code === "cancelled");
        show(isStopped ? { state: "stopped" } : { state: "failed", error });
        return false;
      }
    },
    [core],
  );
  const stop = useCallback(() => running.current?.abort(), []);
  return { test, run, stop, reset };
}
