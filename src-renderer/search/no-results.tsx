import { SearchX } from "lucide-react";
import type { SearchMode } from "../../src-shared/contract/index.ts";
import { withoutFields } from "../../src-shared/query/facets.ts";
import { search } from "../strings/en-search.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { suggestionsFor } from "./narrowing.ts";

export interface NoResultsProps {
  readonly text: string;
  readonly mode: SearchMode;
  /** The query as it may have been meant, or null. */
  readonly respelt: string | null;
  readonly onChange: (change: { readonly text: string; readonly mode?: SearchMode }) => void;
}

const words = search.none;

/** Nothing was found: each button takes one thing out of the query. */
export function NoResults({ text, mode, respelt, onChange }: NoResultsProps) {
  const suggestions = suggestionsFor(text, mode, respelt);
  const own = withoutFields(text).trim();
  return (
    <EmptyState
      icon={SearchX}
      title={own === "" ? words.titleFilters : words.title(own)}
      actions={
        <>
          {suggestions.map((suggestion) => (
            <Button
              key={suggestion.label}
              onClick={() => onChange({ text: suggestion.text, ...(suggestion.mode === undefined ? {} : { mode: suggestion.mode }) })}
            >
              {suggestion.label}
            </Button>
          ))}
          <Button variant="quiet" onClick={() => onChange({ text: "" })}>
            {words.clearAll}
          </Button>
        </>
      }
    >
      {suggestions.length > 0 ? words.help : null}
    </EmptyState>
  );
}
