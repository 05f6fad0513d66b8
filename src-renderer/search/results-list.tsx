import { useEffect } from "react";
import type { SearchResult } from "../../src-shared/contract/index.ts";
import { search } from "../strings/en-search.ts";
import type { ListState } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { resultDrag } from "./result-links.ts";
import { ResultRow } from "./result-row.tsx";

/** A result, or the end of the list, which loads more when it comes into sight. */
export type ResultItem = SearchResult | "end";

export interface ResultsListProps {
  readonly list: ListState<ResultItem>;
  readonly query: string;
  readonly more: (() => void) | null;
  readonly onChoose: (index: number) => void;
  readonly onOpen: (index: number) => void;
}

/** Of a row with two lines of excerpt. */
const ROW = 88;

/** The ranked results. A click chooses, a double click or Enter opens; a row can be dragged out as a link. */
export function ResultsList({ list, query, more, onChoose, onOpen }: ResultsListProps) {
  return (
    <div className="search-results" onDoubleClick={() => onOpen(list.active)}>
      <VirtualList
        list={{ ...list, open: onChoose }}
        label={search.results}
        itemKey={(item) => (item === "end" ? "end" : item.documentId)}
        estimateSize={(item) => (item === "end" ? 40 : ROW)}
        renderItem={(item) => (item === "end" ? <ListEnd more={more} /> : <ResultRow result={item} />)}
        dragData={(item) => (item === "end" ? { url: "", markdown: "" } : resultDrag(item, query, window.location.href))}
      />
    </div>
  );
}

function ListEnd({ more }: { readonly more: (() => void) | null }) {
  useEffect(() => more?.(), [more]);
  return <p className="search-end">{more === null ? search.lastResult : search.moreResults}</p>;
}
