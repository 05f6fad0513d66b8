import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cosine, measureLikeness } from "../../../src-main/core/ledger/likeness.ts";
import { findClusters } from "../../../src-main/core/ledger/recurrence.ts";
import { findSuperseded } from "../../../src-main/core/ledger/supersession.ts";
import { namedFiles } from "../../../src-main/core/ledger/staleness.ts";
import { entriesOf, type RowDraft } from "./support.ts";

function likenessOf(entries: ReturnType<typeof entriesOf>) {
  return measureLikeness(entries.map((entry) => entry.tokens));
}

describe("superseded decisions", () => {
  function superseded(drafts: readonly (RowDraft & { session: number })[]): Record<string, string> {
    // Other decisions around them: what a word tells depends on how rare it is.
    const others = Array.from({ length: 20 }, (_, n) => ({ title: `Lamp number${n} turns by motor${n} adopted`, session: 9 }));
    const entries = entriesOf([...drafts, ...others]);
    const marks = findSuperseded(entries, likenessOf(entries));
    return Object.fromEntries([...marks].map(([n, mark]) => [entries[n]?.item.title ?? "", `${mark.by.title} | ${mark.reason}`]));
  }
  const earlier = { title: "Dual API strategy adopted", session: 1 };

  test("a later decision that says the earlier no longer holds", () => {
    expect(
      superseded([
        earlier,
        { title: "Abandoned Turso dual API strategy", text: "**Abandoned Turso dual API strategy**: fighting async", session: 2 },
      ]),
    ).toEqual({
      "Dual API strategy adopted": "Abandoned Turso dual API strategy | A later decision says “Abandoned Turso dual API strategy**”",
    });
  });

  test.each([
    ["the same session", { title: "Abandoned dual API strategy", session: 1 }],
    ["another repository", { title: "Abandoned dual API strategy", session: 2, repositoryId: "other" }],
    ["a challenge", { title: "Abandoned dual API strategy", session: 2, kind: "challenge" as const }],
    ["an alternative weighed", { title: "One API rather than dual API strategy", session: 2 }],
    ["what takes its place", { title: "Deprecated everything in favour of dual API strategy", session: 2 }],
    ["one compound word in common", { title: "Abandoned the dual-API", session: 2 }],
    ["one word in common", { title: "Abandoned the strategy", session: 2 }],
    [
      "the same decision told again",
      { title: "Dual API strategy adopted", text: "Dual API strategy adopted, dropped dual API strategy doubts", session: 2 },
    ],
  ])("not by %s", (_, later) => {
    expect(superseded([earlier, later])).toEqual({});
  });

  test("not an earlier one by what came before it", () => {
    expect(
      superseded([
        { title: "Abandoned dual API strategy", session: 1 },
        { ...earlier, session: 2 },
      ]),
    ).toEqual({});
  });
});

describe("recurring items", () => {
  const drafts = [
    { title: "CI treats clippy warnings as errors", kind: "challenge" as const, session: 1 },
    { title: "Ring buffer overflows at midnight", kind: "challenge" as const, session: 1 },
    { title: "Clippy warnings treated as errors in CI again", kind: "challenge" as const, session: 2 },
    { title: "None in this period, no clippy warnings", kind: "challenge" as const, session: 3 },
    { title: "CI treats clippy warnings as errors", session: 4 },
    { title: "Lamp motor stalls", kind: "challenge" as const, session: 5 },
    { title: "Lamp motor stalls", kind: "challenge" as const, session: 5 },
  ];

  test("are alike, of one kind, of two sessions, and say something", async () => {
    const entries = entriesOf(drafts);
    const clusters = await findClusters(entries, likenessOf(entries));
    expect(clusters.map(({ members, sessions }) => ({ members, sessions }))).toEqual([{ members: [0, 2], sessions: 2 }]);
    expect(clusters[0]?.words).toContain("clippy");
    expect(clusters[0]?.id).toBe(entries[0]?.item.id);
  });

  test("the same library always gives the same groups", async () => {
    const words = fc.array(fc.constantFrom("lamp", "motor", "ring", "buffer", "stalls", "torn", "writes"), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(words, fc.integer({ min: 1, max: 9 })), { maxLength: 25 }), async (made) => {
        const entries = entriesOf(made.map(([title, session]) => ({ title: title.join(" "), session })));
        const first = await findClusters(entries, likenessOf(entries));
        expect(await findClusters(entries, likenessOf(entries))).toEqual(first);
        const members = first.flatMap((cluster) => cluster.members);
        expect(new Set(members).size).toBe(members.length);
      }),
    );
  });
});

describe("likeness", () => {
  test("is 1 to itself, 0 to what shares no word, the same either way and by either way of asking", () => {
    const token = fc.constantFrom("lamp", "motor", "ring", "buffer", "torn", "write", "shore", "light");
    fc.assert(
      fc.property(fc.array(fc.array(token, { maxLength: 8 }), { minLength: 1, maxLength: 12 }), (texts) => {
        const likeness = measureLikeness(texts);
        texts.forEach((_, n) => {
          const own = likeness.vectors[n];
          if (own === undefined) throw new Error("no vector");
          if (own.words.length > 0) expect(cosine(own, own)).toBeCloseTo(1, 5);
          const asked = new Map<number, number>();
          likeness.neighbours(n, texts.length, (other, similarity) => void asked.set(other, similarity));
          texts.forEach((__, other) => {
            const vector = likeness.vectors[other];
            if (vector === undefined || other === n) return;
            expect(asked.get(other) ?? 0).toBeCloseTo(cosine(own, vector), 5);
            expect(cosine(vector, own)).toBeCloseTo(cosine(own, vector), 6);
          });
        });
      }),
    );
  });
});

test("files are named by paths and by bare names, versions and sentences are none", () => {
  expect(namedFiles("Use `src/lamp/rotate.rs` and ring_buffer.rs, see https://a.example/b/c.md. Version 1.2.3 e.g. this.")).toEqual([
    "src/lamp/rotate.rs",
    "ring_buffer.rs",
  ]);
});
