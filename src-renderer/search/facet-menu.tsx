import { Check, ChevronDown } from "lucide-react";
import { memo, useState } from "react";
import { search } from "../strings/en-search.ts";
import { formatNumber } from "../strings/format.ts";
import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";

export interface FacetMenuProps {
  readonly field: "repo" | "lang" | "agent";
  /** The values that the query names. */
  readonly chosen: readonly string[];
  readonly values: readonly { readonly name: string; readonly count: number }[];
  readonly onToggle: (field: FacetMenuProps["field"], value: string, on: boolean) => void;
}

/** Values shown without a box to filter them. */
const FEW = 10;

/** The values of one field to choose from, with their counts. They write the field into the query, and read it from there. */
export const FacetMenu = memo(function FacetMenu({ field, chosen, values, onToggle }: FacetMenuProps) {
  const [filter, setFilter] = useState("");
  const label = search.facets[field];
  // What is chosen stays in the list, also where nothing has it.
  const all = [
    ...values,
    ...chosen.filter((name) => !values.some((value) => isSame(value.name, name))).map((name) => ({ name, count: 0 })),
  ];
  const shown = all.filter((value) => value.name.toLowerCase().includes(filter.toLowerCase()));
  return (
    <Popover
      label={label}
      className="search-facet"
      trigger={
        <Button size="small" variant="quiet" data-chosen={chosen.length > 0 || undefined} className="search-facet-button">
          {chosen.length === 0 ? label : `${label}: ${chosen.join(", ")}`}
          <ChevronDown size="1em" aria-hidden />
        </Button>
      }
    >
      {all.length > FEW && (
        <input
          className="search-facet-filter"
          aria-label={search.facetFilter}
          placeholder={search.facetFilter}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      <fieldset className="search-facet-values" aria-label={label}>
        {shown.map((value) => {
          const on = chosen.some((name) => isSame(name, value.name));
          return (
            <button
              key={value.name}
              type="button"
              aria-pressed={on}
              className="ui-menu-item"
              onClick={() => onToggle(field, on ? (chosen.find((name) => isSame(name, value.name)) ?? value.name) : value.name, !on)}
            >
              <span className="search-tick">{on && <Check size="1.1em" aria-hidden />}</span>
              <span className="ui-menu-label truncate">{value.name}</span>
              <span className="ui-count tabular">{formatNumber(value.count)}</span>
            </button>
          );
        })}
      </fieldset>
    </Popover>
  );
}, isUnchanged);

/** While one types, neither the values nor the choice change: a menu costs too much to be drawn with every key. */
function isUnchanged(before: FacetMenuProps, after: FacetMenuProps): boolean {
  return before.values === after.values && before.onToggle === after.onToggle && before.chosen.join("\0") === after.chosen.join("\0");
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
