import { describe, expect, test } from "vitest";
import { drops } from "../../../src-main/core/eval/baseline.ts";
import { answerKind, bootstrap, evaluate, scoreQuery, type EvalHit } from "../../../src-main/core/eval/evaluate.ts";
import { quotingDocuments } from "../../../src-main/core/eval/quoting.ts";

const hit = (key: string, ...ids: string[]): EvalHit => ({ documentKey: key, ids: ids.length === 0 ? [key] : ids });

describe("scoreQuery", () => {
  test("counts documents once, at their best rank, and matches names either way", () => {
    const hits = [hit("a"), hit("a"), hit("b", "src/b.rs"), hit("c", "layer/sessions/20260101-101010.md", "20260101-101010")];
    const score = scoreQuery("q", ["./src/b.rs", "20260101-101010"], hits);
    expect(score).toMatchObject({ reciprocalRank: 1 / 2, recall5: 1, recall10: 1 });
    expect(score.ndcg).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(4)) / (1 + 1 / Math.log2(3)));
  });

  test("sees ten documents and no more", () => {
    const hits = Array.from({ length: 12 }, (_, n) => hit(`file-${n}.`));
    expect(scoreQuery("q", ["file-9."], hits).reciprocalRank).toBe(0.1);
    expect(scoreQuery("q", ["file-11."], hits)).toMatchObject({ reciprocalRank: 0, recall10: 0, ndcg: 0 });
    expect(scoreQuery("q", ["file-5."], hits)).toMatchObject({ recall5: 0, recall10: 1 });
  });
});

describe("bootstrap", () => {
  test("is the same every time, holds the mean, and narrows with more values", () => {
    const few = bootstrap([0, 1, 0, 1]);
    expect(bootstrap([0, 1, 0, 1])).toEqual(few);
    const many = bootstrap(Array.from({ length: 400 }, (_, n) => n % 2));
    expect(few.value).toBe(0.5);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
    expect(few.low).toBeLessThanOrEqual(0.5);
  });
});

describe("evaluate", () => {
  test("gives figures by kind of answer", async () => {
    const set = {
      name: "s",
      queries: [
        { id: "1", query: "a", relevant: ["20260101-101010"] },
        { id: "2", query: "b", relevant: ["src/b.rs"] },
      ],
    };
    const result = await evaluate(set, async (query) => (query === "b" ? [hit("src/b.rs")] : []));
    expect(result.mrr.value).toBe(0.5);
    expect(result.perKind.code?.mrr.value).toBe(1);
    expect(result.perKind.session?.mrr.value).toBe(0);
  });

  test("knows kinds by the form of a name", () => {
    const names = ["20260101-101010", "37e4c87f", "docs/a.md", "./src/a.rs", "sync-first"];
    expect(names.map(answerKind)).toEqual(["session", "commit", "doc", "code", "belief"]);
  });
});

describe("quotingDocuments", () => {
  const sets = [
    {
      name: "s",
      queries: [
        { id: "1", query: "how does the store keep its vectors", relevant: ["vectors.ts"] },
        { id: "2", query: "short one", relevant: ["x"] },
      ],
    },
  ];
  test("are those that hold a long question, unless they answer one; a short one is chance", async () => {
    const holding = async (text: string) => (text === "short one" ? [hit("notes.md")] : [hit("questions.json"), hit("src/vectors.ts")]);
    expect([...(await quotingDocuments(sets, holding))]).toEqual(["questions.json"]);
  });
});

describe("drops", () => {
  const interval = (value: number) => ({ value, low: value - 0.1, high: value + 0.1 });
  const row = (value: number) => ({
    set: "s",
    mode: "fused",
    figures: { queries: 9, mrr: interval(value), recall5: interval(0.5), recall10: interval(0.5), ndcg: interval(0.5) },
  });
  test("are figures below the interval that was kept", () => {
    expect(drops([row(0.8)], [row(0.75)])).toEqual([]);
    expect(drops([row(0.8)], [row(0.65)])).toEqual(["s, fused: mrr fell to 0.650, below 0.700–0.900."]);
    expect(drops([], [row(0.1)])).toEqual([]);
  });
});
