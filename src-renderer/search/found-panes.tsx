import { useDeferredValue, useEffect, useMemo } from "react";
import type { SearchMode } from "../../src-shared/contract/index.ts";
import { SplitPane } from "../ui/split-pane.tsx";
import { PreviewPane } from "./preview/preview-pane.tsx";
import { ResultsList } from "./results-list.tsx";
import type { Found } from "./use-found.ts";
import { useStable } from "./use-stable.ts";

export interface FoundPanesProps {
  readonly found: Found;
  /** The text that the results are the answer to. */
  readonly query: string;
  readonly mode: SearchMode;
  readonly more: (() => void) | null;
  readonly onLeave: () => void;
}

/** The ranked list, and the chosen result beside it; in a small window over it. */
export function FoundPanes({ found, query, mode, more, onLeave }: FoundPanesProps) {
  const { chosen, list, preview, isWide, isOver, setOver, open } = found;
  useEffect(() => {
    if (isOver && !isWide) preview.current?.focus();
  }, [isOver, isWide, preview]);
  // The list is drawn first: what is beside it may come a moment later, and gives way to the next key.
  const shown = useDeferredValue(useMemo(() => ({ result: chosen, query }), [chosen, query]));
  const onGone = useStable(onLeave);
  const onBack = useStable(() => setOver(false));
  const pane = shown.result !== undefined && (
    <PreviewPane ref={preview} result={shown.result} query={shown.query} mode={mode} onBack={isWide ? null : onBack} onLeave={onGone} />
  );
  const results = (
    <ResultsList
      list={list}
      query={query}
      more={more}
      onOpen={open}
      onChoose={() => {
        if (!isWide) setOver(true);
      }}
    />
  );
  if (isWide) return <SplitPane id="search" initial={0.42} minimum={0.28} first={results} second={pane} />;
  return (
    <>
      {results}
      {isOver && <div className="search-over">{pane}</div>}
    </>
  );
}
