import { Info } from "lucide-react";
import type { SearchResponse } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { search } from "../strings/en-search.ts";

/** What the query language has to say about the text, and what one should know about the answer. */
export function QueryNotes({ answer, isEmpty }: { readonly answer: SearchResponse | undefined; readonly isEmpty: boolean }) {
  const { data: status } = useCoreQuery("host.status", {});
  const notes = [
    // What is wrong only because it is still being typed needs no telling.
    ...(isEmpty
      ? []
      : (answer?.notes ?? []).filter((note) => !isUnderWay(answer?.query ?? "", note.range.end)).map((note) => note.message)),
    ...(!isEmpty && answer?.relaxed === true && answer.results.length > 0 ? [search.relaxed] : []),
    ...(status !== undefined && status.activeRuns > 0 ? [search.indexing] : []),
  ];
  return (
    <ul className="search-notes" aria-live="polite">
      {notes.map((note) => (
        <li key={note}>
          <Info size="1.1em" strokeWidth={1.75} aria-hidden />
          {note}
        </li>
      ))}
    </ul>
  );
}

/** A field without its value, or a quotation without its end, at the very end of the text. */
function isUnderWay(text: string, end: number): boolean {
  return end >= text.length && /(?::"?|"[^"]*)$/.test(text);
}
