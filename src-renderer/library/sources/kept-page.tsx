import { Archive, ArrowLeft, SearchX, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { RepositorySummary, TranscriptEntry, TranscriptSourceView } from "../../../src-shared/contract/index.ts";
import type { Assistant } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { useKeys } from "../../app/keys.ts";
import { navigate, routes } from "../../app/navigation.ts";
import { transcriptWords } from "../../strings/en-transcripts.ts";
import { formatDate, formatNumber } from "../../strings/format.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useList } from "../../ui/use-list.ts";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { EraseDialog } from "./erase-dialog.tsx";
import { KeptFilters } from "./kept-filters.tsx";
import { EVERYTHING, groupOf, keptOf, keptRows, SOON_DAYS, type KeptRow } from "./kept-rows.ts";
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
  const [filter, setFilter] = useState(EVERYTHING);
  const [active, setActive] = useState(-1);
  const [erased, setErased] = useState<TranscriptEntry | null>(null);
  const rows = useMemo(() => keptRows(keptOf(entries, filter), now), [entries, filter, now]);
  const names = new Map(repositories.map(({ id, name }) => [id, name]));
  const list = useList<KeptRow>({
    items: rows,
    active,
    onActiveChange: setActive,
    isHeading: (row) => row.type === "group",
    // The first click on a row chooses it; one on the row that is chosen, or Enter, opens its session.
    onOpen: (row, index) => {
      const id = index === active ? sessionOf(row) : null;
      if (id !== null) navigate(routes.session(id));
    },
  });
  const chosen = list.activeItem?.type === "transcript" ? list.activeItem.entry : null;
  const session = list.activeItem === undefined ? null : sessionOf(list.activeItem);
  const soon = entries.filter((entry) => groupOf(entry, now) === "soon").length;
  const bytes = sources.reduce((sum, source) => sum + source.archivedBytes, 0);
  const assistantName = (assistant: Assistant): string => sources.find((source) => source.assistant === assistant)?.name ?? assistant;
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
            entries.length > 0 && (
              <>
                <Button disabled={session === null} onClick={() => session !== null && navigate(routes.session(session))}>
                  {words.openSession}
                </Button>
                <Button icon={Trash2} disabled={chosen === null} onClick={() => setErased(chosen)}>
                  {words.erase.open}
                </Button>
              </>
            )
          }
        />
      </div>
      {entries.length > 0 && (
        <KeptFilters
          entries={entries}
          sources={sources}
          repositories={repositories}
          filter={filter}
          onChange={(next) => {
            setFilter(next);
            setActive(-1);
          }}
          list={list}
        />
      )}
      {entries.length === 0 ? (
        <EmptyState icon={Archive} title={words.empty} actions={<ButtonLink href={routes.library()}>{words.back}</ButtonLink>}>
          {words.emptyHelp}
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState icon={SearchX} title={words.noneMatch} actions={<Button onClick={() => setFilter(EVERYTHING)}>{words.clear}</Button>} />
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
              <Transcript
                row={row}
                assistant={assistantName(row.entry.assistant)}
                repository={names.get(row.entry.repositoryId ?? "") ?? null}
              />
            )
          }
        />
      )}
      <EraseDialog entry={erased} assistant={erased === null ? "" : assistantName(erased.assistant)} onClose={() => setErased(null)} />
    </div>
  );
}

/** The session a row leads to; null for a heading and for what is of no repository. */
function sessionOf(row: KeptRow): string | null {
  return row.type === "transcript" && row.entry.repositoryId !== null ? (row.entry.ownIds[0] ?? null) : null;
}

interface TranscriptProps {
  readonly row: Extract<KeptRow, { type: "transcript" }>;
  /** Its name. */
  readonly assistant: string;
  readonly repository: string | null;
}

function Transcript({ row: { entry, daysLeft }, assistant, repository }: TranscriptProps) {
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
        {[
          assistant,
          repository ?? words.noRepository,
          entry.startedAt === null ? null : formatDate(entry.startedAt),
          words.turns(entry.turns),
        ]
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
