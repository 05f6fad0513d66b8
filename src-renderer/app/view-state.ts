/** Small view state that outlives a reload (pane sizes, last section): kept by the core, on this machine only. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useCore } from "./core-context.tsx";

const WRITE_AFTER_MS = 300;

/** Like `useState` for a string, kept under `key`. Writes are gathered; one that fails loses a pane's size and no more. */
export function useViewState(key: string, initial: string): readonly [string, (value: string) => void] {
  const core = useCore();
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { data } = useQuery({
    queryKey: ["view-state", key],
    queryFn: ({ signal }) => core.call("settings.readState", { key }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const set = useCallback(
    (value: string): void => {
      void queries.cancelQueries({ queryKey: ["view-state", key] });
      queries.setQueryData(["view-state", key], value);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void core.call("settings.writeState", { key, value }).catch(() => undefined), WRITE_AFTER_MS);
    },
    [core, key, queries],
  );
  return [data ?? initial, set];
}
