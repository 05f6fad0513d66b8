import { ExternalLink, History, ListTree, MessagesSquare } from "lucide-react";
import { useMemo, useState } from "react";
import type { DocumentView } from "../../src-shared/contract/index.ts";
import type { LineRange } from "../../src-shared/domain/index.ts";
import { useCoreAction, useCoreQuery } from "../app/core-query.ts";
import { goBack } from "../app/go-back.ts";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { BeliefFacts } from "../reading/belief/belief-facts.tsx";
import { DocumentNotes } from "../reading/document/document-notes.tsx";
import { DocumentText, isMarkdown, MAX_RENDERED } from "../reading/document/document-text.tsx";
import { SimilarLink } from "../reading/similar/similar-link.tsx";
import { StarButton } from "../reading/star/star-button.tsx";
import type { WhyLink } from "../reading/code/why-link.tsx";
import { common } from "../strings/en-common.ts";
import { documents } from "../strings/en-document.ts";
import { historyWords } from "../strings/en-history.ts";
import { reading } from "../strings/en-reading.ts";
import { formatBytes, formatNumber } from "../strings/format.ts";
import { BackButton } from "../ui/back-button.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { KindLabel } from "../ui/kind.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { useToast } from "../ui/toast.tsx";
import { Outline } from "./outline.tsx";
import { outlineOf } from "./outline-of.ts";
import "./document-screen.css";

export interface DocumentScreenProps {
  readonly id: number;
  readonly line: number | null;
  readonly params: URLSearchParams;
}

/** Any file of the library: its source or, for Markdown, its rendered text; what it defines; where it lies. */
export function DocumentScreen({ id, line, params }: DocumentScreenProps) {
  const query = params.get("q") ?? "";
  const { data, error, refetch } = useCoreQuery("documents.read", { documentId: id, query });
  if (error !== null)
    return (
      <ErrorState
        error={error}
        title={documents.failed}
        onRetry={() => void refetch()}
        action={<Button onClick={goBack}>{common.back}</Button>}
      />
    );
  if (data === undefined) return <Skeleton lines={12} />;
  return <Reader key={id} view={data} line={line} query={query} asked={params.get("view")} />;
}

interface ReaderProps {
  readonly view: DocumentView;
  readonly line: number | null;
  readonly query: string;
  readonly asked: string | null;
}

function Reader({ view, line, query, asked }: ReaderProps) {
  const { document } = view;
  const canRender = isMarkdown(view);
  const isTooLong = view.text.length > MAX_RENDERED;
  const mode = canRender && !isTooLong && asked !== "source" ? "rendered" : "source";
  const [isOutlineOpen, setOutlineOpen] = useState(true);
  const outline = useMemo(() => outlineOf(view), [view]);
  const marked = useMemo(() => (line === null ? null : rangeAt(view, line)), [view, line]);
  const lines = useMemo(() => view.text.split("\n").length, [view.text]);
  const hrefOf = (at: number | undefined, to: string | undefined): string => routes.document(document.id, { line: at, q: query, view: to });
  const place = { documentId: document.id, ...(line === null ? {} : { line }) };
  useKeys({ "search.similar": () => navigate(routes.similar(place)) });
  const why = line === null || view.source !== "file" ? null : whyAt(view, line);
  const go = (at: number): void => navigate(hrefOf(at, asked ?? undefined), { replace: true });
  return (
    <article className="document">
      <header className="document-head">
        <BackButton />
        <div className="document-heading">
          <h1 className="document-title truncate" title={document.path}>
            <Path path={document.path} />
          </h1>
          <p className="document-detail">
            <KindLabel kind={document.kind} />
            <span>{view.repositoryName}</span>
            <span className="tabular">{documents.lines(formatNumber(lines), lines === 1)}</span>
            <span className="tabular">{formatBytes(document.bytes)}</span>
            {view.matches.length > 0 && (
              <span className="tabular">{reading.matches(formatNumber(view.matches.length), view.matches.length === 1)}</span>
            )}
          </p>
        </div>
        <div className="document-actions">
          {canRender && !isTooLong && (
            <fieldset className="document-modes" aria-label={documents.view}>
              {(["rendered", "source"] as const).map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={mode === one}
                  onClick={() => navigate(hrefOf(line ?? undefined, one === "source" ? one : undefined), { replace: true })}
                >
                  {documents[one]}
                </button>
              ))}
            </fieldset>
          )}
          {document.sessionId !== null && (
            <ButtonLink variant="quiet" icon={MessagesSquare} href={routes.session(document.sessionId, { line: line ?? undefined })}>
              {documents.openSession}
            </ButtonLink>
          )}
          <StarButton target={{ documentId: document.id, passageId: null }} />
          <SimilarLink to={place} />
          {view.source === "file" && (
            <ButtonLink variant="quiet" icon={History} href={routes.history(document.repositoryId, document.path)}>
              {historyWords.open}
            </ButtonLink>
          )}
          <CopyButton variant="quiet" text={document.path} label={documents.copyPath} />
          <OpenInEditor view={view} />
          {outline.length > 0 && (
            <Button variant="quiet" icon={ListTree} aria-pressed={isOutlineOpen} onClick={() => setOutlineOpen(!isOutlineOpen)}>
              {documents.showOutline}
            </Button>
          )}
        </div>
      </header>
      <DocumentNotes view={view} />
      {canRender && isTooLong && <p className="document-long">{documents.tooLong}</p>}
      {view.belief !== null && <BeliefFacts belief={view.belief} />}
      <div className="document-main">
        <DocumentText view={view} marked={marked} mode={mode} lineHref={(at) => hrefOf(at, asked ?? undefined)} why={why} />
        {isOutlineOpen && outline.length > 0 && <Outline entries={outline} line={line} onGo={go} />}
      </div>
    </article>
  );
}

/** A path with its last part standing out. */
function Path({ path }: { readonly path: string }) {
  const at = path.lastIndexOf("/") + 1;
  return (
    <>
      <span className="document-folder">{path.slice(0, at)}</span>
      {path.slice(at)}
    </>
  );
}

function OpenInEditor({ view }: { readonly view: DocumentView }) {
  const { data: host } = useCoreQuery("host.describe", {});
  const open = useCoreAction("host.openPath");
  const toast = useToast();
  if (host?.capabilities.opensPaths !== true || view.source !== "file") return null;
  const { repositoryId, path } = view.document;
  return (
    <Button
      variant="quiet"
      icon={ExternalLink}
      onClick={() =>
        open.mutate(
          { repositoryId, path },
          { onError: (error) => toast({ title: documents.openFailed, description: error.message, problem: true }) },
        )
      }
    >
      {documents.openEditor}
    </Button>
  );
}

/** Why the definition that starts at the line is as it is; else why the line is. */
function whyAt({ document: { repositoryId, path }, symbols }: DocumentView, line: number): WhyLink {
  const symbol = symbols.find(({ lines }) => lines.start === line)?.qualifiedName;
  const part = symbol === undefined ? { line } : { symbol };
  return { href: routes.history(repositoryId, path, part), label: historyWords.whyOf(symbol ?? historyWords.line(line)) };
}

/** The definition that starts at the line, whole; else the line. */
function rangeAt(view: DocumentView, line: number): LineRange {
  return view.symbols.find((symbol) => symbol.lines.start === line)?.lines ?? { start: line, end: line };
}
