import { ArrowLeft, CornerDownLeft, HelpCircle, History } from "lucide-react";
import { memo, useState, type Ref } from "react";
import { starTargetOf } from "../../../src-shared/domain/index.ts";
import type { SearchMode, SearchResult } from "../../../src-shared/contract/index.ts";
import { StarButton } from "../../reading/star/star-button.tsx";
import { routes } from "../../app/navigation.ts";
import { historyWords } from "../../strings/en-history.ts";
import { search } from "../../strings/en-search.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { KindLabel } from "../../ui/kind.tsx";
import { SimilarLink } from "../../reading/similar/similar-link.tsx";
import { historyPart, resultHref, resultPlace } from "../result-links.ts";
import { CommitPreview } from "./commit-preview.tsx";
import { DocumentPreview } from "./document-preview.tsx";
import { PreviewPlaces } from "./preview-places.tsx";
import { WhyPanel } from "./why-panel.tsx";
import "./preview.css";

export interface PreviewPaneProps {
  readonly result: SearchResult;
  readonly query: string;
  readonly mode: SearchMode;
  /** Set where the preview lies over the list. */
  readonly onBack: (() => void) | null;
  /** Called before a link of it leaves the screen. */
  readonly onLeave: () => void;
  readonly ref: Ref<HTMLElement>;
}

const words = search.preview;

/** The chosen result where it stands: its text with the matches, and why it was found. */
export const PreviewPane = memo(function PreviewPane({ result, query, mode, onBack, onLeave, ref }: PreviewPaneProps) {
  const [isWhyOpen, setWhyOpen] = useState(false);
  const [place, setPlace] = useState({ passageId: result.passageId, lines: result.lines });
  // Another result starts at its own passage.
  const own = place.passageId === result.passageId || result.alsoIn.some((one) => one.passageId === place.passageId);
  const lines = own ? place.lines : result.lines;
  const passageId = own ? place.passageId : result.passageId;
  return (
    <section ref={ref} className="preview" aria-label={words.label} tabIndex={-1}>
      <header className="preview-head">
        {onBack !== null && <IconButton icon={ArrowLeft} label={words.back} keyId="screen.back" onClick={onBack} />}
        <div className="preview-heading">
          <h2 className="preview-title truncate" title={result.title}>
            {result.title}
          </h2>
          <p className="preview-place">
            <KindLabel kind={result.type} />
            <span className="truncate" title={result.path}>
              {result.repository} · <span className="mono">{resultPlace(result)}</span>
            </span>
          </p>
        </div>
        <Button
          variant="quiet"
          size="small"
          icon={HelpCircle}
          aria-expanded={isWhyOpen}
          aria-controls="why"
          onClick={() => setWhyOpen(!isWhyOpen)}
        >
          {words.why}
        </Button>
        <StarButton target={starTargetOf(result)} />
        {(result.type === "code" || result.type === "doc") && (
          <ButtonLink
            variant="quiet"
            size="small"
            icon={History}
            href={routes.history(result.repositoryId, result.path, historyPart(result))}
            onClick={onLeave}
          >
            {historyWords.open}
          </ButtonLink>
        )}
        <SimilarLink to={{ passageId }} onClick={onLeave} />
        <ButtonLink size="small" icon={CornerDownLeft} href={resultHref(result, query)} onClick={onLeave}>
          {words.open}
        </ButtonLink>
      </header>
      {isWhyOpen && <WhyPanel result={result} query={query} mode={mode} />}
      <PreviewPlaces result={result} chosen={passageId} onChoose={setPlace} />
      {result.commit === null ? (
        <DocumentPreview result={result} lines={lines} query={query} />
      ) : (
        <CommitPreview repositoryId={result.repositoryId} hash={result.commit} />
      )}
    </section>
  );
});
