import { memo } from "react";
import { useCoreQuery } from "../../app/core-query.ts";
import { CommitFacts } from "../../reading/commit/commit-facts.tsx";
import { DiffView } from "../../reading/diff/diff-view.tsx";
import { search } from "../../strings/en-search.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

export interface CommitPreviewProps {
  readonly repositoryId: string;
  readonly hash: string;
}

/** A commit with its message and its diff. */
export const CommitPreview = memo(function CommitPreview({ repositoryId, hash }: CommitPreviewProps) {
  const commit = useCoreQuery("documents.commit", { repositoryId, hash }, { keepPrevious: true });
  const diff = useCoreQuery("documents.diff", { repositoryId, hash }, { keepPrevious: true });
  if (commit.error !== null) return <ErrorState error={commit.error} title={search.preview.failed} onRetry={() => void commit.refetch()} />;
  if (commit.data === undefined) return <Skeleton lines={8} />;
  const { body } = commit.data.commit;
  return (
    <div className="preview-body" data-stale={commit.isPlaceholderData || undefined}>
      <div className="preview-commit">
        <CommitFacts view={commit.data} />
        {body.trim() !== "" && <pre className="commit-message">{body.trim()}</pre>}
      </div>
      {diff.data === undefined ? (
        <Skeleton lines={8} />
      ) : diff.data.unavailable !== null ? (
        <p className="diff-empty">{diff.data.unavailable}</p>
      ) : (
        <DiffView key={hash} text={diff.data.text} label={commit.data.commit.subject} />
      )}
    </div>
  );
});
