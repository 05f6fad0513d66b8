import { Info } from "lucide-react";
import type { QueryNote, SearchResponse } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { search } from "../strings/en-search.ts";

export interface QueryNotesProps {
  readonly id: string;
  readonly problems: readonly QueryNote[];
  /** Undefined while there is nothing to tell about it. */
  readonly answer: SearchResponse | undefined;
}

/** What the query language has to say about the text, and what one should know about the answer. */
export function QueryNotes({ id, problems, answer }: QueryNotesProps) {
  const { data: status } = useCoreQuery("host.status", {});
  const notes = new Set([
    ...problems.map((note) => note.message),
    ...(answer?.relaxed === true && answer.results.length > 0 ? [search.relaxed] : []),
    ...(status !== undefined && status.activeRuns > 0 ? [search.indexing] : []),
  ]);
  return (
    <ul id={id} className="search-notes" aria-live="polite">
      {[...notes].map((note) => (
        <li key={note}>
          <Info size="1.1em" strokeWidth={1.75} aria-hidden />
          {note}
        </li>
      ))}
    </ul>
  );
}
