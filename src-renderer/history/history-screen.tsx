import { FileCode, FileText, History } from "lucide-react";
import type { Biography } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { goBack } from "../app/go-back.ts";
import { routes } from "../app/navigation.ts";
import { plainProse } from "../reading/text/plain-prose.ts";
import { common } from "../strings/en-common.ts";
import { historyWords as words } from "../strings/en-history.ts";
import { BackButton } from "../ui/back-button.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { Page } from "../ui/page.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Closest } from "./closest.tsx";
import { Timeline } from "./timeline.tsx";
import "./history.css";

export interface HistoryScreenProps {
  readonly repositoryId: string;
  readonly path: string;
  readonly symbol: string | null;
  readonly line: number | null;
}

/** The life of a file, a symbol or a line: what changed it, in which sessions, and what was decided about it. */
export function HistoryScreen({ repositoryId, path, symbol, line }: HistoryScreenProps) {
  const question = { repositoryId, path, ...(symbol === null ? {} : { symbol }), ...(line === null ? {} : { line }) };
  const first = useCoreQuery("history.biography", { ...question, stage: "first" });
  // Only then the rest: both at once, the core would work on the long one first.
  const whole = useCoreQuery("history.biography", question, { enabled: !first.isPending });
  const error = whole.error ?? first.error;
  const data = whole.data ?? first.data;
  if (error !== null)
    return (
      <ErrorState
        error={error}
        title={words.failed}
        onRetry={() => void Promise.all([first.refetch(), whole.refetch()])}
        action={<Button onClick={goBack}>{common.back}</Button>}
      />
    );
  if (data === undefined) return <Skeleton lines={10} />;
  return <Life biography={data} />;
}

function Life({ biography }: { readonly biography: Biography }) {
  const { target, commits, sessions, answers, beliefs, notes, followed, stage } = biography;
  const isWhole = stage === "whole";
  const isKnown = commits.length + sessions.length + answers.length > 0;
  return (
    <Page>
      <Head biography={biography} />
      {notes.length > 0 && (
        <ul className="history-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {isWhole ? <Closest answers={answers} /> : <Skeleton lines={3} />}
      {beliefs.length > 0 && (
        <section aria-labelledby="beliefs">
          <h2 id="beliefs" className="history-part">
            {words.beliefs}
          </h2>
          <ul>
            {beliefs.map((belief) => (
              <li key={belief.id}>
                <a className="history-belief" href={routes.belief(target.repositoryId, belief.id)} title={belief.reason}>
                  <KindIcon kind="belief" />
                  <span className="history-belief-text">{belief.statement === "" ? belief.id : plainProse(belief.statement, []).text}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isKnown ? (
        <Timeline key={JSON.stringify(target)} biography={biography} note={isWhole ? words.followed[followed] : words.reading} />
      ) : !isWhole ? (
        <Skeleton lines={8} />
      ) : (
        <EmptyState icon={History} title={words.nothing}>
          {words.nothingHelp}
        </EmptyState>
      )}
    </Page>
  );
}

function Head({ biography: { target, formerPaths } }: { readonly biography: Biography }) {
  const { repositoryId, repositoryName, path, documentId, symbol, lines } = target;
  const isPart = symbol !== null || lines !== null;
  const details = [
    isPart ? (
      <span key="path" className="mono">
        {path}
      </span>
    ) : null,
    repositoryName,
    documentId === null ? words.gone : null,
    formerPaths.length === 0 ? null : words.formerly(formerPaths.join(", ")),
  ].filter((part) => part !== null);
  return (
    <PageHeader
      lead={<BackButton />}
      title={
        <span className="history-title">
          {symbol !== null ? (
            <>
              <span className="mono">{symbol.name}</span> <span className="history-kind">{symbol.kind}</span>
            </>
          ) : lines !== null ? (
            `${path.slice(path.lastIndexOf("/") + 1)}, ${words.line(lines.start)}`
          ) : (
            <Path path={path} />
          )}
        </span>
      }
      detail={
        <span className="history-details">
          {symbol !== null && symbol.signature !== "" && <span className="mono history-signature">{symbol.signature}</span>}
          {details.map((part, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- fixed places
            <span key={index}>{part}</span>
          ))}
        </span>
      }
      actions={
        <>
          {isPart && (
            <ButtonLink variant="quiet" icon={FileText} href={routes.history(repositoryId, path)}>
              {words.wholeFile}
            </ButtonLink>
          )}
          {documentId !== null && (
            <ButtonLink icon={FileCode} href={routes.document(documentId, { line: lines?.start })}>
              {words.openFile}
            </ButtonLink>
          )}
        </>
      }
    />
  );
}

/** A path with its last part standing out. */
function Path({ path }: { readonly path: string }) {
  const at = path.lastIndexOf("/") + 1;
  return (
    <>
      <span className="history-folder">{path.slice(0, at)}</span>
      {path.slice(at)}
    </>
  );
}
