import { FolderPlus, FolderX } from "lucide-react";
import { useCallback, useState } from "react";
import type { RepositorySummary } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { navigate, routes } from "../app/navigation.ts";
import { libraryWords } from "../strings/en-library.ts";
import { count } from "../strings/format.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AddRepository } from "./add-repository.tsx";
import { useWindowDrop } from "./drop-target.tsx";
import type { DropAnswer } from "./dropped.ts";
import { RepositoryPage } from "./repository-page.tsx";
import { RepositoryRow } from "./repository-row.tsx";
import { KeptPage } from "./sources/kept-page.tsx";
import { SourceList, TRANSCRIPTS } from "./sources/source-list.tsx";
import "./library.css";

/** Under this name instead of a repository's id the address is that of adding one. */
const ADD = "add";

/** Repositories: the first run, adding, the list, one of them; and the transcripts of assistants. */
export function LibraryScreen({ repositoryId }: { readonly repositoryId: string | null }) {
  const { data, error, refetch } = useCoreQuery("library.list", {});
  const [dropped, setDropped] = useState<DropAnswer | null>(null);
  if (error !== null && data === undefined)
    return <ErrorState title={libraryWords.loadFailed} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) {
    return (
      <Page>
        <Skeleton />
      </Page>
    );
  }
  if (data.length === 0) return <AddRepository isFirst dropped={null} />;
  if (repositoryId === ADD) return <AddRepository isFirst={false} dropped={dropped} />;
  if (repositoryId === TRANSCRIPTS) return <KeptPage repositories={data} />;
  if (repositoryId === null) return <RepositoryList repositories={data} onDropped={setDropped} />;
  const repository = data.find((one) => one.id === repositoryId);
  if (repository !== undefined) return <RepositoryPage key={repositoryId} repository={repository} />;
  return (
    <EmptyState
      icon={FolderX}
      isScreen
      title={libraryWords.gone}
      actions={<ButtonLink href={routes.library()}>{libraryWords.back}</ButtonLink>}
    >
      {libraryWords.goneHelp}
    </EmptyState>
  );
}

interface RepositoryListProps {
  readonly repositories: readonly RepositorySummary[];
  readonly onDropped: (answer: DropAnswer | null) => void;
}

function RepositoryList({ repositories, onDropped }: RepositoryListProps) {
  // A drop onto the list is answered where repositories are added.
  useWindowDrop(
    useCallback(
      (answer) => {
        onDropped(answer);
        navigate(routes.library(ADD));
      },
      [onDropped],
    ),
  );
  const passages = repositories.reduce((sum, repository) => sum + repository.counts.passages, 0);
  return (
    <Page>
      <PageHeader
        title={libraryWords.title}
        detail={`${count(repositories.length, "repository", "repositories")} · ${count(passages, "passage", "passages")}`}
        actions={
          <ButtonLink href={routes.library(ADD)} variant="primary" icon={FolderPlus} onClick={() => onDropped(null)}>
            {libraryWords.add}
          </ButtonLink>
        }
      />
      <ul className="repositories" aria-label={libraryWords.repositories}>
        {repositories.map((repository) => (
          <RepositoryRow key={repository.id} repository={repository} />
        ))}
      </ul>
      <SourceList repositories={repositories} />
    </Page>
  );
}
