import { ChevronsDownUp, ChevronsUpDown } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { SessionSurroundings, SessionView } from "../../../src-shared/contract/index.ts";
import type { TranscriptOutline } from "../../../src-shared/domain/index.ts";
import { useCoreQuery } from "../../app/core-query.ts";
import { useKeys } from "../../app/keys.ts";
import { navigate, routes } from "../../app/navigation.ts";
import { FindBar } from "../../reading/find/find-bar.tsx";
import { useOpenFile } from "../../reading/markdown/use-open-file.ts";
import { referenceMap } from "../../reading/references/reference-map.ts";
import { conversationWords as words } from "../../strings/en-conversation.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useConversationFind } from "../find/use-conversation-find.ts";
import { ChangedCode } from "../reader/changed-code.tsx";
import { Commits } from "../reader/commits.tsx";
import { Details } from "../reader/details.tsx";
import { CHANGED_CODE, COMMITS } from "../reader/outline.ts";
import { ReaderContext, type ReaderScope } from "../reader/reader-context.tsx";
import { FoundedBeliefs, Problems, Related } from "../reader/small-parts.tsx";
import { Toolbar } from "../reader/toolbar.tsx";
import { useWithin } from "../within/use-within.ts";
import { WithinPanel } from "../within/within-panel.tsx";
import { FoldsContext, partId } from "./folds.ts";
import { ConversationHead } from "./head.tsx";
import { turnOfLine } from "./pages.ts";
import { Places } from "./places.tsx";
import { nextPrompt } from "./prompts.ts";
import { TurnRows } from "./turn-rows.tsx";
import { useFolds } from "./use-folds.ts";
import { useRows } from "./use-rows.ts";
import "./conversation.css";

export interface ConversationProps {
  readonly view: SessionView;
  readonly outline: TranscriptOutline;
  readonly line: number | null;
  /** The search that led here: its words are marked, and `n` goes through them. */
  readonly query: string;
}

const NOTHING: SessionSurroundings = { related: [], beliefs: [], references: [] };

/** A transcript of any length: only the turns in sight exist, here and on the way here. */
export function Conversation({ view, outline, line, query }: ConversationProps) {
  const { session, commits } = view;
  const { related, beliefs, references } = useCoreQuery("sessions.surroundings", { id: session.id }).data ?? NOTHING;
  const folds = useFolds();
  const rows = useRows(session.id, outline);
  const { goTo, goToEnd, inView } = rows;
  const marked = useMemo(() => (line === null ? null : turnOfLine(outline.lines, line)), [outline, line]);
  useEffect(() => {
    if (marked !== null) goTo({ turn: marked, part: null });
  }, [marked, goTo]);

  const { unfold } = folds;
  const within = useWithin(session, query);
  const find = useConversationFind({
    id: session.id,
    query: within.marked,
    root: rows.content,
    turnInView: () => inView,
    onGoTo: useCallback(
      (position: { readonly turn: number; readonly part: number }) => {
        unfold(position.turn, position.part);
        goTo(position);
      },
      [unfold, goTo],
    ),
    partElement: useCallback(
      ({ turn, part }: { readonly turn: number; readonly part: number }) => document.getElementById(partId(turn, part)),
      [],
    ),
  });
  const prompt = (event: KeyboardEvent, step: 1 | -1): boolean => {
    // Arrows scroll what is read; the letters go from prompt to prompt.
    const next = event.key.length === 1 ? nextPrompt(outline.prompts, inView, step) : null;
    if (next !== null) goTo({ turn: next, part: null });
    return next !== null;
  };
  useKeys({
    "session.previous": () => (view.previous === null ? false : navigate(routes.session(view.previous.id))),
    "session.next": () => (view.next === null ? false : navigate(routes.session(view.next.id))),
    "search.similar": () => {
      const at = outline.lines[inView] ?? 0;
      navigate(routes.similar({ sessionId: session.id, ...(at === 0 ? {} : { line: at }) }));
    },
    "list.next": (event) => prompt(event, 1),
    "list.previous": (event) => prompt(event, -1),
    // The end by its turn: by pixels it moves while what was only estimated is measured.
    "list.last": () => goTo({ turn: outline.turns - 1, part: null }),
  });

  const onOpenFile = useOpenFile(view.summary.repositoryId, "");
  const openFile = useRef(onOpenFile);
  useEffect(() => {
    openFile.current = onOpenFile;
  });
  const scope: ReaderScope = useMemo(
    () => ({
      sessionId: session.id,
      references: referenceMap(references),
      onOpenFile: (path, at) => openFile.current(path, at),
      markedObservation: null,
      markedAnchor: null,
      goToLine: (target) => navigate(routes.session(session.id, { line: target })),
      goToPart(turn, part) {
        unfold(turn, part);
        goTo({ turn, part, focus: true });
      },
    }),
    [session.id, references, unfold, goTo],
  );
  // What stands beside the rows is drawn when it changes, not whenever they scroll.
  const overview = useMemo(
    () => (
      <>
        <Details view={view} />
        <Places outline={outline} turnInView={inView} onGoTo={(turn) => goTo({ turn, part: null })} />
      </>
    ),
    [view, outline, inView, goTo],
  );
  const edited = outline.edits.length;
  const head = useMemo(
    () => <ConversationHead view={view} edited={edited} onChanged={() => goToEnd(CHANGED_CODE)} onCommits={() => goToEnd(COMMITS)} />,
    [view, edited, goToEnd],
  );
  const tail = useMemo(
    () => (
      <>
        <Commits commits={commits} />
        <ChangedCode id={session.id} repositoryId={view.summary.repositoryId} commits={commits.length} edited={edited} />
        <FoundedBeliefs beliefs={beliefs} />
        <Related related={related} />
        <Problems session={session} />
      </>
    ),
    [commits, edited, beliefs, related, session, view.summary.repositoryId],
  );
  const fold = folds.allOpen ? words.foldAll : words.unfoldAll;
  return (
    <ReaderContext value={scope}>
      <FoldsContext value={folds}>
        <div className="reader conversation">
          <Toolbar
            view={view}
            onFind={find.open}
            onWithin={within.open}
            overview={overview}
            more={<IconButton size="small" icon={folds.allOpen ? ChevronsDownUp : ChevronsUpDown} label={fold} onClick={folds.toggleAll} />}
          />
          <WithinPanel
            within={within}
            onGoToLine={(target) => {
              scope.goToLine(target);
              // Also where the address says so already.
              const turn = turnOfLine(outline.lines, target);
              if (turn !== null) goTo({ turn, part: null });
            }}
          />
          <FindBar find={find} />
          <div className="conversation-body">
            <TurnRows rows={rows} outline={outline} marked={marked} view={view} head={head} tail={tail} />
            <aside className="conversation-aside" aria-label={words.places}>
              {overview}
            </aside>
          </div>
        </div>
      </FoldsContext>
    </ReaderContext>
  );
}
