import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import type { SearchResult } from "../../src-shared/contract/index.ts";
import { useCore } from "../app/core-context.tsx";
import { navigate, routes } from "../app/navigation.ts";
import { HighlightedText } from "../reading/text/highlighted-text.tsx";
import { common } from "../strings/en-common.ts";

/** One box, one ranked list. The text is in the address, so that back and reload keep it. */
export function SearchScreen({ text }: { readonly text: string }) {
  const core = useCore();
  const asked = useDeferredValue(text);
  const { data, error } = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => core.call("search.query", { text: asked }, { signal }),
    enabled: asked.trim() !== "",
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <h1>Search</h1>
      <input
        type="search"
        aria-label="Search everything"
        value={text}
        onChange={(event) => navigate(routes.search({ q: event.target.value }), { replace: true })}
      />
      {error !== null && <p role="alert">{error.message}</p>}
      {data?.results.length === 0 && <p>Nothing found.</p>}
      <ol aria-label="Results">
        {data?.results.map((result) => (
          <li key={result.passageId}>
            <a href={hrefOf(result)}>
              {common.kinds[result.type]} <HighlightedText text={result.title} ranges={result.titleHighlights} />
            </a>
            <div>{result.path}</div>
            <pre>
              <HighlightedText text={result.snippet} ranges={result.highlights} />
            </pre>
          </li>
        ))}
      </ol>
    </>
  );
}

function hrefOf(result: SearchResult): string {
  if (result.sessionId !== null) return routes.session(result.sessionId, { line: result.lines?.start });
  if (result.commit !== null) return routes.commit(result.repositoryId, result.commit);
  return routes.document(result.documentId, { line: result.lines?.start });
}
