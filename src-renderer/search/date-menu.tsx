import { memo } from "react";
import { search } from "../strings/en-search.ts";
import { Check, ChevronDown } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";

const SPANS = ["1d", "7d", "30d", "1y"] as const;

export interface DateMenuProps {
  /** What the query says after `after:`, or null. */
  readonly after: string | null;
  readonly onAfter: (value: string | null) => void;
}

/** How far back to look. It writes `after:` into the query, and reads it from there. */
export const DateMenu = memo(function DateMenu({ after, onAfter }: DateMenuProps) {
  const options = [
    { value: null, label: search.dates.any },
    ...SPANS.map((span) => ({ value: span, label: search.dates[span] })),
    ...(after !== null && !(SPANS as readonly string[]).includes(after) ? [{ value: after, label: search.customDate(after) }] : []),
  ];
  const current = options.find((option) => option.value === after);
  return (
    <Popover
      label={search.facets.date}
      className="search-facet"
      trigger={
        <Button size="small" variant="quiet" data-chosen={after !== null || undefined} className="search-facet-button">
          {after === null ? search.facets.date : current?.label}
          <ChevronDown size="1em" aria-hidden />
        </Button>
      }
    >
      <fieldset className="search-facet-values" aria-label={search.facets.date}>
        {options.map(({ value, label }) => (
          <button key={label} type="button" aria-pressed={value === after} className="ui-menu-item" onClick={() => onAfter(value)}>
            <span className="search-tick">{value === after && <Check size="1.1em" aria-hidden />}</span>
            <span className="ui-menu-label">{label}</span>
          </button>
        ))}
      </fieldset>
    </Popover>
  );
});
