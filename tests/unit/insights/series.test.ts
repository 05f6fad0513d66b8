import { expect, test } from "vitest";
import { hoursOf, weeksOf, workTypesOf } from "../../../src-renderer/insights/series.ts";
import { summary } from "../sessions/support.ts";

test("weeks run without a gap from the first thing to the last", () => {
  const weeks = weeksOf(
    [
      summary({ startedAt: "2026-02-04T12:00:00Z", decisions: 2, challenges: 1 }),
      summary({ startedAt: "2026-02-05T12:00:00Z", decisions: 3 }),
      summary({ startedAt: null, decisions: 9 }),
    ],
    [{ day: "2026-01-14", commits: 4 }],
  );
  expect(weeks).toEqual([
    { week: "2026-01-12", sessions: 0, commits: 4, decisions: 0, challenges: 0 },
    { week: "2026-01-19", sessions: 0, commits: 0, decisions: 0, challenges: 0 },
    { week: "2026-01-26", sessions: 0, commits: 0, decisions: 0, challenges: 0 },
    { week: "2026-02-02", sessions: 2, commits: 0, decisions: 5, challenges: 1 },
  ]);
  expect(weeksOf([], [])).toEqual([]);
});

test("work types come most first, those not given last", () => {
  const types = ["b", "a", "a", null, null, null].map((workType) => summary({ workType }));
  expect(workTypesOf(types)).toEqual([
    { name: "a", count: 2 },
    { name: "b", count: 1 },
    { name: null, count: 3 },
  ]);
});

test("hours are the reader's own, all 24, and add up to the sessions with a time", () => {
  const startedAt = "2026-02-04T12:30:00Z";
  const hours = hoursOf([summary({ startedAt }), summary({ startedAt: null })]);
  expect(hours).toHaveLength(24);
  expect(hours.filter(({ count }) => count > 0)).toEqual([{ hour: new Date(startedAt).getHours(), count: 1 }]);
});
