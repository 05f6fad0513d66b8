import type { SearchFacets, SearchMode } from "../../src-shared/contract/index.ts";
import { DateMenu } from "./date-menu.tsx";
import { FacetMenu } from "./facet-menu.tsx";
import { TypeChips } from "./type-chips.tsx";
import { useFacets } from "./use-search.ts";

export interface FiltersProps {
  readonly text: string;
  /** The text that `facets` belong to. */
  readonly asked: string;
  readonly mode: SearchMode;
  readonly facets: SearchFacets | null;
  readonly onText: (text: string) => void;
}

/** Chips and facets. All of them are the query's own text, said with the mouse. */
export function Filters({ text, asked, mode, facets, onText }: FiltersProps) {
  const types = useFacets(asked, mode, facets, "type");
  const repositories = useFacets(asked, mode, facets, "repo")?.repositories ?? [];
  const languages = useFacets(asked, mode, facets, "lang")?.languages ?? [];
  const agents = useFacets(asked, mode, facets, "agent")?.agents ?? [];
  return (
    <>
      <TypeChips text={text} facets={types} onText={onText} />
      <div className="search-facets">
        <FacetMenu field="repo" text={text} values={repositories} onText={onText} />
        <FacetMenu field="lang" text={text} values={languages} onText={onText} />
        <FacetMenu field="agent" text={text} values={agents} onText={onText} />
        <DateMenu text={text} onText={onText} />
      </div>
    </>
  );
}
