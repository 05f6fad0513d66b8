import { useQueryClient } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useEffect } from "react";
import { useCore } from "../app/core-context.tsx";
import { useCoreAction, useCoreQuery } from "../app/core-query.ts";
import { meaningWords } from "../strings/en-meaning.ts";
import { formatBytes } from "../strings/format.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import "./meaning/meaning.css";

/** Every request that left this machine. */
export function NetworkSection() {
  const core = useCore();
  const queries = useQueryClient();
  const { data: requests, error, refetch } = useCoreQuery("network.list", {});
  const clear = useCoreAction("network.clear");
  useEffect(() => core.on("network.request", () => void queries.invalidateQueries({ queryKey: ["network.list"] })), [core, queries]);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (requests === undefined) return <Skeleton />;
  if (requests.length === 0) {
    return (
      <EmptyState icon={ShieldCheck} title={meaningWords.networkEmpty}>
        {meaningWords.networkEmptyHelp}
      </EmptyState>
    );
  }
  return (
    <div>
      <table className="network-table">
        <thead>
          <tr>
            <th scope="col">{meaningWords.networkWhen}</th>
            <th scope="col">{meaningWords.networkHost}</th>
            <th scope="col">{meaningWords.networkReason}</th>
            <th scope="col">{meaningWords.networkBytes}</th>
            <th scope="col">{meaningWords.networkAnswer}</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request, index) => (
            <tr key={`${request.at} ${requests.length - index}`}>
              <td>
                <RelativeTime instant={request.at} />
              </td>
              <td className="mono">{request.host}</td>
              <td>{request.reason}</td>
              <td className="tabular">
                {formatBytes(request.bytesSent)} / {formatBytes(request.bytesReceived)}
              </td>
              <td className="tabular">{request.status ?? meaningWords.networkNoAnswer}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="meaning-add">
        <Button onClick={() => clear.mutate({}, { onSuccess: () => void refetch() })}>{meaningWords.networkClear}</Button>
      </div>
    </div>
  );
}
