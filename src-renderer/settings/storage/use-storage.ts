import { useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { StorageView } from "../../../src-shared/contract/index.ts";
import { useCore } from "../../app/core-context.tsx";
import { useCoreQuery } from "../../app/core-query.ts";

/** The storage as it is now, kept fresh while shown. */
export function useStorage(): UseQueryResult<StorageView> {
  const core = useCore();
  const queries = useQueryClient();
  useEffect(() => core.on("storage.changed", (view) => queries.setQueryData(["storage.get", {}], view)), [core, queries]);
  return useCoreQuery("storage.get", {});
}
