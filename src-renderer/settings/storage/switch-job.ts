import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { CopyStep, StorageKind, SwitchReport } from "../../../src-shared/contract/index.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { useCore } from "../../app/core-context.tsx";
import type { Target } from "../connection/use-connection-test.ts";

/** A switch of the storage as it stands. It goes on while other pages are shown. */
export type SwitchJob =
  | {
      readonly state: "running";
      readonly target: Target;
      /** What serves until the end. */
      readonly from: StorageKind;
      readonly step: CopyStep | null;
      /** The copy is made a second time, for what was written during the first. */
      readonly isAgain: boolean;
      readonly isStopping: boolean;
      readonly cancel: () => void;
    }
  | { readonly state: "done"; readonly target: Target; readonly report: SwitchReport }
  | { readonly state: "cancelled"; readonly target: Target }
  | { readonly state: "failed"; readonly target: Target; readonly error: unknown };

const KEY = ["storage-switch"];

export interface Switching {
  readonly job: SwitchJob | null;
  start(target: Target, from: StorageKind): Promise<void>;
  dismiss(): void;
}

/** The one switch of this window. */
export function useSwitch(): Switching {
  const core = useCore();
  const queries = useQueryClient();
  const { data: job = null } = useQuery<SwitchJob | null>({
    queryKey: KEY,
    queryFn: () => null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const start = useCallback(
    async (target: Target, from: StorageKind): Promise<void> => {
      const set = (next: SwitchJob): unknown => queries.setQueryData<SwitchJob | null>(KEY, next);
      // A step that comes after the stop was asked for does not take that back.
      const update = (change: { readonly step?: CopyStep; readonly isAgain?: boolean; readonly isStopping?: boolean }): unknown =>
        queries.setQueryData<SwitchJob | null>(KEY, (last) => (last?.state === "running" ? { ...last, ...change } : last));
      const controller = new AbortController();
      let hasVerified = false;
      set({
        state: "running",
        target,
        from,
        step: null,
        isAgain: false,
        isStopping: false,
        cancel: () => {
          update({ isStopping: true });
          controller.abort();
        },
      });
      try {
        const report = await core.call(
          "storage.switch",
          { target },
          {
            signal: controller.signal,
            onProgress: (step) => {
              hasVerified ||= step.phase === "verify";
              const isAgain = hasVerified && step.phase !== "verify" && step.phase !== "finish";
              update({ step, isAgain });
            },
          },
        );
        set({ state: "done", target, report });
      } catch (error) {
        const isCancelled = error instanceof VerdigrisError && error.code === "cancelled";
        set(isCancelled ? { state: "cancelled", target } : { state: "failed", target, error });
      }
    },
    [core, queries],
  );
  const dismiss = useCallback(() => void queries.setQueryData<SwitchJob | null>(KEY, null), [queries]);
  return { job, start, dismiss };
}
