import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { SyncStatus } from "../../../src-shared/contract/index.ts";
import { useCore } from "../../app/core-context.tsx";
import { useCoreQuery } from "../../app/core-query.ts";

/** Sync as it is now, kept fresh while shown; what would be sent is counted anew after each round. */
export function useSync(): UseQueryResult<SyncStatus> {
  const core = useCore();
  const queries = useQueryClient();
  useEffect(
    () =>
      core.on("sync.changed", (status) => {
        queries.setQueryData(["sync.status", {}], status);
        if (status.phase === "current") void queries.invalidateQueries({ queryKey: ["sync.preview"] });
      }),
    [core, queries],
  );
  return useCoreQuery("sync.status", {});
}
