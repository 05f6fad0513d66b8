import { EqualApproximatelyNot } from "lucide-react";
import { useEffect } from "react";
import type { SimilarPlace } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { goBack } from "../app/go-back.ts";
import { common } from "../strings/en-common.ts";
import { search } from "../strings/en-search.ts";
import { BackButton } from "../ui/back-button.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { KindLabel } from "../ui/kind.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { FoundPanes } from "./found-panes.tsx";
import { resultHref, resultPlace } from "./result-links.ts";
import { useFound } from "./use-found.ts";

export interface SimilarScreenProps {
  readonly to: SimilarPlace;
  /** Passage of the chosen result, or null for the first. */
  readonly selected: number | null;
}

const words = search.similar;
const LIMIT = 50;
const NOTHING = [] as const;

/** What is like one passage, wherever in the library: the same list and preview as a search has, with the way back. */
export function SimilarScreen({ to, selected }: SimilarScreenProps) {
  const { data, error, refetch } = useCoreQuery("search.similar", { to, limit: LIMIT });
  const onSelect = (passageId: number | null): void => navigate(routes.similar(to, { sel: passageId ?? undefined }), { replace: true });
  const found = useFound({ results: data?.results ?? NOTHING, selected, query: "", onSelect, onLeave: () => undefined });
  const isReady = data !== undefined;
  useEffect(() => {
    if (isReady) found.focusList();
    // oxlint-disable-next-line react/exhaustive-deps -- when the list comes
  }, [isReady]);
  useKeys({ "screen.back": () => void (found.back() || goBack()) });

  const source = data?.to ?? null;
  return (
    <div ref={found.screen} className="search">
      <header className="search-similar">
        <BackButton />
        <div className="search-similar-heading">
          <h1 className="search-similar-title truncate">
            {words.title} {source !== null && <a href={resultHref(source, "")}>{source.title}</a>}
          </h1>
          {source !== null && (
            <p className="search-similar-place">
              <KindLabel kind={source.type} />
              <span className="truncate">
                {source.repository} · <span className="mono">{resultPlace(source)}</span>
              </span>
            </p>
          )}
        </div>
        {data !== undefined && data.results.length > 0 && <p className="search-similar-how">{words.how[data.by]}</p>}
      </header>
      <div className="search-content">
        {error !== null ? (
          <ErrorState error={error} title={search.failed} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton lines={10} />
        ) : data.results.length === 0 ? (
          <EmptyState
            icon={EqualApproximatelyNot}
            title={source === null ? words.gone : words.none}
            actions={
              <>
                <Button onClick={goBack}>{common.back}</Button>
                <ButtonLink variant="quiet" href={routes.search()}>
                  {search.title}
                </ButtonLink>
              </>
            }
          >
            {source === null ? words.goneHelp : words.noneHelp}
          </EmptyState>
        ) : (
          <FoundPanes found={found} query="" mode="semantic" more={null} onLeave={() => undefined} />
        )}
      </div>
    </div>
  );
}
