import { Database } from "lucide-react";
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { ExportFormat, SearchMode } from "../../src-shared/contract/index.ts";
import { useCore } from "../app/core-context.tsx";
import { useCoreQuery } from "../app/core-query.ts";
import { useKeys } from "../app/keys.ts";
import { routes, useRoute } from "../app/navigation.ts";
import { parseSimilarPlace } from "../app/similar-place.ts";
import { ExportMenu } from "../reading/export/export-menu.tsx";
import { search } from "../strings/en-search.ts";
import { formatNumber } from "../strings/format.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { DidYouMean } from "./did-you-mean.tsx";
import { Filters } from "./filters.tsx";
import { FoundPanes } from "./found-panes.tsx";
import { ModeSwitch } from "./mode-switch.tsx";
import { NoResults } from "./no-results.tsx";
import { QueryNotes } from "./query-notes.tsx";
import { queryProblems } from "./query-problems.ts";
import { SaveButton } from "./save-button.tsx";
import { SearchBox } from "./search-box.tsx";
import { SearchStart } from "./search-start.tsx";
import { SimilarScreen } from "./similar-screen.tsx";
import { ROW } from "./start-row.tsx";
import { useFound } from "./use-found.ts";
import { usePrefetch } from "./use-prefetch.ts";
import { WithinButton, WithinChips } from "./within-button.tsx";
import { useStable } from "./use-stable.ts";
import { useQueryText } from "./use-query-text.ts";
import { useOwnFacets, useRest, useSearch } from "./use-search.ts";
import "./search.css";

/** An export holds as many results as were scrolled to, within these. */
const FEWEST_EXPORTED = 50;
const MOST_EXPORTED = 500;

/** The search, or what is similar to a place: the address says which. */
export function SearchScreen() {
  const route = useRoute();
  const params = route.screen === "search" ? route.params : null;
  const to = parseSimilarPlace(params?.get("like") ?? "");
  if (to === null) return <Ask />;
  const selected = Number(params?.get("sel") ?? "");
  return <SimilarScreen to={to} selected={selected > 0 ? selected : null} />;
}

/** One box, one ranked list, and the chosen result beside it. Everything that was asked is in the address. */
function Ask() {
  const core = useCore();
  const query = useQueryText();
  const { text, mode } = query;
  const { answer, asked, isSettled, more, begin } = useSearch(text, mode, query.selected !== null);
  const isAtRest = useRest(asked, isSettled);
  const facets = useOwnFacets(asked, isAtRest);
  const { data: status } = useCoreQuery("host.status", {});
  const input = useRef<HTMLInputElement>(null);
  const start = useRef<HTMLDivElement>(null);

  const [isTyping, setTyping] = useState(false);
  const notesId = useId();
  const isEmpty = text.trim() === "";
  const problems = useMemo(() => queryProblems(text, answer.data, isTyping), [text, answer.data, isTyping]);
  const suggestion = isEmpty || !isSettled ? null : (answer.data?.suggestion ?? null);
  const results = isEmpty ? [] : (answer.data?.results ?? []);
  const setText = (next: string): void => {
    begin(next);
    query.set({ text: next, selected: null });
  };
  const takeSuggestion = (next: string): void => {
    setText(next);
    input.current?.focus();
  };
  const leave = (): void => {
    query.flush();
    void core.call("search.remember", { text }).catch(() => undefined);
  };
  const found = useFound({
    results,
    selected: query.selected,
    query: text,
    onSelect: (selected) => query.set({ selected }),
    onLeave: leave,
  });
  const { active, list } = found;
  usePrefetch(isAtRest ? [results[active + 1], results[active - 1]] : [], asked);

  // A search that is come back to goes on in its list; a new one begins in the box.
  useEffect(() => {
    if (query.selected === null) input.current?.focus();
    else found.focusList();
    // oxlint-disable-next-line react/exhaustive-deps -- only when the screen opens
  }, []);
  const focusBox = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useKeys({
    "search.focus": focusBox,
    "search.open": focusBox,
    "search.suggestion": suggestion === null ? null : () => takeSuggestion(suggestion),
    "search.mode": () => query.set({ mode: mode === "fused" ? "lexical" : "fused" }),
    "screen.back": () => void (found.back() || focusBox()),
  });

  /** Down from an empty box goes to what is offered below it; where nothing was found there is nothing to open, and Enter takes the other spelling. */
  const onBoxKey = (event: KeyboardEvent): void => {
    if (isEmpty && event.key === "ArrowDown") {
      event.preventDefault();
      start.current?.querySelector<HTMLElement>(ROW)?.focus();
    } else if (event.key === "Enter" && results.length === 0 && suggestion !== null && !event.nativeEvent.isComposing) {
      event.preventDefault();
      takeSuggestion(suggestion);
    } else list.inputProps.onKeyDown(event);
  };

  const onMode = useStable((next: SearchMode) => query.set({ mode: next }));
  const exported = (format: ExportFormat) =>
    core.call("export.search", { text: asked, mode, limit: Math.min(MOST_EXPORTED, Math.max(FEWEST_EXPORTED, results.length)), format });
  return (
    <div ref={found.screen} className="search">
      <h1 className="visually-hidden">{search.title}</h1>
      <header className="search-head">
        <SearchBox
          ref={input}
          text={text}
          onText={setText}
          isFocused={isTyping}
          onFocused={setTyping}
          inputProps={{ ...list.inputProps, onKeyDown: onBoxKey }}
          problems={problems}
          notesId={notesId}
          end={<ModeSwitch mode={mode} onMode={onMode} />}
        />
        <div className="search-filters">
          <Filters text={text} asked={asked} isAtRest={isAtRest} facets={isEmpty ? null : facets} onText={setText} />
          {results.length > 0 && <WithinButton text={text} onText={setText} />}
          <WithinChips text={text} onText={setText} />
          <QueryNotes id={notesId} problems={problems} answer={isEmpty ? undefined : answer.data} />
          <div className="search-tools">
            <output className="search-count tabular">
              {!isEmpty &&
                answer.data !== undefined &&
                results.length > 0 &&
                countLine(results.length, answer.data.more, answer.data.tookMs)}
            </output>
            {!isEmpty && <SaveButton text={text} mode={mode} />}
            {results.length > 0 && <ExportMenu produce={exported} />}
          </div>
        </div>
      </header>
      <DidYouMean text={asked} suggestion={suggestion} isEnter={results.length === 0} onTake={takeSuggestion} />
      <div className="search-content" data-stale={isSettled ? undefined : ""}>
        {status?.repositories === 0 ? (
          <EmptyState
            icon={Database}
            title={search.noRepositories}
            actions={
              <ButtonLink variant="primary" href={routes.library()}>
                {search.openLibrary}
              </ButtonLink>
            }
          >
            {search.noRepositoriesHelp}
          </EmptyState>
        ) : isEmpty ? (
          <SearchStart
            ref={start}
            onSearch={(next) => {
              query.set({ text: next.text, mode: next.mode ?? mode, selected: null });
              input.current?.focus();
            }}
            onLeave={focusBox}
          />
        ) : answer.error !== null && answer.data === undefined ? (
          <ErrorState error={answer.error} title={search.failed} onRetry={() => void answer.refetch()} />
        ) : answer.data === undefined ? null : results.length === 0 ? (
          isSettled && (
            <NoResults text={text} mode={mode} respelt={suggestion} onChange={(change) => query.set({ ...change, selected: null })} />
          )
        ) : (
          <FoundPanes found={found} query={answer.data.query} mode={mode} more={more} onLeave={leave} />
        )}
      </div>
    </div>
  );
}

function countLine(shown: number, hasMore: boolean, tookMs: number): string {
  const number = hasMore ? search.atLeast(formatNumber(shown)) : formatNumber(shown);
  return search.resultCount(number, shown === 1 && !hasMore, tookMs < 10 ? tookMs.toFixed(1) : formatNumber(tookMs));
}
