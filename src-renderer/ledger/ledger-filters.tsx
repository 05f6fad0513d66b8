import type { ReactNode } from "react";
import { LEDGER_MARKS, type LedgerFacets } from "../../src-shared/contract/index.ts";
import { LEDGER_KINDS } from "../../src-shared/domain/index.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { Chip } from "../ui/chip.tsx";
import { DateRange } from "../ui/date-range.tsx";
import { FacetMenu } from "../ui/facet-menu.tsx";
import { KindIcon } from "../ui/kind.tsx";
import type { LedgerQuery } from "./ledger-filter.ts";

export interface LedgerFiltersProps {
  readonly query: LedgerQuery;
  readonly facets: LedgerFacets;
  readonly isMarked: boolean;
  readonly onChange: (query: LedgerQuery) => void;
  /** The search field. */
  readonly children: ReactNode;
}

export function LedgerFilters({ query, facets, isMarked, onChange, children }: LedgerFiltersProps) {
  const toggled = <T,>(chosen: readonly T[], value: T, on: boolean): readonly T[] =>
    on ? [...chosen, value] : chosen.filter((one) => one !== value);
  return (
    <div className="ledger-filters">
      {children}
      <fieldset className="ledger-chips">
        <legend className="visually-hidden">{words.kindsLabel}</legend>
        {LEDGER_KINDS.map((kind) => (
          <Chip
            key={kind}
            icon={<KindIcon kind={kind} />}
            pressed={query.kinds.includes(kind)}
            onToggle={(on) => onChange({ ...query, kinds: toggled(query.kinds, kind, on) })}
            count={facets.kinds[kind]}
          >
            {words.kinds[kind]}
          </Chip>
        ))}
      </fieldset>
      <fieldset className="ledger-chips">
        <legend className="visually-hidden">{words.marksLabel}</legend>
        {LEDGER_MARKS.map((mark) => (
          <Chip
            key={mark}
            pressed={query.marks.includes(mark)}
            onToggle={(on) => onChange({ ...query, marks: toggled(query.marks, mark, on) })}
            count={isMarked ? facets.marks[mark] : undefined}
          >
            {words.marks[mark]}
          </Chip>
        ))}
      </fieldset>
      {(facets.repositories.length > 1 || query.repositories.length > 0) && (
        <FacetMenu
          label={words.repositories}
          options={facets.repositories.map(({ id, name, count }) => ({ value: id, label: name, count }))}
          chosen={query.repositories}
          onChange={(repositories) => onChange({ ...query, repositories })}
        />
      )}
      {(facets.agents.length > 1 || query.agents.length > 0) && (
        <FacetMenu
          label={words.agents}
          options={facets.agents.map(({ name, count }) => ({ value: name, label: name, count }))}
          chosen={query.agents}
          onChange={(agents) => onChange({ ...query, agents })}
        />
      )}
      <DateRange from={query.from} to={query.to} onChange={(range) => onChange({ ...query, ...range })} />
    </div>
  );
}
