import type { ReactNode } from "react";
import { TriangleAlert } from "lucide-react";
import type { BeliefListItem } from "../../src-shared/contract/index.ts";
import { beliefWords as words } from "../strings/en-beliefs.ts";
import { Chip } from "../ui/chip.tsx";
import { FacetMenu } from "../ui/facet-menu.tsx";
import { Select } from "../ui/select.tsx";
import { BELIEF_SORTS, statusOf, type BeliefQuery } from "./belief-query.ts";

export interface BeliefFiltersProps {
  readonly beliefs: readonly BeliefListItem[];
  readonly query: BeliefQuery;
  readonly onChange: (query: BeliefQuery) => void;
  /** The search field. */
  readonly children: ReactNode;
}

/** Which beliefs, in which order, and what stands beside them. */
export function BeliefFilters({ beliefs, query, onChange, children }: BeliefFiltersProps) {
  const statuses = [...Map.groupBy(beliefs, statusOf)].map(([value, own]) => ({
    value,
    label: value === "" ? words.noStatus : value,
    count: own.length,
  }));
  const broken = beliefs.filter((belief) => belief.problems > 0).length;
  return (
    <div className="belief-filters">
      {children}
      {(statuses.length > 1 || query.statuses.length > 0) && (
        <FacetMenu
          label={words.fields.status}
          options={statuses.toSorted((a, b) => b.count - a.count)}
          chosen={query.statuses}
          onChange={(chosen) => onChange({ ...query, statuses: chosen })}
        />
      )}
      {(broken > 0 || query.problems) && (
        <Chip
          icon={<TriangleAlert size="1em" aria-hidden />}
          pressed={query.problems}
          onToggle={(problems) => onChange({ ...query, problems })}
          count={broken}
        >
          {words.withProblems}
        </Chip>
      )}
      <Select
        label={words.sort}
        hideLabel
        value={query.sort}
        options={BELIEF_SORTS.map((sort) => ({ value: sort, label: words.sorts[sort] }))}
        onChange={(sort) => onChange({ ...query, sort })}
      />
      <Chip pressed={query.view === "table"} onToggle={(on) => onChange({ ...query, view: on ? "table" : "graph" })}>
        {words.asTable}
      </Chip>
    </div>
  );
}
