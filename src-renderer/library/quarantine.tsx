import { RotateCw } from "lucide-react";
import { useState } from "react";
import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { useCoreAction, useCoreQuery } from "../app/core-query.ts";
import { libraryWords } from "../strings/en-library.ts";
import { formatBytes } from "../strings/format.ts";
import { Button } from "../ui/button.tsx";
import { InlineError } from "../ui/error-state.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { groupByReason, type QuarantineGroup } from "./quarantine-groups.ts";

const words = libraryWords.quarantine;
const SHOWN = 20;

/** Files that were skipped or failed, by reason, and trying them again. */
export function Quarantine({ repository }: { readonly repository: RepositorySummary }) {
  const { data, error, refetch } = useCoreQuery("library.quarantine", { repositoryId: repository.id });
  const retry = useCoreAction("library.retry");
  const run = (paths?: string[]): void => retry.mutate({ repositoryId: repository.id, ...(paths === undefined ? {} : { paths }) });
  const problem = error ?? retry.error;
  return (
    <section className="library-section" aria-label={words.title}>
      <header className="library-section-head">
        <h2>{words.title}</h2>
        {data !== undefined && data.length > 0 && (
          <Button size="small" icon={RotateCw} disabled={retry.isPending} onClick={() => run()}>
            {words.retryAll}
          </Button>
        )}
      </header>
      {problem !== null && <InlineError error={problem} onRetry={() => void refetch()} />}
      {data !== undefined && <p className="muted">{data.length === 0 ? words.none : words.help}</p>}
      {groupByReason(data ?? []).map((group) => (
        <Group key={`${group.state} ${group.reason}`} group={group} onRetry={(path) => run([path])} />
      ))}
    </section>
  );
}

function Group({ group, onRetry }: { readonly group: QuarantineGroup; readonly onRetry: (path: string) => void }) {
  const [all, setAll] = useState(false);
  const shown = all ? group.files : group.files.slice(0, SHOWN);
  return (
    <details className="quarantine-group" open>
      <summary>
        <span className="quarantine-state" data-state={group.state}>
          {group.state === "failed" ? words.failed : words.skipped}
        </span>
        <span>{group.reason}</span>
        <span className="muted tabular">{words.files(group.files.length)}</span>
      </summary>
      <ul>
        {shown.map((file) => (
          <li key={file.path} className="quarantine-file">
            <span className="mono">{file.path}</span>
            <span className="muted tabular">{formatBytes(file.bytes)}</span>
            <IconButton icon={RotateCw} size="small" label={words.retry(file.path)} onClick={() => onRetry(file.path)} />
          </li>
        ))}
      </ul>
      {shown.length < group.files.length && (
        <Button size="small" variant="quiet" onClick={() => setAll(true)}>
          {words.showAll(group.files.length)}
        </Button>
      )}
    </details>
  );
}
