import { CloudAlert, TriangleAlert } from "lucide-react";
import { useSyncExternalStore } from "react";
import type { Status } from "../../src-shared/contract/index.ts";
import { common } from "../strings/en-common.ts";
import { count, formatPercent, formatSeconds } from "../strings/format.ts";
import { useCoreQuery } from "./core-query.ts";
import { useTransport } from "./core-context.tsx";
import { routes } from "./navigation.ts";
import { currentPhase, isActive, phaseShare, useRuns } from "./runs.ts";
import { RelativeTime } from "../ui/relative-time.tsx";
import "./status-bar.css";

const words = common.status;

/** The state of everything in one line; each part opens its screen. */
export function StatusBar() {
  const { state, onState } = useTransport();
  const connection = useSyncExternalStore(onState, state);
  const { data } = useCoreQuery("host.status", {});
  return (
    <footer className="status-bar" aria-label={words.label}>
      {data === undefined ? <span>{words.connecting}</span> : <Parts status={data} />}
      {data !== undefined && connection === "lost" && <span className="status-problem">{words.offline}</span>}
    </footer>
  );
}

function Parts({ status }: { readonly status: Status }) {
  const problem = status.problems[0];
  return (
    <>
      <a href={routes.library()}>{count(status.repositories, words.repository, words.repositories)}</a>
      <IndexState status={status} />
      {status.passages > 0 && status.embedded < 1 && status.activeRuns === 0 && (
        <a href={routes.library()} title={words.embeddedHelp}>
          {words.embedded(formatPercent(status.embedded))}
        </a>
      )}
      <span className="status-space" />
      {problem !== undefined && (
        <a
          className="status-problem"
          href={problem.screen === "settings" ? routes.settings() : routes.library()}
          title={status.problems.map((one) => one.message).join("\n")}
        >
          <TriangleAlert size="1em" aria-hidden />
          {count(status.problems.length, words.problem, words.problems)}
        </a>
      )}
      <a href={routes.settings("storage")}>{words.backends[status.backend]}</a>
      <SyncState status={status} />
    </>
  );
}

/** Where there is no sync of its own, a storage on a server tells the state. */
function SyncState({ status: { sync, syncedAt } }: { readonly status: Status }) {
  const isInTheWay = sync === "sign-in" || sync === "failed" || sync === "offline";
  return (
    <a href={routes.settings("sync")} className={isInTheWay ? "status-problem" : undefined}>
      {isInTheWay && <CloudAlert size="1.1em" aria-hidden />}
      <span>
        {words.sync[sync]}
        {syncedAt !== null && sync !== "off" && sync !== "connecting" && sync !== "syncing" && (
          <>
            {sync === "current" ? " " : ` · ${words.lastSynced} `}
            <RelativeTime instant={syncedAt} />
          </>
        )}
      </span>
    </a>
  );
}

function IndexState({ status }: { readonly status: Status }) {
  const run = Object.values(useRuns()).find(isActive);
  if (status.activeRuns === 0 || run === undefined) {
    if (status.activeRuns > 0) return <a href={routes.library()}>{words.indexing}</a>;
    return status.repositories === 0 ? null : <a href={routes.library()}>{count(status.passages, words.passage, words.passages)}</a>;
  }
  const phase = currentPhase(run);
  const share = phase === null ? null : phaseShare(phase);
  const text = [
    run.state === "paused" ? words.paused : phase === null ? words.indexing : common.phases[phase.phase],
    share === null ? null : formatPercent(share),
    run.secondsLeft === null ? null : words.left(formatSeconds(run.secondsLeft)),
  ];
  return (
    <a href={routes.library(run.repositoryId)} className="status-run">
      <span className="status-track" aria-hidden>
        <span className="status-fill" style={{ width: `${(share ?? 0) * 100}%` }} />
      </span>
      <span className="tabular">{text.filter((part) => part !== null).join(" · ")}</span>
    </a>
  );
}
