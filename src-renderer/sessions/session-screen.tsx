import { useEffect, useMemo, useRef } from "react";
import type { SessionSurroundings, SessionView } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { FindBar } from "../reading/find/find-bar.tsx";
import { useOpenFile } from "../reading/markdown/use-open-file.ts";
import { referenceMap } from "../reading/references/reference-map.ts";
import { sessionWords as words } from "../strings/en-sessions.ts";
import { ButtonLink } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Conversation } from "./conversation/conversation.tsx";
import { usePageFind } from "./find/use-find.ts";
import { Activity, Sections } from "./reader/activity.tsx";
import { ChangedCode } from "./reader/changed-code.tsx";
import { Commits } from "./reader/commits.tsx";
import { Details, MetaLine } from "./reader/details.tsx";
import { KeyPoints } from "./reader/key-points.tsx";
import { observationAnchor, outlineOf, placeOfLine } from "./reader/outline.ts";
import { OutlineNav } from "./reader/outline-nav.tsx";
import { ReaderContext, type ReaderScope } from "./reader/reader-context.tsx";
import { FoundedBeliefs, Goals, PreviousContext, Problems, Prompts, Related } from "./reader/small-parts.tsx";
import { Toolbar } from "./reader/toolbar.tsx";
import { useWithin } from "./within/use-within.ts";
import { WithinPanel } from "./within/within-panel.tsx";
import "./reader/reader.css";

export interface SessionScreenProps {
  readonly id: string;
  readonly line: number | null;
  /** The search that led here: its words are marked, and `n` goes through them. */
  readonly query: string;
}

/** One session with all its parts. */
export function SessionScreen({ id, line, query }: SessionScreenProps) {
  const { data, error, refetch } = useCoreQuery("sessions.get", { id });
  // Asked at once, not after: a transcript is drawn by it.
  const conversation = useCoreQuery("sessions.outline", { id });
  if (error !== null) {
    return (
      <ErrorState
        error={error}
        title={words.notOpened}
        onRetry={() => void refetch()}
        action={<ButtonLink href={routes.sessions()}>{words.title}</ButtonLink>}
      />
    );
  }
  if (data === undefined) return <Skeleton lines={12} />;
  if (data.session.format === "transcript") {
    if (conversation.error !== null) return <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />;
    if (conversation.data === undefined) return <Skeleton lines={12} />;
    if (conversation.data !== null) {
      return <Conversation key={data.session.id} view={data} outline={conversation.data} line={line} query={query} />;
    }
  }
  return <Reader key={data.session.id} view={data} line={line} query={query} />;
}

const NOTHING: SessionSurroundings = { related: [], beliefs: [], references: [] };

function Reader({ view, line, query }: { readonly view: SessionView } & Omit<SessionScreenProps, "id">) {
  const { session, commits } = view;
  const scroller = useRef<HTMLElement>(null);
  const article = useRef<HTMLElement>(null);
  const surroundings = useCoreQuery("sessions.surroundings", { id: session.id }).data ?? null;
  const { related, beliefs, references } = surroundings ?? NOTHING;
  const changedFiles = useCoreQuery("history.sessionFiles", { id: session.id }, { enabled: commits.length > 0 }).data?.length ?? 0;
  const map = useMemo(() => referenceMap(references), [references]);
  const onOpenFile = useOpenFile(view.summary.repositoryId, view.path);
  const openFile = useRef(onOpenFile);
  useEffect(() => {
    openFile.current = onOpenFile;
  });
  const place = useMemo(() => placeOfLine(session, line), [session, line]);
  const outline = useMemo(
    () => outlineOf(session, { commits: commits.length, changedFiles, related: related.length, beliefs: beliefs.length }),
    [session, commits, changedFiles, related, beliefs],
  );

  useEffect(() => {
    if (place !== null) reveal(place.anchor);
  }, [place]);

  const within = useWithin(session, query);
  const find = usePageFind(article, within.marked);
  useKeys({
    "search.similar": () => navigate(routes.similar({ sessionId: session.id, ...(line === null ? {} : { line }) })),
    "session.previous": () => (view.previous === null ? false : navigate(routes.session(view.previous.id))),
    "session.next": () => (view.next === null ? false : navigate(routes.session(view.next.id))),
  });

  const scope: ReaderScope = useMemo(
    () => ({
      sessionId: session.id,
      references: map,
      onOpenFile: (path, at) => openFile.current(path, at),
      markedObservation: place?.observation ?? null,
      markedAnchor: place?.anchor ?? null,
      goToPart: null,
      goToLine: (target) => {
        const to = placeOfLine(session, target);
        navigate(routes.session(session.id, { line: target }));
        if (to !== null) reveal(to.anchor);
      },
    }),
    [session, map, place],
  );
  const overview = (
    <>
      <Details view={view} />
      <OutlineNav items={outline} scroller={scroller} />
    </>
  );
  return (
    <ReaderContext value={scope}>
      <div className="reader">
        <Toolbar view={view} onFind={find.open} onWithin={within.open} overview={overview} />
        <WithinPanel within={within} onGoToLine={scope.goToLine} />
        <FindBar find={find} />
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled by keys */}
        <section className="reader-scroll" ref={scroller} tabIndex={0} aria-label={words.title}>
          <article className="reader-article" ref={article}>
            <header className="reader-head">
              <h1 className="reader-title">{session.title === "" ? words.noTitle : session.title}</h1>
              <MetaLine view={view} />
            </header>
            <KeyPoints session={session} />
            <Goals session={session} />
            <PreviousContext session={session} />
            <Activity session={session} />
            <Sections session={session} />
            <Prompts session={session} />
            <Commits commits={commits} />
            <ChangedCode id={session.id} repositoryId={view.summary.repositoryId} commits={commits.length} edited={0} />
            <FoundedBeliefs beliefs={beliefs} />
            <Related related={related} />
            <Problems session={session} />
          </article>
          <aside className="reader-aside" aria-label={words.details}>
            {overview}
          </aside>
        </section>
      </div>
    </ReaderContext>
  );
}

/** Brings a part into view and puts the focus there, so that reading goes on from it. */
function reveal(anchor: string): void {
  const element = document.getElementById(anchor);
  if (element === null) return;
  element.scrollIntoView({ block: anchor.startsWith(observationAnchor(0).slice(0, -1)) ? "center" : "start" });
  element.focus({ preventScroll: true });
}
