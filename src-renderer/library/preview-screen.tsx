import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { IndexPreview } from "../../src-shared/contract/index.ts";
import { useCore } from "../app/core-context.tsx";
import { libraryWords } from "../strings/en-library.ts";
import { formatSeconds } from "../strings/format.ts";
import { Button } from "../ui/button.tsx";
import { ErrorState, InlineError } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { usePatience } from "../ui/skeleton.tsx";
import { PreviewDetails } from "./preview-details.tsx";
import { PreviewFacts } from "./preview-facts.tsx";
import { PreviewTranscriptList } from "./sources/preview-transcripts.tsx";
import { VerdictAnswer } from "./verdict-answer.tsx";

const words = libraryWords.preview;

/** Rules given for this repository; absent ones are those of the settings. */
export interface IndexRules {
  readonly exclude?: string[];
  readonly include?: string[];
}

export interface PreviewScreenProps {
  readonly path: string;
  readonly position: { readonly at: number; readonly total: number } | null;
  readonly onStart: (root: string, rules: IndexRules) => Promise<void>;
  readonly onSkip: () => void;
  readonly onCancel: () => void;
}

/** What indexing a folder would do, before any work is done. */
export function PreviewScreen({ path, position, onStart, onSkip, onCancel }: PreviewScreenProps) {
  const core = useCore();
  const [rules, setRules] = useState<IndexRules>({});
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["preview", path, rules],
    queryFn: ({ signal }) => core.call("library.preview", { path, ...rules }, { signal }),
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
  if (error !== null)
    return <ErrorState error={error} onRetry={() => void refetch()} action={<Button onClick={onCancel}>{words.other}</Button>} />;
  if (data === undefined) return <Looking path={path} onCancel={onCancel} />;
  if (!isIndexable(data)) return <VerdictAnswer preview={data} position={position} onSkip={onSkip} onCancel={onCancel} />;
  return (
    <Page width="narrow">
      <PageHeader
        title={words.title(data.name)}
        detail={
          <>
            {position !== null && `${words.ofSeveral(position.at, position.total)} · `}
            {data.message} <span className="mono">{data.root}</span>
          </>
        }
      />
      <PreviewFacts preview={data} />
      <PreviewTranscriptList preview={data} />
      <PreviewDetails preview={data} rules={rules} isBusy={isFetching} onRules={setRules} />
      <StartBar preview={data} hasMore={position !== null} onStart={() => onStart(data.root, rules)} onSkip={onSkip} onCancel={onCancel} />
    </Page>
  );
}

function isIndexable({ verdict }: IndexPreview): boolean {
  return verdict === "git-repository" || verdict === "plain-folder" || verdict === "inside-repository";
}

function Looking({ path, onCancel }: { readonly path: string; readonly onCancel: () => void }) {
  const shown = usePatience();
  if (!shown) return null;
  return (
    <Page width="narrow">
      <ProgressBar label={words.looking(path)} value={null} />
      <div>
        <Button onClick={onCancel}>{libraryWords.run.cancel}</Button>
      </div>
    </Page>
  );
}

interface StartBarProps {
  readonly preview: IndexPreview;
  readonly hasMore: boolean;
  readonly onStart: () => Promise<void>;
  readonly onSkip: () => void;
  readonly onCancel: () => void;
}

function StartBar({ preview, hasMore, onStart, onSkip, onCancel }: StartBarProps) {
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  function start(): void {
    setStarting(true);
    setError(null);
    onStart().catch((reason: unknown) => {
      setError(reason);
      setStarting(false);
    });
  }
  return (
    <div className="preview-foot">
      {error !== null && <InlineError error={error} onRetry={start} />}
      {preview.files === 0 && <p>{words.nothingToIndex}</p>}
      <div className="preview-buttons">
        <span className="preview-time">{preview.files > 0 && words.takes(formatSeconds(preview.estimatedSeconds))}</span>
        <Button onClick={onCancel}>{libraryWords.run.cancel}</Button>
        {hasMore && <Button onClick={onSkip}>{words.skip}</Button>}
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- Enter, Enter: the way from a path to its index */}
        <Button variant="primary" autoFocus disabled={isStarting || preview.files === 0} onClick={start}>
          {words.start}
        </Button>
      </div>
    </div>
  );
}
