import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beliefGraph, fitView, layOut, zoomView } from "../../../src-renderer/beliefs/graph-model.ts";
import { beliefItem as belief } from "./belief-item.ts";

describe("the graph", () => {
  const beliefs = [
    belief("a", {
      supports: ["b"],
      attacks: [{ target: "ghost", status: "defeated" }],
      sources: [
        { kind: "session", name: "20260204-213118", id: "r/20260204-213118", repositoryId: "r", title: "The ring buffer" },
        { kind: "commit", name: "6aa7817e", id: "6aa7817e00", repositoryId: "r", title: "Measure it" },
      ],
    }),
    belief("b", {
      attackedBy: [{ target: "c", status: null }],
      sources: [{ kind: "commit", name: "6aa7817e00", id: "6aa7817e00", repositoryId: "r", title: "Measure it" }],
    }),
    belief("c", { attacks: [{ target: "b", status: null }] }),
  ];

  test("joins beliefs, names targets without a file, and draws a relation written on both sides once", () => {
    const { nodes, edges } = beliefGraph(beliefs, false);
    expect(nodes.map(({ label, kind }) => `${kind} ${label}`)).toEqual(["belief a", "belief b", "belief c", "missing ghost"]);
    expect(edges).toEqual([
      { from: "r/a", to: "r/b", kind: "supports" },
      { from: "r/a", to: "r/ghost", kind: "attacks" },
      { from: "r/c", to: "r/b", kind: "attacks" },
    ]);
  });

  test("shows the sessions and commits behind beliefs when asked, a commit once however much of its hash is written", () => {
    const { nodes, edges } = beliefGraph(beliefs, true);
    expect(nodes.filter(({ source }) => source !== null).map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      "session 20260204-213118",
      "commit 6aa7817e",
    ]);
    expect(edges.filter(({ kind }) => kind === "evidence")).toEqual([
      { from: "session r/20260204-213118", to: "r/a", kind: "evidence" },
      { from: "commit 6aa7817e00", to: "r/a", kind: "evidence" },
      { from: "commit 6aa7817e00", to: "r/b", kind: "evidence" },
    ]);
  });

  test("draws nothing for a relation that names no target", () => {
    expect(beliefGraph([belief("a", { supports: [""] })], false)).toMatchObject({ nodes: [{ label: "a" }], edges: [] });
  });

  test("keeps beliefs of the same name in two repositories apart", () => {
    expect(beliefGraph([belief("a"), belief("a", { repositoryId: "s" })], false).nodes).toHaveLength(2);
  });

  test("lies the same every time, with no two nodes on one spot", () => {
    const graph = beliefGraph(beliefs, true);
    const first = layOut(graph);
    expect(layOut(graph)).toEqual(first);
    expect(new Set(Array.from(first.values(), ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)).size).toBe(graph.nodes.length);
    const view = fitView(first.values(), 400, 300);
    for (const { x, y } of first.values()) {
      expect(Math.abs((x - view.x) * view.scale)).toBeLessThanOrEqual(200);
      expect(Math.abs((y - view.y) * view.scale)).toBeLessThanOrEqual(150);
    }
  });
});

test("zooming keeps the point under the pointer, within the limits", () => {
  const number = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(
      number,
      number,
      fc.double({ min: 0.2, max: 3, noNaN: true }),
      fc.double({ min: 0.1, max: 9, noNaN: true }),
      (x, y, scale, factor) => {
        const next = zoomView({ x, y, scale }, factor, 120, -40);
        expect(next.x + 120 / next.scale).toBeCloseTo(x + 120 / scale, 6);
        expect(next.y - 40 / next.scale).toBeCloseTo(y - 40 / scale, 6);
        expect(next.scale).toBeGreaterThanOrEqual(0.15);
        expect(next.scale).toBeLessThanOrEqual(4);
      },
    ),
  );
  expect(fitView([], 100, 100)).toEqual({ x: 0, y: 0, scale: 1 });
});
