/** Index runs as they are now: one map, fed by the core's progress events, read by the library and the status bar. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { PhaseProgress, RunProgress } from "../../src-shared/contract/index.ts";
import { useCore } from "./core-context.tsx";

export type Runs = Readonly<Record<string, RunProgress>>;

const KEY = ["runs"];
const NONE: Runs = {};

/** Mounted once by the shell. */
export function useRunEvents(): void {
  const core = useCore();
  const queries = useQueryClient();
  useEffect(
    () =>
      core.on("library.progress", (run) => queries.setQueryData<Runs>(KEY, (known) => ({ ...(known ?? NONE), [run.repositoryId]: run }))),
    [core, queries],
  );
}

/** The last known run of each repository, by repository id; ended ones too. */
export function useRuns(): Runs {
  return (
    useQuery<Runs>({ queryKey: KEY, queryFn: () => NONE, staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY }).data ??
    NONE
  );
}

/** True while work is being done or waits to go on. */
export function isActive(run: RunProgress | null | undefined): run is RunProgress {
  return run?.state === "running" || run?.state === "paused";
}

/** What a run is busy with: its last running phase, else the next that waits. */
export function currentPhase(run: RunProgress): PhaseProgress | null {
  return run.phases.findLast((phase) => phase.state === "running") ?? run.phases.find((phase) => phase.state === "waiting") ?? null;
}

/** Share done of a phase, null while its end is not known. */
export function phaseShare(phase: PhaseProgress): number | null {
  if (phase.state === "done") return 1;
  if (phase.total === null) return null;
  return phase.total === 0 ? 0 : Math.min(1, phase.done / phase.total);
}
