import { memo, useState } from "react";
import type { DocumentView, SearchResult } from "../../../src-shared/contract/index.ts";
import type { LineRange } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { BeliefFacts } from "../../reading/belief/belief-facts.tsx";
import { DocumentNotes } from "../../reading/document/document-notes.tsx";
import { DocumentText, isMarkdown } from "../../reading/document/document-text.tsx";
import { search } from "../../strings/en-search.ts";
import { ErrorState } from "../../ui/error-state.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Rendered whole up to this many characters: going down the list must not wait for a long file. */
const WHOLE = 12_000;

export interface DocumentPreviewProps {
  readonly result: SearchResult;
  readonly lines: LineRange | null;
  readonly query: string;
}

/** The text around a result. Until the next one has come, the last stays: nothing blinks while one moves through the list. */
export const DocumentPreview = memo(function DocumentPreview({ result, lines, query }: DocumentPreviewProps) {
  const { data, error, refetch } = useCoreQuery("documents.read", { documentId: result.documentId, query }, { keepPrevious: true });
  const ready = data !== undefined && data.document.id === result.documentId;
  const [kept, setKept] = useState<{ readonly view: DocumentView; readonly lines: LineRange | null } | null>(null);
  const shown = ready ? { view: data, lines } : kept;
  if (ready && (kept?.view !== data || kept.lines !== lines)) setKept(shown);

  if (error !== null) return <ErrorState error={error} title={search.preview.failed} onRetry={() => void refetch()} />;
  if (shown === null) return <Skeleton lines={10} />;
  const { view } = shown;
  return (
    <div className="preview-body" data-stale={ready ? undefined : ""}>
      <DocumentNotes view={view} />
      {view.belief !== null && <BeliefFacts belief={view.belief} />}
      <DocumentText key={view.document.id} view={view} marked={shown.lines} mode={isMarkdown(view) ? "rendered" : "source"} whole={WHOLE} />
    </div>
  );
});
