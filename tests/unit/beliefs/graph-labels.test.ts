import fc from "fast-check";
import { expect, test } from "vitest";
import { roomForLabels } from "../../../src-renderer/beliefs/graph-labels.ts";
import type { BeliefGraph, GraphNode } from "../../../src-renderer/beliefs/graph-model.ts";

const node = (id: string): GraphNode => ({ id, kind: "belief", label: `belief-${id}`, belief: null, source: null });
const graphOf = (ids: readonly string[], edges: readonly (readonly [string, string])[] = []): BeliefGraph => ({
  nodes: ids.map(node),
  edges: edges.map(([from, to]) => ({ from, to, kind: "supports" })),
});

const at = (scale: number) => ({ x: 0, y: 0, scale });
const WIDE = 1e9;

test("of names that would lie on each other the most connected stands; nearer by there is room for both", () => {
  const graph = graphOf(["a", "b", "c"], [["b", "c"]]);
  const places = new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 20, y: 4 }],
    ["c", { x: 400, y: 0 }],
  ]);
  expect([...roomForLabels(graph, places, at(1), WIDE)]).toEqual(["b", "c"]);
  expect(roomForLabels(graph, places, at(4), WIDE)).toEqual(new Set(["a", "b", "c"]));
});

test("of those that a filter lets through, and of no others", () => {
  const graph = graphOf(["a", "b", "c"], [["b", "c"]]);
  const places = new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 20, y: 4 }],
    ["c", { x: 400, y: 0 }],
  ]);
  expect(roomForLabels(graph, places, at(1), WIDE, new Set(["a"]))).toEqual(new Set(["a"]));
  expect(roomForLabels(graph, places, at(1), WIDE, new Set()).size).toBe(0);
});

test("what is no belief, or has no place, has no name in the picture", () => {
  const graph: BeliefGraph = { nodes: [node("a"), { ...node("m"), kind: "missing" }, { ...node("s"), kind: "session" }], edges: [] };
  expect(roomForLabels(graph, new Map([["m", { x: 0, y: 0 }]]), at(1), WIDE).size).toBe(0);
});

test("no name lies on another belief, or beyond the edge", () => {
  const beside = new Map([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 10, y: 18 }],
  ]);
  expect([...roomForLabels(graphOf(["a", "b"], [["a", "a"]]), beside, at(1), WIDE)]).toEqual(["b"]);
  const alone = new Map([["a", { x: 0, y: 0 }]]);
  expect(roomForLabels(graphOf(["a"]), alone, at(1), 400).size).toBe(1);
  expect(roomForLabels(graphOf(["a"]), alone, { x: -190, y: 0, scale: 1 }, 400).size).toBe(0);
});

test("near enough, every belief has its name", () => {
  const place = fc.record({ x: fc.integer({ min: -5, max: 5 }), y: fc.integer({ min: -5, max: 5 }) });
  fc.assert(
    fc.property(fc.uniqueArray(place, { selector: ({ x, y }) => `${x} ${y}`, minLength: 1, maxLength: 12 }), (places) => {
      const ids = places.map((_, n) => String(n));
      const spread = new Map(places.map(({ x, y }, n) => [String(n), { x: x * 1000, y: y * 1000 }] as const));
      expect(roomForLabels(graphOf(ids), spread, at(1), WIDE).size).toBe(places.length);
      expect(roomForLabels(graphOf(ids), spread, at(1e-6), WIDE).size).toBeLessThanOrEqual(1);
    }),
  );
});
