import type { SearchFacets } from "../../src-shared/contract/index.ts";
import { DateMenu } from "./date-menu.tsx";
import { setField, valuesOf } from "../../src-shared/query/facets.ts";
import { FacetMenu, type FacetMenuProps } from "./facet-menu.tsx";
import { toggled } from "./narrowing.ts";
import { useStable } from "./use-stable.ts";
import { TypeChips } from "./type-chips.tsx";
import { useFacets } from "./use-search.ts";

export interface FiltersProps {
  readonly text: string;
  /** The text that results are shown for. */
  readonly asked: string;
  /** Nothing has been typed for a moment: time to count. */
  readonly isAtRest: boolean;
  readonly facets: SearchFacets | null;
  readonly onText: (text: string) => void;
}

const NONE: FacetMenuProps["values"] = [];

/** Chips and facets. All of them are the query's own text, said with the mouse. */
export function Filters({ text, asked, isAtRest, facets, onText }: FiltersProps) {
  const types = useFacets(asked, isAtRest, facets, "type");
  const repositories = useFacets(asked, isAtRest, facets, "repo")?.repositories ?? NONE;
  const languages = useFacets(asked, isAtRest, facets, "lang")?.languages ?? NONE;
  const agents = useFacets(asked, isAtRest, facets, "agent")?.agents ?? NONE;
  const onToggle = useStable<Parameters<FacetMenuProps["onToggle"]>>((field, value, on) => onText(toggled(text, field, value, on)));
  const onAfter = useStable((value: string | null) => onText(setField(text, "after", value === null ? [] : [value])));
  return (
    <>
      <TypeChips text={text} facets={types} onText={onText} />
      <div className="search-facets">
        <FacetMenu field="repo" chosen={valuesOf(text, "repo")} values={repositories} onToggle={onToggle} />
        <FacetMenu field="lang" chosen={valuesOf(text, "lang")} values={languages} onToggle={onToggle} />
        <FacetMenu field="agent" chosen={valuesOf(text, "agent")} values={agents} onToggle={onToggle} />
        <DateMenu after={valuesOf(text, "after").at(-1) ?? null} onAfter={onAfter} />
      </div>
    </>
  );
}
