import { Lightbulb, SearchX, TriangleAlert } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { BeliefListItem } from "../../src-shared/contract/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { useKeys } from "../app/keys.ts";
import { navigate, routes } from "../app/navigation.ts";
import { beliefWords as words } from "../strings/en-beliefs.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { SplitPane } from "../ui/split-pane.tsx";
import { useList } from "../ui/use-list.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import { BeliefFilters } from "./belief-filters.tsx";
import { BeliefGraphView } from "./belief-graph.tsx";
import { readBeliefQuery, shownBeliefs, writeBeliefQuery, type BeliefQuery } from "./belief-query.ts";
import { Confidence } from "./confidence.tsx";
import { beliefGraph, nodeId, type GraphNode } from "./graph-model.ts";
import { nodeHref, RelationsTable } from "./relations-table.tsx";
import "./beliefs.css";

/** Beliefs as a list, and beside it as a graph that follows the list. */
export function BeliefsScreen({ params }: { readonly params: URLSearchParams }) {
  const { data, error, refetch } = useCoreQuery("beliefs.list", {});
  if (error !== null && data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton />;
  if (data.length === 0) {
    return (
      <EmptyState icon={Lightbulb} title={words.empty}>
        {words.emptyText}
      </EmptyState>
    );
  }
  return <BeliefsView beliefs={data} query={readBeliefQuery(params)} />;
}

interface BeliefsViewProps {
  readonly beliefs: readonly BeliefListItem[];
  readonly query: BeliefQuery;
}

const NOTHING = { text: "", statuses: [], problems: false } as const;

function BeliefsView({ beliefs, query }: BeliefsViewProps) {
  const field = useRef<HTMLInputElement>(null);
  const { text, statuses, problems, sort, view, sources } = query;
  const shown = useMemo(
    () => shownBeliefs(beliefs, { text, statuses, problems, sort, view, sources }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the list is another object at each reading of the address
    [beliefs, text, statuses.join("\n"), problems, sort],
  );
  // The table names what is evidence in any case: it has the room.
  const graph = useMemo(() => beliefGraph(beliefs, sources || view === "table"), [beliefs, sources, view]);
  const ids = useMemo(
    () => (shown.length === beliefs.length ? null : new Set(shown.map((belief) => nodeId(belief.repositoryId, belief.id)))),
    [beliefs, shown],
  );
  const [active, setActive] = useState(-1);
  const set = (next: BeliefQuery): void => navigate(routes.beliefs(writeBeliefQuery(next)), { replace: true });
  const open = (belief: BeliefListItem): void => navigate(routes.belief(belief.repositoryId, belief.id));
  const list = useList<BeliefListItem>({
    items: shown,
    active,
    onActiveChange: setActive,
    // The first click on a row shows it in the graph; one on the row that is shown, or Enter, opens its page.
    onOpen: (belief, index) => {
      if (index === active) open(belief);
    },
  });
  useKeys({
    "search.focus": () => field.current?.focus(),
    "screen.back": () => (shown.length === beliefs.length ? false : set({ ...query, ...NOTHING })),
  });
  function onSelect(node: GraphNode): void {
    const index = shown.findIndex((belief) => nodeId(belief.repositoryId, belief.id) === node.id);
    if (index >= 0 && index !== active) return setActive(index);
    const href = nodeHref(node);
    if (href !== null) navigate(href);
  }
  const selected = list.activeItem === undefined ? null : nodeId(list.activeItem.repositoryId, list.activeItem.id);
  return (
    <div className="beliefs">
      <PageHeader title={words.title} detail={<span aria-live="polite">{words.shown(shown.length, beliefs.length)}</span>} />
      <BeliefFilters beliefs={beliefs} query={query} onChange={set}>
        <SearchField
          ref={field}
          label={words.filter}
          placeholder={words.filterHint}
          value={text}
          onChange={(next) => set({ ...query, text: next })}
          {...list.inputProps}
        />
      </BeliefFilters>
      <SplitPane
        id="beliefs"
        initial={0.42}
        first={
          shown.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title={words.noneMatch}
              actions={<Button onClick={() => set({ ...query, ...NOTHING })}>{words.clear}</Button>}
            />
          ) : (
            <VirtualList
              list={list}
              label={words.list}
              itemKey={(belief) => nodeId(belief.repositoryId, belief.id)}
              estimateSize={() => 64}
              renderItem={(belief) => <Row belief={belief} />}
            />
          )
        }
        second={
          view === "table" ? (
            <RelationsTable graph={graph} selected={selected} shown={ids} />
          ) : (
            <BeliefGraphView
              graph={graph}
              selected={selected}
              onSelect={onSelect}
              shown={ids}
              showSources={sources}
              onShowSources={(on) => set({ ...query, sources: on })}
            />
          )
        }
      />
    </div>
  );
}

function Row({ belief }: { readonly belief: BeliefListItem }) {
  return (
    <div className="belief-row">
      <span className="belief-row-statement">{belief.statement === "" ? belief.id : belief.statement}</span>
      <Confidence value={belief.confidence} />
      <span className="belief-row-detail">
        <span className="mono truncate">{belief.id}</span>
        <span>{words.evidenceCount(belief.evidence.length)}</span>
        {belief.supports.length > 0 && <span>{words.supportCount(belief.supports.length)}</span>}
        {belief.attacks.length > 0 && <span>{words.attackCount(belief.attacks.length)}</span>}
        {belief.attackedBy.length > 0 && <span>{words.attackedCount(belief.attackedBy.length)}</span>}
        {belief.revised !== null && <span className="tabular">{belief.revised}</span>}
        {belief.status !== null && <span>{belief.status}</span>}
        {belief.problems > 0 && (
          <span className="belief-row-problem">
            <TriangleAlert size="1em" aria-hidden /> {words.problemCount(belief.problems)}
          </span>
        )}
      </span>
    </div>
  );
}
