import { memo, useMemo } from "react";
import { sessionWords as words } from "../../strings/en-sessions.ts";
import { Chip } from "../../ui/chip.tsx";
import { DateRange } from "../../ui/date-range.tsx";
import { FacetMenu, type FacetOption } from "../../ui/facet-menu.tsx";
import { HAS, type Filtered, type TimelineFilter } from "./filter.ts";
import type { TimelineSession } from "./timeline-session.ts";

export interface FacetsProps {
  readonly filter: TimelineFilter;
  readonly all: readonly TimelineSession[];
  readonly filtered: Filtered;
  /** What of the filter is another now. */
  readonly onChange: (change: Partial<TimelineFilter>) => void;
}

/** Everything the timeline can be narrowed by beside words. A facet with one value only is left out: it could not narrow anything. */
export const Facets = memo(function Facets({ filter, all, filtered, onChange }: FacetsProps) {
  // Which values there are changes with the library only, never with a letter that is typed.
  const { names, hasInit, values } = useMemo(
    () => ({
      names: new Map(all.map(({ summary }) => [summary.repositoryId, summary.repositoryName])),
      hasInit: all.some(({ summary }) => summary.format === "init"),
      values: {
        repositories: valuesOf(all, ({ summary }) => summary.repositoryId),
        agents: valuesOf(all, ({ summary }) => summary.agent),
        workTypes: valuesOf(all, ({ summary }) => summary.workType),
      },
    }),
    [all],
  );
  const options = (facet: keyof typeof values, labelOf = (value: string) => value): readonly FacetOption[] =>
    values[facet].map((value) => ({ value, label: labelOf(value), count: filtered.counts[facet].get(value) ?? 0 }));
  const facets = [
    { facet: "repositories", label: words.repositories, options: options("repositories", (id) => names.get(id) ?? id) },
    { facet: "agents", label: words.agents, options: options("agents") },
    { facet: "workTypes", label: words.workTypes, options: options("workTypes") },
  ] as const;
  return (
    <div className="timeline-facets">
      {facets.map(({ facet, label, options: shown }) =>
        shown.length < 2 && filter[facet].length === 0 ? null : (
          <FacetMenu
            key={facet}
            label={label}
            options={shown}
            chosen={filter[facet]}
            onChange={(chosen) => onChange({ [facet]: chosen })}
          />
        ),
      )}
      <fieldset className="timeline-chips">
        <legend className="visually-hidden">{words.hasLabel}</legend>
        {HAS.map((one) => (
          <Chip
            key={one}
            pressed={filter.has.includes(one)}
            onToggle={(pressed) => onChange({ has: HAS.filter((other) => (other === one ? pressed : filter.has.includes(other))) })}
            count={filtered.counts.has.get(one) ?? 0}
          >
            {words.has[one]}
          </Chip>
        ))}
        {hasInit && (
          <Chip pressed={filter.init} onToggle={(init) => onChange({ init })}>
            {words.init}
          </Chip>
        )}
      </fieldset>
      {filter.hours.map((hour) => (
        <Chip key={hour} pressed onToggle={() => onChange({ hours: filter.hours.filter((one) => one !== hour) })}>
          {words.hour(hour)}
        </Chip>
      ))}
      <DateRange from={filter.from} to={filter.to} onChange={onChange} />
    </div>
  );
});

/** Every value there is, most sessions first, so that the list does not jump while one types. */
function valuesOf(all: readonly TimelineSession[], valueOf: (session: TimelineSession) => string | null): readonly string[] {
  const totals = new Map<string, number>();
  for (const session of all) {
    const value = valueOf(session);
    if (value !== null) totals.set(value, (totals.get(value) ?? 0) + 1);
  }
  return Array.from(totals)
    .toSorted(([a, inA], [b, inB]) => inB - inA || a.localeCompare(b))
    .map(([value]) => value);
}
