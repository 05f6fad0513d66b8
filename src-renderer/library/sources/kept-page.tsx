import { Archive, ArrowLeft } from "lucide-react";
import { useMemo, useState } from "react";
import type { RepositorySummary, TranscriptEntry, TranscriptSourceView } from "../../../src-shared/contract/index.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { useKeys } from "../../app/keys.ts";
import { navigate, routes } from "../../app/navigation.ts";
import { transcriptWords } from "../../strings/en-transcripts.ts";
import { formatDate, formatNumber } from "../../strings/format.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useList } from "../../ui/use-list.ts";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { groupOf, keptRows, SOON_DAYS, type KeptRow } from "./kept-rows.ts";
import "./sources.css";

const words = transcriptWords.guard;
const ALL = 100_000;

/** The retention guard: which transcripts their assistants will delete and when, and what the archive keeps. */
export function KeptPage({ repositories }: { readonly repositories: readonly RepositorySummary[] }) {
  const entries = useCoreQuery("transcripts.list", { limit: ALL });
  const sources = useCoreQuery("transcripts.sources", {});
  useKeys({ "screen.back": () => navigate(routes.library()) });
  const error = entries.error ?? sources.error;
  if (error !== null)
    return (
      <ErrorState
        title={transcriptWords.loadFailed}
        error={error}
        onRetry={() => void Promise.all([entries.refetch(), sources.refetch()])}
      />
    );
  if (entries.data === undefined || sources.data === undefined) return <Skeleton />;
  return <Kept entries={entries.data} sources={sources.data} repositories={repositories} />;
}

interface KeptProps {
  readonly entries: readonly TranscriptEntry[];
  readonly sources: readonly TranscriptSourceView[];
  readonly repositories: readonly RepositorySummary[];
}

function Kept({ entries, sources, repositories }: KeptProps) {
  const [now] = useState(() => Date.now());
  const [assistant, setAssistant] = useState<Assistant | "all">("all");
  const rows = useMemo(
    () =>
      keptRows(
        entries.filter((entry) => assistant === "all" || entry.assistant === assistant),
        now,
      ),
    [entries, assistant, now],
  );
  const names = new Map(repositories.map(({ id, name }) => [id, name]));
  const list = useList<KeptRow>({
    items: rows,
    isHeading: (row) => row.type === "group",
    onOpen: (row) => {
      const id = row.type === "transcript" && row.entry.repositoryId !== null ? row.entry.ownIds[0] : undefined;
      if (id !== undefined) navigate(routes.session(id));
    },
  });
  const soon = entries.filter((entry) => groupOf(entry, now) === "soon").length;
  const bytes = sources.reduce((sum, source) => sum + source.archivedBytes, 0);
  const kept = sources.filter((source) => source.archived > 0);
  return (
    <div className="kept">
      <div>
        <ButtonLink href={routes.library()} variant="quiet" size="small" icon={ArrowLeft} className="repository-back">
          {words.back}
        </ButtonLink>
        <PageHeader
          title={words.title}
          detail={`${words.soon(soon, SOON_DAYS)} ${words.archive(entries.length, bytes)}`}
          actions={
            kept.length > 1 && (
              <Select<Assistant | "all">
                label={words.assistant}
                hideLabel
                value={assistant}
                onChange={setAssistant}
                options={[{ value: "all", label: words.everyone }, ...kept.map((one) => ({ value: one.assistant, label: one.name }))]}
              />
            )
          }
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState icon={Archive} title={words.empty} actions={<ButtonLink href={routes.library()}>{words.back}</ButtonLink>}>
          {words.emptyHelp}
        </EmptyState>
      ) : (
        <VirtualList
          className="kept-list"
          list={list}
          label={words.list}
          itemKey={(row) => (row.type === "group" ? row.group : `${row.entry.assistant}/${row.entry.key}`)}
          estimateSize={(row) => (row.type === "group" ? 40 : 46)}
          renderItem={(row) =>
            row.type === "group" ? (
              <span className="kept-group">
                {words.groups[row.group]} <span className="ui-count tabular">{formatNumber(row.count)}</span>
              </span>
            ) : (
              <Transcript row={row} assistants={sources} repository={names.get(row.entry.repositoryId ?? "") ?? null} />
            )
          }
        />
      )}
    </div>
  );
}

interface TranscriptProps {
  readonly row: Extract<KeptRow, { type: "transcript" }>;
  readonly assistants: readonly TranscriptSourceView[];
  readonly repository: string | null;
}

function Transcript({ row: { entry, daysLeft }, assistants, repository }: TranscriptProps) {
  const name = assistants.find((source) => source.assistant === entry.assistant)?.name ?? entry.assistant;
  return (
    <div className="kept-row">
      <span className="kept-title truncate">{entry.title}</span>
      <span
        className="kept-when tabular"
        data-soon={(daysLeft !== null && daysLeft < SOON_DAYS) || undefined}
        title={entry.deletesAt ?? undefined}
      >
        {daysLeft !== null ? words.deletesIn(daysLeft) : !entry.present ? words.deletedThere : ""}
      </span>
      <span className="kept-detail truncate tabular">
        {[name, repository ?? words.noRepository, entry.startedAt === null ? null : formatDate(entry.startedAt), words.turns(entry.turns)]
          .filter((part) => part !== null)
          .join(" · ")}
        {entry.problem !== null && <span className="source-problem"> · {entry.problem}</span>}
      </span>
      {entry.archivedAt !== null && (
        <span className="kept-detail kept-archived">
          {words.archivedAt} <RelativeTime instant={entry.archivedAt} />
        </span>
      )}
    </div>
  );
}
