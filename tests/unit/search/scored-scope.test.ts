import { describe, expect, test } from "vitest";
import { planQuery } from "../../../src-main/core/search/plan.ts";
import { RANKING } from "../../../src-main/core/search/ranking.ts";
import { scoredScope } from "../../../src-main/core/search/scored-scope.ts";
import { createTermCounts, type TermCounts } from "../../../src-main/core/search/term-counts.ts";
import type { LexicalExpression } from "../../../src-main/core/store/knowledge-store.ts";

type Counts = Readonly<Record<string, readonly [held: number, named: number]>>;

function scopeOf(text: string, counts: Counts): Promise<LexicalExpression | null> {
  const plan = planQuery({ text, mode: "lexical", limit: 1, offset: 0, explain: false, facets: false }, [], new Date());
  const pick = (at: 0 | 1) => async (tokens: readonly string[]) => new Map(tokens.map((token) => [token, counts[token]?.[at] ?? 0]));
  const termCounts: TermCounts = { held: pick(0), named: pick(1) };
  return scoredScope(plan, termCounts);
}

const MANY = RANKING.scored;

describe("what is scored of a frequent word's passages", () => {
  test("everything, while it is not too much", async () => {
    expect(await scopeOf("rope hook", { rope: [MANY - 1, 0], hook: [1, 0] })).toBeNull();
  });

  test("what holds a rare word anywhere, or a frequent one in its name", async () => {
    expect(await scopeOf("rope hook", { rope: [MANY, 5], hook: [1, 0] })).toEqual({
      op: "or",
      operands: [
        { op: "term", token: "hook" },
        { op: "term", token: "rope", column: "name" },
      ],
    });
  });

  test("pairs, where every word is frequent even in names", async () => {
    const everywhere = [10 * MANY, 3 * MANY] as const;
    const term = (token: string) => ({ op: "term", token });
    expect(await scopeOf("rope hook", { rope: everywhere, hook: everywhere })).toEqual({
      op: "and",
      operands: [term("rope"), term("hook")],
    });
  });

  test("a word that nothing holds brings nothing", async () => {
    expect(await scopeOf("rope absent", { rope: [10 * MANY, 3 * MANY] })).toBeNull();
  });
});

describe("counts of terms", () => {
  test("are asked for once in a while, whatever is typed", async () => {
    const asked: string[][] = [];
    let now = 0;
    const counts = createTermCounts(
      {
        countMatches(expressions) {
          asked.push(expressions.map((one) => (one.op === "term" ? `${one.column ?? "any"} ${one.token}` : one.op)));
          return expressions.map((_, index) => index + 1);
        },
      },
      () => now,
    );
    expect([...(await counts.held(["rope", "hook"]))]).toEqual([
      ["rope", 1],
      ["hook", 2],
    ]);
    await counts.held(["hook", "knot"]);
    await counts.named(["hook"]);
    now = 3_600_000;
    await counts.held(["knot"]);
    expect(asked).toEqual([["any rope", "any hook"], ["any knot"], ["name hook"], ["any knot"]]);
  });
});
