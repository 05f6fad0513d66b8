import type { SearchFacets } from "../../src-shared/contract/index.ts";
import { RESULT_TYPES } from "../../src-shared/domain/index.ts";
import { setField, valuesOf } from "../../src-shared/query/facets.ts";
import { common } from "../strings/en-common.ts";
import { search } from "../strings/en-search.ts";
import { Chip } from "../ui/chip.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { toggled } from "./narrowing.ts";

export interface TypeChipsProps {
  readonly text: string;
  readonly facets: SearchFacets | null;
  readonly onText: (text: string) => void;
}

/** One chip for each type of result, with how many there are. They write `type:` into the query, and read it from there. */
export function TypeChips({ text, facets, onText }: TypeChipsProps) {
  const chosen = valuesOf(text, "type");
  return (
    <fieldset className="search-chips" aria-label={search.types}>
      <Chip pressed={chosen.length === 0} onToggle={() => onText(setField(text, "type", []))}>
        {search.all}
      </Chip>
      {RESULT_TYPES.map((type) => (
        <Chip
          key={type}
          pressed={chosen.includes(type)}
          onToggle={(on) => onText(toggled(text, "type", type, on))}
          icon={<KindIcon kind={type} />}
          count={facets === null ? null : (facets.types[type] ?? 0)}
        >
          {common.kindsMany[type]}
        </Chip>
      ))}
    </fieldset>
  );
}
