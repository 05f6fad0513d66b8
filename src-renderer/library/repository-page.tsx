import { ArrowLeft, CloudOff, RefreshCw } from "lucide-react";
import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { useCoreAction } from "../app/core-query.ts";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { isActive, useRuns } from "../app/runs.ts";
import { libraryWords } from "../strings/en-library.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { InlineError } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Quarantine } from "./quarantine.tsx";
import { RepositoryFacts } from "./repository-facts.tsx";
import { RepositoryMenu } from "./repository-menu.tsx";
import { RepositoryRules } from "./repository-rules.tsx";
import { RepositoryState } from "./repository-state.tsx";
import { RunPanel } from "./run-panel.tsx";
import { WatchSwitch } from "./watch-switch.tsx";

/** Everything about one repository of the library. */
export function RepositoryPage({ repository }: { readonly repository: RepositorySummary }) {
  const run = useRuns()[repository.id] ?? repository.run;
  const reindex = useCoreAction("library.reindex");
  const isHere = repository.root !== null && !repository.missing;
  useKeys({ "screen.back": () => navigate(routes.library()) });
  return (
    <Page width="narrow">
      <div>
        <ButtonLink href={routes.library()} variant="quiet" size="small" icon={ArrowLeft} className="repository-back">
          {libraryWords.back}
        </ButtonLink>
        <PageHeader
          title={repository.name}
          detail={<span className="mono">{repository.root ?? repository.remoteUrl ?? ""}</span>}
          actions={
            <>
              {repository.root !== null && (
                <Button
                  icon={RefreshCw}
                  disabled={!isHere || isActive(run)}
                  onClick={() => reindex.mutate({ repositoryId: repository.id })}
                >
                  {libraryWords.actions.reindex}
                </Button>
              )}
              <RepositoryMenu repository={repository} isOpened />
            </>
          }
        />
        <div className="repository-line">
          <RepositoryState repository={repository} run={run} />
          {repository.root !== null && <WatchSwitch repository={repository} />}
        </div>
      </div>
      {repository.root === null && (
        <section className="repository-elsewhere" aria-label={libraryWords.state.elsewhere}>
          <CloudOff size="1.3em" strokeWidth={1.75} aria-hidden />
          <div>
            <strong>{libraryWords.elsewhere.title}</strong>
            <p className="muted">{libraryWords.elsewhere.help}</p>
          </div>
          <ButtonLink href={routes.library("add")}>{libraryWords.elsewhere.add}</ButtonLink>
        </section>
      )}
      {reindex.error !== null && <InlineError error={reindex.error} />}
      {run?.state === "failed" && (
        <p className="run-failed" role="alert">
          {run.message}
        </p>
      )}
      {isActive(run) && <RunPanel run={run} name={repository.name} />}
      {repository.counts.passages > 0 && <RepositoryFacts repository={repository} />}
      {repository.root !== null && (repository.counts.quarantined > 0 || !isActive(run)) && <Quarantine repository={repository} />}
      {isHere && <RepositoryRules repository={repository} />}
    </Page>
  );
}
