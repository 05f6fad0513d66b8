import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { beliefWords as words } from "../strings/en-beliefs.ts";
import { Chip } from "../ui/chip.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { KindIcon } from "../ui/kind.tsx";
import { LABEL_SIZE, labelOffset, roomForLabels } from "./graph-labels.ts";
import { fitView, layOut, zoomView, type BeliefGraph, type GraphNode, type View } from "./graph-model.ts";
import "./graph.css";

export interface BeliefGraphProps {
  readonly graph: BeliefGraph;
  /** The node the list stands at. */
  readonly selected: string | null;
  readonly onSelect: (node: GraphNode) => void;
  /** Ids of the nodes that the list shows; the others stand back. */
  readonly shown: ReadonlySet<string> | null;
  readonly showSources: boolean;
  readonly onShowSources: (on: boolean) => void;
}

const PAN_STEP = 60;

/** The graph as a picture: dragged, wheeled, or moved by arrows and + − 0. Everything in it is also in the list beside it. */
export function BeliefGraphView({ graph, selected, onSelect, shown, showSources, onShowSources }: BeliefGraphProps) {
  const box = useRef<HTMLDivElement>(null);
  const places = useMemo(() => layOut(graph), [graph]);
  const [size, setSize] = useState({ width: 600, height: 400 });
  const [moved, setMoved] = useState<{ readonly of: unknown; readonly view: View } | null>(null);
  const fitted = useMemo(() => fitView(places.values(), size.width, size.height), [places, size]);
  const view = moved?.of === places ? moved.view : fitted;
  const set = (next: View): void => setMoved({ of: places, view: next });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // React listens to wheels passively: the page would scroll as well.
  const latest = useRef({ view, set });
  useEffect(() => {
    latest.current = { view, set };
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const bounds = element.getBoundingClientRect();
      const x = event.clientX - bounds.left - bounds.width / 2;
      const y = event.clientY - bounds.top - bounds.height / 2;
      latest.current.set(zoomView(latest.current.view, Math.exp(-event.deltaY / 400), x, y));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);

  function onPointerMove(event: PointerEvent<SVGSVGElement>): void {
    if (event.buttons !== 1) return;
    set({ ...view, x: view.x - event.movementX / view.scale, y: view.y - event.movementY / view.scale });
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = PAN_STEP / view.scale;
    const moves: Readonly<Record<string, View>> = {
      ArrowLeft: { ...view, x: view.x - step },
      ArrowRight: { ...view, x: view.x + step },
      ArrowUp: { ...view, y: view.y - step },
      ArrowDown: { ...view, y: view.y + step },
      "+": zoomView(view, 1.25),
      "=": zoomView(view, 1.25),
      "-": zoomView(view, 0.8),
      "0": fitted,
    };
    const next = moves[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    set(next);
  }

  const labelled = useMemo(() => roomForLabels(graph, places, view, size.width, shown), [graph, places, view, size.width, shown]);
  const near = useMemo(() => neighbours(graph, selected), [graph, selected]);
  const isBehind = (id: string): boolean => (selected === null ? shown !== null && !shown.has(id) : id !== selected && !near.has(id));
  const at = (id: string) => places.get(id) ?? { x: 0, y: 0 };
  const origin = `translate(${size.width / 2} ${size.height / 2}) scale(${view.scale}) translate(${-view.x} ${-view.y})`;
  return (
    <div className="graph" ref={box}>
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- a picture that is moved by keys */}
      <svg
        className="graph-picture"
        role="img"
        aria-label={`${words.graph}. ${words.graphHelp(graph.nodes.filter((node) => node.kind === "belief").length, graph.edges.length)}`}
        tabIndex={0}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      >
        {/* oxlint-enable */}
        <defs>
          {(["supports", "attacks", "evidence"] as const).map((kind) => (
            <marker key={kind} id={`arrow-${kind}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">
              <path d="M0 0 8 4 0 8z" className="graph-arrow" data-kind={kind} />
            </marker>
          ))}
        </defs>
        <g transform={origin}>
          {graph.edges.map(({ from, to, kind }) => {
            const [start, end] = [at(from), at(to)];
            const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
            const inset = 11 / length;
            return (
              <line
                key={`${from} ${to} ${kind}`}
                className="graph-edge"
                data-kind={kind}
                data-dim={(selected === null ? isBehind(from) || isBehind(to) : from !== selected && to !== selected) || undefined}
                x1={start.x}
                y1={start.y}
                x2={end.x - (end.x - start.x) * inset}
                y2={end.y - (end.y - start.y) * inset}
                markerEnd={`url(#arrow-${kind})`}
              />
            );
          })}
          {graph.nodes.map((node) => {
            const { x, y } = at(node.id);
            const isSelected = node.id === selected;
            const hasLabel = isSelected || near.has(node.id) || (selected === null && labelled.has(node.id));
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the list has the keys
              <g
                key={node.id}
                className="graph-node"
                data-kind={node.kind}
                data-selected={isSelected || undefined}
                data-dim={isBehind(node.id) || undefined}
                transform={`translate(${x} ${y})`}
                onClick={() => onSelect(node)}
              >
                <title>{nodeTitle(node)}</title>
                <Shape node={node} />
                {hasLabel && (
                  <text y={labelOffset(node.kind === "belief" ? 9 : 5, view.scale)} style={{ fontSize: `${LABEL_SIZE / view.scale}px` }}>
                    {node.label}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      </svg>
      <div className="graph-tools">
        <Chip pressed={showSources} onToggle={onShowSources}>
          {words.showSources}
        </Chip>
        <IconButton size="small" icon={ZoomIn} label={words.zoomIn} onClick={() => set(zoomView(view, 1.25))} />
        <IconButton size="small" icon={ZoomOut} label={words.zoomOut} onClick={() => set(zoomView(view, 0.8))} />
        <IconButton size="small" icon={Maximize} label={words.fit} onClick={() => setMoved(null)} />
      </div>
      <p className="graph-legend" aria-hidden>
        {(["supports", "attacks", ...(showSources ? (["evidence"] as const) : [])] as const).map((kind) => (
          <span key={kind} className="graph-legend-edge" data-kind={kind}>
            {words.legend[kind]}
          </span>
        ))}
        {graph.nodes.some((node) => node.kind === "missing") && <span className="graph-legend-missing">{words.noFile}</span>}
        {showSources &&
          (["session", "commit"] as const).map((kind) => (
            <span key={kind} className="graph-legend-node">
              <KindIcon kind={kind} /> {words.nodeKinds[kind]}
            </span>
          ))}
      </p>
    </div>
  );
}

/** Sessions are round, commits square: never told by colour alone. */
function Shape({ node }: { readonly node: GraphNode }) {
  if (node.kind === "commit") return <rect x={-4} y={-4} width={8} height={8} />;
  return <circle r={node.kind === "session" ? 4 : node.kind === "belief" ? 5 + 4 * (node.belief?.confidence ?? 0.4) : 4} />;
}

function nodeTitle({ kind, label, belief, source }: GraphNode): string {
  if (belief !== null) return `${label}: ${belief.statement}`;
  if (source === null) return `${label} (${words.noFile})`;
  return `${words.nodeKinds[kind === "commit" ? kind : "session"]} ${label}: ${source.title ?? words.notHere}`;
}

function neighbours(graph: BeliefGraph, selected: string | null): ReadonlySet<string> {
  const near = new Set<string>();
  if (selected === null) return near;
  for (const { from, to } of graph.edges) {
    if (from === selected) near.add(to);
    if (to === selected) near.add(from);
  }
  return near;
}
