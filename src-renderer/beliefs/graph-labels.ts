import type { BeliefGraph, Placed } from "./graph-model.ts";

/** A label's font size and a letter's mean width, in pixels whatever the scale. */
export const LABEL_SIZE = 11;
const LETTER_WIDTH = 6;
const LINE_HEIGHT = 14;

/**
 * Beliefs whose names can stand in the picture without lying on each other, the most connected first: at a distance those that all hangs
 * on, nearer by all of them. Pure.
 */
export function roomForLabels(graph: BeliefGraph, places: ReadonlyMap<string, Placed>, scale: number): ReadonlySet<string> {
  const degree = new Map<string, number>();
  for (const { from, to } of graph.edges) for (const id of [from, to]) degree.set(id, (degree.get(id) ?? 0) + 1);
  const beliefs = graph.nodes
    .filter((node) => node.kind === "belief")
    .toSorted((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1));
  const taken: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  const labelled = new Set<string>();
  for (const { id, label } of beliefs) {
    const place = places.get(id);
    if (place === undefined) continue;
    const box = { x: place.x * scale, y: place.y * scale, half: (label.length * LETTER_WIDTH) / 2 };
    if (taken.some((other) => Math.abs(other.y - box.y) < LINE_HEIGHT && Math.abs(other.x - box.x) < other.half + box.half)) continue;
    taken.push(box);
    labelled.add(id);
  }
  return labelled;
}
