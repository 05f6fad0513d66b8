import { X } from "lucide-react";
import { useEffect, type CSSProperties } from "react";
import type { SearchResult } from "../../../src-shared/contract/index.ts";
import { HighlightedText } from "../../reading/text/highlighted-text.tsx";
import { plainProse } from "../../reading/text/plain-prose.ts";
import { withoutTitle } from "../../reading/text/without-title.ts";
import { formatNumber } from "../../strings/format.ts";
import { sessionWords } from "../../strings/en-sessions.ts";
import { InlineError } from "../../ui/error-state.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { KindIcon } from "../../ui/kind.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useList } from "../../ui/use-list.ts";
import { VirtualList } from "../../ui/virtual-list.tsx";
import type { Within } from "./use-within.ts";
import "./within.css";

export interface WithinPanelProps {
  readonly within: Within;
  readonly onGoToLine: (line: number) => void;
}

const words = sessionWords.within;
const NONE: readonly SearchResult[] = [];

/** A box over the session and what was found in it; arrows move, Enter goes to the place and leaves the list open. */
export function WithinPanel({ within, onGoToLine }: WithinPanelProps) {
  return within.isOpen ? <Panel within={within} onGoToLine={onGoToLine} /> : null;
}

function Panel({ within, onGoToLine }: WithinPanelProps) {
  const { hits, input } = within;
  useEffect(() => input.current?.focus(), [input]);
  const list = useList<SearchResult>({
    items: hits ?? NONE,
    onOpen: ({ lines }) => {
      if (lines !== null) onGoToLine(lines.start);
    },
    screenKeys: false,
  });
  const { onKeyDown, ...inputProps } = list.inputProps;
  return (
    <search className="within" aria-label={words.label}>
      <div className="within-box">
        <SearchField
          ref={input}
          label={words.label}
          placeholder={words.placeholder}
          value={within.words}
          onChange={(next) => {
            within.setWords(next);
            list.setActive(-1);
          }}
          {...inputProps}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.preventDefault();
              event.stopPropagation();
              within.close();
            } else if (event.key === "Enter" && list.active < 0 && hits !== undefined && hits.length > 0) {
              event.preventDefault();
              list.setActive(0);
              list.open(0);
            } else onKeyDown(event);
          }}
        />
        <output className="within-count tabular">{hits === undefined ? "" : words.found(formatNumber(hits.length), hits.length)}</output>
        <IconButton icon={X} label={words.close} keyId="screen.back" size="small" onClick={within.close} />
      </div>
      {within.error !== null && <InlineError error={within.error} />}
      {within.isRelaxed && hits !== undefined && hits.length > 0 && <p className="within-note">{words.relaxed}</p>}
      {hits !== undefined && hits.length > 0 && (
        <div className="within-hits" style={{ "--rows": hits.length } as CSSProperties}>
          <VirtualList
            list={list}
            label={words.results}
            itemKey={(hit) => hit.passageId}
            estimateSize={() => 52}
            renderItem={(hit) => <Hit hit={hit} />}
          />
        </div>
      )}
    </search>
  );
}

function Hit({ hit }: { readonly hit: SearchResult }) {
  const excerpt = withoutTitle(plainProse(hit.snippet, hit.highlights), hit.title);
  return (
    <div className="within-hit">
      <KindIcon kind={hit.type} />
      <div className="within-hit-body">
        <div className="within-hit-head">
          <span className="within-hit-title truncate">
            <HighlightedText text={hit.title} ranges={hit.titleHighlights} />
          </span>
          {hit.lines !== null && <span className="within-hit-line tabular">{words.line(hit.lines.start)}</span>}
        </div>
        <div className="within-snippet truncate">
          <HighlightedText text={excerpt.text} ranges={excerpt.ranges} />
        </div>
      </div>
    </div>
  );
}
