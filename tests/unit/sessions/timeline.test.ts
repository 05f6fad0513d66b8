import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queryString } from "../../../src-renderer/app/navigation.ts";
import {
  filterSessions,
  HAS,
  isRestricted,
  readFilter,
  writeFilter,
  type TimelineFilter,
} from "../../../src-renderer/sessions/timeline/filter.ts";
import { timelineRows } from "../../../src-renderer/sessions/timeline/rows.ts";
import { createTextFilter } from "../../../src-renderer/sessions/timeline/text-filter.ts";
import { prepareSessions } from "../../../src-renderer/sessions/timeline/timeline-session.ts";
import { addDays } from "../../../src-renderer/strings/days.ts";
import { summary } from "./support.ts";

const NONE = readFilter(new URLSearchParams());
const sessions = prepareSessions([
  summary({
    ownId: "c",
    title: "Storage engine",
    decisions: 2,
    commits: 1,
    agent: "claude",
    workType: "feature",
    startedAt: "2026-02-05T12:00:00Z",
  }),
  summary({ ownId: "b", title: "Storage tests", agent: "gemini", challenges: 1, startedAt: "2026-02-04T12:30:00Z" }),
  summary({ ownId: "a", title: "patina", repositoryId: "other", repositoryName: "harbour", startedAt: "2026-02-04T12:00:00Z" }),
  summary({ ownId: "i", title: "Initialization", format: "init", startedAt: "2026-02-03T12:00:00Z" }),
]);
const ids = (filter: Partial<TimelineFilter>): string[] =>
  filterSessions(createTextFilter(sessions)(filter.text ?? ""), { ...NONE, ...filter }).sessions.map((session) => session.summary.ownId);

describe("filters", () => {
  test("hide init records until they are asked for", () => {
    expect(ids({})).toEqual(["c", "b", "a"]);
    expect(ids({ init: true })).toEqual(["c", "b", "a", "i"]);
  });

  test("want every word, in title, repository, agent, branch, id or date", () => {
    expect(ids({ text: "storage  TESTS" })).toEqual(["b"]);
    expect(ids({ text: "harbour" })).toEqual(["a"]);
    expect(ids({ text: "storage gemini" })).toEqual(["b"]);
    expect(ids({ text: "2026-02-05" })).toEqual(["c"]);
    expect(ids({ text: "nothing like it" })).toEqual([]);
  });

  test("narrow together across facets, and widen within one", () => {
    expect(ids({ agents: ["claude"] })).toEqual(["c", "a"]);
    expect(ids({ agents: ["claude", "gemini"] })).toEqual(["c", "b", "a"]);
    expect(ids({ agents: ["claude"], repositories: ["other"] })).toEqual(["a"]);
    expect(ids({ has: ["decisions", "commits"] })).toEqual(["c"]);
    expect(ids({ has: ["decisions", "challenges"] })).toEqual([]);
  });

  test("take both days of a range in", () => {
    expect(ids({ from: "2026-02-05" })).toEqual(["c"]);
    expect(ids({ to: "2026-02-04" })).toEqual(["b", "a"]);
    expect(ids({ from: "2026-02-04", to: "2026-02-04" })).toEqual(["b", "a"]);
  });

  test("count what a facet's other values would show", () => {
    const { counts, anyDay } = filterSessions(sessions, { ...NONE, agents: ["gemini"], from: "2026-02-04", to: "2026-02-04" });
    expect(Object.fromEntries(counts.agents)).toEqual({ claude: 1, gemini: 1 });
    expect(Object.fromEntries(counts.repositories)).toEqual({ repo: 1 });
    expect(Object.fromEntries(counts.has)).toEqual({ challenges: 1 });
    expect(anyDay.map((session) => session.summary.ownId)).toEqual(["b"]);
  });
});

describe("the address", () => {
  const words = fc.string({ maxLength: 12 });
  const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays("2010-01-01", days));
  const filter: fc.Arbitrary<TimelineFilter> = fc.record({
    text: words,
    repositories: fc.uniqueArray(words.filter((word) => word !== "")),
    agents: fc.uniqueArray(words.filter((word) => word !== "")),
    workTypes: fc.uniqueArray(words.filter((word) => word !== "")),
    has: fc.subarray([...HAS]),
    from: fc.option(day),
    to: fc.option(day),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
    init: fc.boolean(),
  });

  test("keeps every filter", () => {
    fc.assert(
      fc.property(filter, (one) => {
        expect(readFilter(new URLSearchParams(queryString(writeFilter(one))))).toEqual(one);
      }),
    );
  });

  test("is bare when nothing is filtered, and ignores what makes no sense", () => {
    expect(queryString(writeFilter(NONE))).toBe("");
    expect(isRestricted(NONE)).toBe(false);
    expect(readFilter(new URLSearchParams("from=2026-02-31&to=soon&has=wings&init=maybe&hour=24&hour=x"))).toEqual(NONE);
  });
});

describe("rows", () => {
  test("name each day once, with its count, and put sessions without a date last", () => {
    const rows = timelineRows(prepareSessions([summary({ ownId: "n", startedAt: null }), ...sessions.map((session) => session.summary)]));
    expect(rows.map((row) => (row.type === "day" ? `${row.day} ${row.count}` : row.summary.ownId))).toEqual([
      "2026-02-05 1",
      "c",
      "2026-02-04 2",
      "b",
      "a",
      "2026-02-03 1",
      "i",
      "null 1",
      "n",
    ]);
  });
});

test("facets of many sessions count each session once", () => {
  const many = prepareSessions(
    Array.from({ length: 10_000 }, (_, index) =>
      summary({ ownId: `s-${index}`, agent: `agent ${index % 7}`, title: `topic ${index % 97}!` }),
    ),
  );
  const { sessions: found, counts } = filterSessions(createTextFilter(many)("42!"), { ...NONE, agents: ["agent 3"] });
  expect(found.map((session) => session.summary.ownId)).toEqual(
    Array.from({ length: 10_000 }, (_, index) => index)
      .filter((index) => index % 97 === 42 && index % 7 === 3)
      .map((index) => `s-${index}`),
  );
  expect([...counts.agents.values()].reduce((sum, value) => sum + value, 0)).toBe(Math.ceil((10_000 - 42) / 97));
});
