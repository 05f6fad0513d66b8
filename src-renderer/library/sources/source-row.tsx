import { CircleCheck, CircleHelp, CircleMinus } from "lucide-react";
import { useState } from "react";
import type { RetentionPolicy, TranscriptSourceView } from "../../../src-shared/contract/index.ts";
import { messageOf } from "../../../src-shared/rpc/errors.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { routes } from "../../app/navigation.ts";
import { formatNumber } from "../../strings/format.ts";
import { transcriptWords as words } from "../../strings/en-transcripts.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { useToast } from "../../ui/toast.tsx";
import { libraryWords } from "../../strings/en-library.ts";
import { AllowDialog } from "./allow-dialog.tsx";
import { useReading, type Reading } from "./use-reading.ts";

const ICONS = { found: CircleHelp, allowed: CircleCheck, ignored: CircleMinus, absent: CircleMinus };

/** One assistant: what of it is here, what is kept, and whether it may be read. */
export function SourceRow({ source }: { readonly source: TranscriptSourceView }) {
  const reading = useReading(source.assistant);
  const Icon = ICONS[source.state];
  return (
    <li className="source">
      <div className="source-main">
        <h3 className="source-name">
          {source.name}
          {source.state !== "absent" && (
            <span className="source-state" data-state={source.state}>
              <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
              {words.states[source.state]}
            </span>
          )}
        </h3>
        <Counts source={source} />
        {source.repositories.length > 0 && (
          <ul className="source-repositories" aria-label={words.byRepository}>
            {source.repositories.map(({ repositoryId, name, count }) => (
              <li key={repositoryId}>
                <a href={routes.library(repositoryId)}>{name}</a> <span className="tabular">{formatNumber(count)}</span>
              </li>
            ))}
          </ul>
        )}
        {source.problem !== null && <p className="source-problem">{source.problem}</p>}
        {reading.error !== null && <InlineError error={reading.error} />}
      </div>
      {reading.progress === null ? <Choices source={source} reading={reading} /> : <Progress source={source} reading={reading} />}
    </li>
  );
}

function Counts({ source }: { readonly source: TranscriptSourceView }) {
  const { found, foundBytes, archived, archivedBytes, onlyArchived, retention } = source;
  const here = found === null ? words.foundDatabase : foundBytes > 0 ? words.found(found, foundBytes) : words.foundNoSize(found);
  const parts = [
    source.state === "allowed" && archived > 0 ? null : here,
    archived > 0 ? words.archived(archived, archivedBytes) : null,
    retentionText(retention),
  ].filter((part) => part !== null);
  return (
    <p className="source-counts tabular">
      {parts.join(" · ")}
      {onlyArchived > 0 && (
        <>
          {" · "}
          <span title={words.onlyArchivedHelp}>{words.onlyArchived(onlyArchived)}</span>
        </>
      )}
    </p>
  );
}

function retentionText(retention: RetentionPolicy): string | null {
  if (retention.kind === "deletes") return words.retention.deletes(retention.afterDays);
  return retention.kind === "keeps" ? words.retention.keeps : null;
}

interface SourceProps {
  readonly source: TranscriptSourceView;
  readonly reading: Reading;
}

function Choices({ source, reading }: SourceProps) {
  const { assistant, name, state } = source;
  const [isAsking, setAsking] = useState(false);
  const ignore = useCoreAction("transcripts.ignore");
  const toast = useToast();
  const report = (error: unknown): void => toast({ title: messageOf(error), problem: true });

  async function allow(): Promise<void> {
    const report = await reading.start();
    if (report !== null) toast({ title: words.read1(name, report.archived, report.failed) });
  }
  return (
    <div className="source-choices">
      {state === "found" && (
        <Button variant="quiet" size="small" onClick={() => ignore.mutate({ assistant }, { onError: report })}>
          {words.leave}
          <span className="visually-hidden"> {name}</span>
        </Button>
      )}
      {(state === "found" || state === "ignored") && (
        <Button size="small" onClick={() => setAsking(true)}>
          {state === "found" ? words.read : words.readAfterAll}
          <span className="visually-hidden"> {name}</span>
        </Button>
      )}
      {state === "allowed" && (
        <Button
          variant="quiet"
          size="small"
          onClick={() =>
            ignore.mutate(
              { assistant },
              {
                onError: report,
                onSuccess: () => toast({ title: words.stopped(name), description: words.stoppedHelp, undo: () => void allow() }),
              },
            )
          }
        >
          {words.stop}
          <span className="visually-hidden"> {name}</span>
        </Button>
      )}
      <AllowDialog name={name} places={source.places} open={isAsking} onConfirm={() => void allow()} onClose={() => setAsking(false)} />
    </div>
  );
}

function Progress({ source, reading }: SourceProps) {
  const { done, total } = reading.progress ?? { done: 0, total: 0 };
  return (
    <div className="source-progress">
      <ProgressBar
        label={words.reading(source.name)}
        value={total === 0 ? null : done / total}
        text={total === 0 ? undefined : words.of(done, total)}
      />
      <Button size="small" onClick={reading.stop}>
        {libraryWords.run.cancel}
      </Button>
    </div>
  );
}
