import { useState } from "react";
import type { CommitView } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { goBack } from "../app/go-back.ts";
import { routes } from "../app/navigation.ts";
import { CommitFacts } from "../reading/commit/commit-facts.tsx";
import { DiffView } from "../reading/diff/diff-view.tsx";
import { StarButton } from "../reading/star/star-button.tsx";
import { common } from "../strings/en-common.ts";
import { commits } from "../strings/en-document.ts";
import { BackButton } from "../ui/back-button.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CommitFiles } from "./commit-files.tsx";
import { CommitSessions } from "./commit-sessions.tsx";
import "./commit-screen.css";

export interface CommitScreenProps {
  readonly repositoryId: string;
  readonly hash: string;
  /** The file to start at. */
  readonly path: string | null;
}

/** A commit: what it says, what it changed, and the sessions it came from, each with how sure that is. */
export function CommitScreen({ repositoryId, hash, path }: CommitScreenProps) {
  const { data, error, refetch } = useCoreQuery("documents.commit", { repositoryId, hash });
  if (error !== null)
    return (
      <ErrorState
        error={error}
        title={commits.failed}
        onRetry={() => void refetch()}
        action={<Button onClick={goBack}>{common.back}</Button>}
      />
    );
  if (data === undefined) return <Skeleton lines={10} />;
  return <Reader key={data.commit.hash} view={data} path={path} />;
}

function Reader({ view, path }: { readonly view: CommitView; readonly path: string | null }) {
  const { commit, repositoryId } = view;
  const [chosen, setChosen] = useState(path);
  return (
    <article className="commit-screen">
      <header className="commit-head">
        <BackButton />
        <div className="commit-heading">
          <h1 className="commit-title">{commit.subject}</h1>
          <CommitFacts view={view} />
          {commit.body.trim() !== "" && <pre className="commit-message">{commit.body.trim()}</pre>}
        </div>
        <StarButton target={{ documentId: view.documentId, passageId: null }} />
        <CopyButton variant="quiet" text={commit.hash} label={commits.copyHash} />
      </header>
      <div className="commit-main">
        <aside className="commit-side">
          <CommitSessions sessions={view.sessions} />
          <CommitFiles files={commit.files} chosen={chosen} onChoose={setChosen} />
          {commit.parents.length > 0 && (
            <section aria-labelledby="parents">
              <h2 id="parents" className="commit-side-title">
                {commit.parents.length === 1 ? commits.parent : commits.parents}
              </h2>
              <ul>
                {commit.parents.map((parent) => (
                  <li key={parent}>
                    <a className="commit-entry mono" href={routes.commit(repositoryId, parent)}>
                      {parent.slice(0, 10)}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </aside>
        <Changes view={view} path={chosen} />
      </div>
    </article>
  );
}

function Changes({ view, path }: { readonly view: CommitView; readonly path: string | null }) {
  const { repositoryId, commit } = view;
  const { data, error, refetch } = useCoreQuery("documents.diff", { repositoryId, hash: commit.hash });
  if (error !== null) return <ErrorState error={error} title={commits.diffFailed} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={10} />;
  if (data.unavailable !== null) return <p className="diff-empty">{data.unavailable}</p>;
  return (
    <div className="commit-changes">
      {data.truncated && <p className="commit-note">{commits.truncated}</p>}
      {data.text === "" && commit.parents.length > 1 ? (
        <p className="diff-empty">{commits.merge}</p>
      ) : (
        <DiffView text={data.text} label={commits.changes} path={path} />
      )}
    </div>
  );
}
