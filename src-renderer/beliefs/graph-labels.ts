import type { BeliefGraph, Placed, View } from "./graph-model.ts";

/** A label's font size and a letter's mean width, in pixels whatever the scale. */
export const LABEL_SIZE = 11;
const LETTER_WIDTH = 6;
const LINE_HEIGHT = 14;
/** From a belief's middle to its edge, in the graph's units. */
const RADIUS = 9;

/** In pixels; half its width and height. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a label's baseline stands below a node's middle, in the graph's units. */
export function labelOffset(radius: number, scale: number): number {
  return radius + LABEL_SIZE / scale;
}

/**
 * Beliefs whose names can stand in the picture: on no other name, on no other belief, and whole. The most connected first: from afar those
 * that much hangs on, nearer by all of them. Pure.
 * @param shown those that a filter lets through: no other has a name, or keeps one from them. Null without a filter.
 */
export function roomForLabels(
  graph: BeliefGraph,
  places: ReadonlyMap<string, Placed>,
  view: View,
  width: number,
  shown: ReadonlySet<string> | null = null,
): ReadonlySet<string> {
  const degree = new Map<string, number>();
  for (const { from, to } of graph.edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const { scale } = view;
  const beliefs = graph.nodes.flatMap(({ id, kind, label }) => {
    const place = places.get(id);
    if (kind !== "belief" || place === undefined || shown?.has(id) === false) return [];
    const [x, y] = [(place.x - view.x) * scale, (place.y - view.y) * scale];
    const below = labelOffset(RADIUS, scale) * scale - LABEL_SIZE / 2;
    const name: Box = { x, y: y + below, width: (label.length * LETTER_WIDTH) / 2, height: LINE_HEIGHT / 2 };
    return [{ id, name, dot: { x, y, width: RADIUS * scale, height: RADIUS * scale } satisfies Box }];
  });
  beliefs.sort((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1));
  const names: Box[] = [];
  const labelled = new Set<string>();
  for (const { id, name } of beliefs) {
    if (Math.abs(name.x) + name.width > width / 2 || names.some((other) => touch(name, other))) continue;
    if (beliefs.some((other) => other.id !== id && touch(name, other.dot))) continue;
    names.push(name);
    labelled.add(id);
  }
  return labelled;
}

function touch(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) < a.width + b.width && Math.abs(a.y - b.y) < a.height + b.height;
}
