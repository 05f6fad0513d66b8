import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { isActive, useRuns } from "../app/runs.ts";
import { routes } from "../app/navigation.ts";
import { common } from "../strings/en-common.ts";
import { formatBytes, formatNumber } from "../strings/format.ts";
import { RepositoryMenu } from "./repository-menu.tsx";
import { RepositoryState } from "./repository-state.tsx";
import { RunLine } from "./run-line.tsx";
import { WatchSwitch } from "./watch-switch.tsx";

const KINDS = ["session", "code", "doc", "belief", "commit"] as const;

/** One repository of the list. */
export function RepositoryRow({ repository }: { readonly repository: RepositorySummary }) {
  const last = useRuns()[repository.id] ?? repository.run;
  const { counts } = repository;
  return (
    <li className="repository">
      <div className="repository-main">
        <h2 className="repository-name">
          <a href={routes.library(repository.id)}>{repository.name}</a>
          {repository.head.branch !== null && <span className="repository-branch">{repository.head.branch}</span>}
        </h2>
        <p className="repository-path truncate mono" title={repository.root ?? undefined}>
          {repository.root ?? repository.remoteUrl ?? ""}
        </p>
        <p className="repository-counts tabular">
          {KINDS.filter((kind) => counts.documents[kind] > 0)
            .map(
              (kind) =>
                `${formatNumber(counts.documents[kind])} ${(counts.documents[kind] === 1 ? common.kinds : common.kindsMany)[kind].toLowerCase()}`,
            )
            .join(" · ")}
          {counts.bytes > 0 && ` · ${formatBytes(counts.bytes)}`}
        </p>
      </div>
      <div className="repository-side">
        <RepositoryState repository={repository} run={last} />
        {repository.root !== null && <WatchSwitch repository={repository} />}
        <RepositoryMenu repository={repository} />
      </div>
      {isActive(last) && <RunLine run={last} name={repository.name} />}
    </li>
  );
}
