import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useCore } from "./core-context.tsx";

/** The state of everything in one line. */
export function StatusBar() {
  const core = useCore();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ["status"], queryFn: ({ signal }) => core.call("host.status", {}, { signal }) });
  useEffect(() => core.on("host.statusChanged", (status) => queries.setQueryData(["status"], status)), [core, queries]);
  return (
    <footer className="status-bar">
      {data === undefined ? (
        <span>Connecting</span>
      ) : (
        <>
          <span>
            {data.repositories} {data.repositories === 1 ? "repository" : "repositories"}
          </span>
          <span>{data.activeRuns > 0 ? "Indexing" : `${data.passages.toLocaleString()} passages`}</span>
          <span>{data.backend === "sqlite" ? "SQLite on this machine" : "Turso"}</span>
          <span>Sync off</span>
        </>
      )}
    </footer>
  );
}
