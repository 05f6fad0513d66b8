import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { SearchResult } from "../../src-shared/contract/index.ts";
import { useCore } from "../app/core-context.tsx";

/** Loads what the next move through the list will show, once the page has nothing else to do. */
export function usePrefetch(results: readonly (SearchResult | undefined)[], query: string): void {
  const core = useCore();
  const queries = useQueryClient();
  const key = results.map((result) => result?.documentId ?? "").join(" ");
  useEffect(() => {
    const handle = requestIdleCallback(
      () => {
        for (const result of results) {
          if (result === undefined || result.commit !== null) continue;
          const input = { documentId: result.documentId, query };
          void queries.prefetchQuery({
            queryKey: ["documents.read", input],
            queryFn: ({ signal }) => core.call("documents.read", input, { signal }),
            staleTime: 30_000,
          });
        }
      },
      { timeout: 500 },
    );
    return () => cancelIdleCallback(handle);
    // oxlint-disable-next-line react/exhaustive-deps -- the key says which results they are
  }, [core, key, queries, query]);
}
