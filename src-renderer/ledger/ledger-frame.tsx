import { Layers, X } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { LEDGER_SORTS, type ExportFormat, type LedgerFacets } from "../../src-shared/contract/index.ts";
import { useCore } from "../app/core-context.tsx";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { ExportMenu } from "../reading/export/export-menu.tsx";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Select } from "../ui/select.tsx";
import { SearchField } from "../ui/search-field.tsx";
import type { ListState } from "../ui/use-list.ts";
import { isLedgerRestricted, ledgerFilter, writeLedgerQuery, type LedgerQuery } from "./ledger-filter.ts";
import { LedgerFilters } from "./ledger-filters.tsx";

export interface LedgerFrameProps {
  readonly query: LedgerQuery;
  readonly facets: LedgerFacets;
  /** Marks have been worked out; until then none is counted. */
  readonly isMarked: boolean;
  /** How many there are, in words. */
  readonly detail: string;
  /** Of the list below: the search field steers it. */
  readonly inputProps: ListState<unknown>["inputProps"];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

const setLedger = (next: LedgerQuery): void => navigate(routes.ledger(writeLedgerQuery(next)), { replace: true });

/** Takes every filter away; order and view stay. */
export function clearLedger({ sort, view }: LedgerQuery): void {
  const none = { text: "", kinds: [], marks: [], repositories: [], agents: [], from: null, to: null };
  setLedger({ ...none, sort, view });
}

/** Title, filters and what both views of the ledger share; the view itself below. */
export function LedgerFrame({ query, facets, isMarked, detail, inputProps, actions, children }: LedgerFrameProps) {
  const core = useCore();
  const field = useRef<HTMLInputElement>(null);
  useKeys({
    "search.focus": () => field.current?.focus(),
    "screen.back": () => (query.text === "" ? false : setLedger({ ...query, text: "" })),
  });
  const exported = (format: ExportFormat) =>
    core.call("export.ledger", { filter: ledgerFilter(query), sort: query.sort, grouped: query.view === "recurring", format });
  return (
    <div className="ledger">
      <PageHeader
        title={words.title}
        detail={<span aria-live="polite">{detail}</span>}
        actions={
          <>
            {actions}
            {isLedgerRestricted(query) && (
              <Button variant="quiet" size="small" icon={X} onClick={() => clearLedger(query)}>
                {words.clearFilters}
              </Button>
            )}
            {query.view === "items" && (
              <Select
                label={words.sort}
                hideLabel
                value={query.sort}
                options={LEDGER_SORTS.map((sort) => ({ value: sort, label: words.sorts[sort] }))}
                onChange={(sort) => setLedger({ ...query, sort })}
              />
            )}
            <Chip
              icon={<Layers size="1.15em" strokeWidth={1.75} aria-hidden />}
              pressed={query.view === "recurring"}
              onToggle={(on) => setLedger({ ...query, view: on ? "recurring" : "items" })}
            >
              {words.grouped}
            </Chip>
            <ExportMenu produce={exported} />
          </>
        }
      />
      <LedgerFilters query={query} facets={facets} isMarked={isMarked} onChange={setLedger}>
        <SearchField
          ref={field}
          label={words.filter}
          placeholder={words.filterHint}
          value={query.text}
          onChange={(text) => setLedger({ ...query, text })}
          {...inputProps}
        />
      </LedgerFilters>
      {children}
    </div>
  );
}
