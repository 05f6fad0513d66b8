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
import { BeliefGraphView } from "./belief-graph.tsx";
import { Confidence } from "./confidence.tsx";
import { beliefGraph, nodeId, type GraphNode } from "./graph-model.ts";
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
  return <BeliefsView beliefs={data} text={params.get("text") ?? ""} sessions={params.get("sessions") === "true"} />;
}

interface BeliefsViewProps {
  readonly beliefs: readonly BeliefListItem[];
  readonly text: string;
  readonly sessions: boolean;
}

function BeliefsView({ beliefs, text, sessions }: BeliefsViewProps) {
  const field = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => beliefs.filter((belief) => matches(belief, text)), [beliefs, text]);
  const graph = useMemo(() => beliefGraph(beliefs, sessions), [beliefs, sessions]);
  const [active, setActive] = useState(-1);
  const set = (next: { text: string; sessions: boolean }): void => navigate(routes.beliefs(next), { replace: true });
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
    "screen.back": () => (text === "" ? false : set({ text: "", sessions })),
  });
  function onSelect(node: GraphNode): void {
    if (node.kind === "session") return navigate(routes.session(node.id));
    const index = shown.findIndex((belief) => nodeId(belief.repositoryId, belief.id) === node.id);
    if (index >= 0 && index === active && node.belief !== null) open(node.belief);
    else if (index >= 0) setActive(index);
    else if (node.belief !== null) open(node.belief);
  }
  const selected = list.activeItem === undefined ? null : nodeId(list.activeItem.repositoryId, list.activeItem.id);
  return (
    <div className="beliefs">
      <PageHeader title={words.title} detail={<span aria-live="polite">{words.shown(shown.length, beliefs.length)}</span>} />
      <SearchField
        ref={field}
        label={words.filter}
        placeholder={words.filterHint}
        value={text}
        onChange={(next) => set({ text: next, sessions })}
        {...list.inputProps}
      />
      <SplitPane
        id="beliefs"
        initial={0.42}
        first={
          shown.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title={words.noneMatch}
              actions={<Button onClick={() => set({ text: "", sessions })}>{words.clear}</Button>}
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
          <BeliefGraphView
            graph={graph}
            selected={selected}
            onSelect={onSelect}
            showSessions={sessions}
            onShowSessions={(on) => set({ text, sessions: on })}
          />
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

function matches(belief: BeliefListItem, text: string): boolean {
  const key = [belief.id, belief.statement, belief.status ?? "", belief.repositoryName, ...belief.facets].join("\n").toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => key.includes(word));
}
