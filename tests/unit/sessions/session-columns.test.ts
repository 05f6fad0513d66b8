import fc from "fast-check";
import { expect, test } from "vitest";
import { packSessions, unpackSessions, type TimelineSummary } from "../../../src-shared/domain/index.ts";

const word = fc.constantFrom("", "main", "claude", "ß", "zwölf");
const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z"));
const session: fc.Arbitrary<TimelineSummary> = fc
  .record({
    ownId: fc.string(),
    repositoryId: fc.constantFrom("one", "two", "three"),
    format: fc.constantFrom("init", "header", "transcript"),
    title: fc.string(),
    agent: fc.option(word),
    branch: fc.option(word),
    workType: fc.option(word),
    startedAt: fc.option(instant),
    prompts: fc.nat(),
    decisions: fc.nat(),
    challenges: fc.nat(),
    commits: fc.nat(),
  })
  .map((one) => ({ ...one, id: `${one.repositoryId}/${one.ownId}`, repositoryName: `the ${one.repositoryId}` }));

test("sessions come out of their columns as they went in", () => {
  fc.assert(
    fc.property(fc.array(session), (sessions) => {
      expect(unpackSessions(JSON.parse(JSON.stringify(packSessions(sessions))))).toEqual(sessions);
    }),
  );
});

test("a value that repeats is written once, and a time that is none is none", () => {
  const one = { ...fc.sample(session, 1)[0], startedAt: "soon", agent: "claude", title: "Again" } as TimelineSummary;
  const columns = packSessions([one, one, one]);
  expect(columns.title).toEqual({ values: ["Again"], at: [0, 0, 0] });
  expect(columns.agent).toEqual({ values: ["claude"], at: [0, 0, 0] });
  expect(columns.startedAt).toEqual([null, null, null]);
});
