/** What the graph of beliefs is made of, and where each node lies. Pure. */
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { BeliefListItem, BeliefSource } from "../../src-shared/contract/index.ts";

export type NodeKind = "belief" | "missing" | "session" | "commit";
export type EdgeKind = "supports" | "attacks" | "evidence";

export interface GraphNode {
  /** `<repository>/<name>`. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly belief: BeliefListItem | null;
  /** What a session's or commit's node stands for. */
  readonly source: BeliefSource | null;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}

export interface BeliefGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export const nodeId = (repositoryId: string, name: string): string => `${repositoryId}/${name}`;

/**
 * Beliefs and their relations; with `sources`, also the sessions and commits that are their evidence. A target without a file is a node
 * of its own. A relation written on both sides is one edge.
 */
export function beliefGraph(beliefs: readonly BeliefListItem[], sources: boolean): BeliefGraph {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const add = (node: GraphNode): string => {
    if (!nodes.has(node.id)) nodes.set(node.id, node);
    return node.id;
  };
  for (const belief of beliefs) {
    add({ id: nodeId(belief.repositoryId, belief.id), kind: "belief", label: belief.id, belief, source: null });
  }
  const join = (from: string, to: string, kind: EdgeKind): void => void edges.set(`${from}\n${to}\n${kind}`, { from, to, kind });
  for (const belief of beliefs) {
    const self = nodeId(belief.repositoryId, belief.id);
    const other = (target: string): string =>
      add({ id: nodeId(belief.repositoryId, target), kind: "missing", label: target, belief: null, source: null });
    for (const target of belief.supports) if (target !== "") join(self, other(target), "supports");
    for (const { target } of belief.attacks) if (target !== "") join(self, other(target), "attacks");
    for (const { target } of belief.attackedBy) if (target !== "") join(other(target), self, "attacks");
    if (!sources) continue;
    for (const source of belief.sources) {
      const label = source.kind === "commit" ? source.name.slice(0, 8) : source.name;
      // The same commit may be named by more or less of its hash.
      const id = `${source.kind} ${source.id ?? nodeId(belief.repositoryId, source.name)}`;
      join(add({ id, kind: source.kind, label, belief: null, source }), self, "evidence");
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

export interface Placed {
  readonly x: number;
  readonly y: number;
}

const STEPS = 320;

/** A settled layout, the same for the same graph (d3-force starts from a fixed spiral and its own random source). */
export function layOut(graph: BeliefGraph): ReadonlyMap<string, Placed> {
  const points = graph.nodes.map((node) => ({ id: node.id }) as { id: string; x: number; y: number });
  const links = graph.edges.map(({ from, to, kind }) => ({ source: from, target: to, kind }));
  const simulation = forceSimulation(points)
    .force("charge", forceManyBody().strength(-160))
    .force(
      "link",
      forceLink<{ id: string; x: number; y: number }, (typeof links)[number]>(links)
        .id((point) => point.id)
        .distance((link) => (link.kind === "evidence" ? 46 : 84))
        .strength(0.5),
    )
    .force("collide", forceCollide(18))
    .force("x", forceX().strength(0.055))
    .force("y", forceY().strength(0.075))
    .force("centre", forceCenter())
    .stop();
  simulation.tick(STEPS);
  return new Map(points.map(({ id, x, y }) => [id, { x, y }] as const));
}

export interface View {
  /** Of the middle of the view, in the graph's coordinates. */
  readonly x: number;
  readonly y: number;
  /** Pixels for one unit. */
  readonly scale: number;
}

export const SCALES = { least: 0.15, most: 4 } as const;

/** The view that shows all points with a margin. */
export function fitView(points: Iterable<Placed>, width: number, height: number): View {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (left > right) return { x: 0, y: 0, scale: 1 };
  const margin = 90;
  const scale = Math.min((width - margin) / Math.max(1, right - left), (height - margin) / Math.max(1, bottom - top), 1.6);
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.max(SCALES.least, scale) };
}

/** Zooms by `factor` while the point under (`atX`, `atY`) pixels from the middle stays where it is. */
export function zoomView(view: View, factor: number, atX = 0, atY = 0): View {
  const scale = Math.min(SCALES.most, Math.max(SCALES.least, view.scale * factor));
  return { x: view.x + atX / view.scale - atX / scale, y: view.y + atY / view.scale - atY / scale, scale };
}
