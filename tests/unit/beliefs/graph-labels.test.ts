import fc from "fast-check";
import { expect, test } from "vitest";
import { roomForLabels } from "../../../src-renderer/beliefs/graph-labels.ts";
import type { BeliefGraph, GraphNode } from "../../../src-renderer/beliefs/graph-model.ts";

const node = (id: string): GraphNode => ({ id, kind: "belief", label: `belief-${id}`, belief: null, source: null });
const graphOf = (ids: readonly string[], edges: readonly (readonly [string, string])[] = []): BeliefGraph => ({
  nodes: ids.map(node),
  edges: edges.map(([from, to]) => ({ from, to, kind: "supports" })),
});

test("of names that would lie on each other the most connected stands; nearer by there is room for both", () => {
  const graph = graphOf(["a", "b", "c"], [["b", "c"]]);
  const places = new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 20, y: 4 }],
    ["c", { x: 400, y: 0 }],
  ]);
  expect([...roomForLabels(graph, places, 1)]).toEqual(["b", "c"]);
  expect(roomForLabels(graph, places, 4)).toEqual(new Set(["a", "b", "c"]));
});

test("what is no belief, or has no place, has no name in the picture", () => {
  const graph: BeliefGraph = { nodes: [node("a"), { ...node("m"), kind: "missing" }, { ...node("s"), kind: "session" }], edges: [] };
  expect(roomForLabels(graph, new Map([["m", { x: 0, y: 0 }]]), 1).size).toBe(0);
});

test("some name always stands, and the closer one looks the more do", () => {
  const place = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      const ids = places.map((_, n) => String(n));
      const at = new Map(places.map((one, n) => [String(n), one] as const));
      const far = roomForLabels(graphOf(ids), at, 0.15).size;
      expect(far).toBeGreaterThan(0);
      expect(roomForLabels(graphOf(ids), at, 1e6).size).toBe(new Set(places.map(({ x, y }) => `${x} ${y}`)).size);
    }),
  );
});
