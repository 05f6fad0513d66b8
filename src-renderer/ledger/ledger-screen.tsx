import { ScrollText } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { useCoreQuery } from "../app/core-query.ts";
import { routes } from "../app/navigation.ts";
import { common } from "../strings/en-common.ts";
import { ledgerWords as words } from "../strings/en-ledger.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { isLedgerRestricted, ledgerInput, readLedgerQuery } from "./ledger-filter.ts";
import { LedgerItems } from "./ledger-items.tsx";
import { RecurringView } from "./recurring-view.tsx";
import "./ledger.css";

/** How many are asked for before "Show all": enough to scroll through, few enough to come at once. */
const FIRST = 400;
const ALL = 100_000;

/** Every decision and challenge of every repository, with what became of it. */
export function LedgerScreen({ params }: { readonly params: URLSearchParams }) {
  const query = useMemo(() => readLedgerQuery(params), [params]);
  const [limit, setLimit] = useState(FIRST);
  const input = useMemo(() => ledgerInput(query, limit), [query, limit]);
  const asked = useDeferredValue(input);
  const { data: whole, error, refetch } = useCoreQuery("ledger.list", asked, { keepPrevious: true });
  // Marks are worked out once for a library, and take a moment: the entries do not wait for them.
  const first = useCoreQuery("ledger.list", { ...asked, stage: "first" }, { enabled: whole === undefined });
  const data = whole ?? first.data;
  if (error !== null && data === undefined) return <ErrorState title={words.notLoaded} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  if (data.total === 0 && !isLedgerRestricted(query)) {
    return (
      <EmptyState icon={ScrollText} title={words.empty} actions={<ButtonLink href={routes.library()}>{common.addRepository}</ButtonLink>}>
        {words.emptyText}
      </EmptyState>
    );
  }
  const frame = { query, facets: data.facets, isMarked: data.stage === "whole" };
  return query.view === "recurring" ? <RecurringView {...frame} /> : <LedgerItems {...frame} list={data} onAll={() => setLimit(ALL)} />;
}
