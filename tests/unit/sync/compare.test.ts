import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createComparer } from "../../../src-main/core/sync/compare.ts";
import type { RoundPlan } from "../../../src-main/core/sync/plan-round.ts";
import { runRound } from "../../../src-main/core/sync/round.ts";
import { draft, file, REPOSITORY } from "../../conformance/store/library.ts";
import { openTwoLibraries, type TwoLibraries } from "./two-libraries.ts";

const PATHS = ["a.md", "b.md", "c.md", "d.md"];
const steps = fc.array(
  fc.oneof(
    fc.record({
      act: fc.constantFrom("write" as const, "remove" as const),
      where: fc.constantFrom("local" as const, "shared" as const),
      path: fc.constantFrom(...PATHS),
      text: fc.constantFrom("one", "two"),
    }),
    fc.record({ act: fc.constant("round" as const), cut: fc.constantFrom(null, "replaceDocuments" as const, "removeDocuments" as const) }),
  ),
  { minLength: 4, maxLength: 14 },
);

const idsOf = (plan: RoundPlan) =>
  Object.fromEntries(
    Object.entries(plan).map(([name, list]) => [
      name,
      (list as readonly (number | { id: number })[]).map((one) => (typeof one === "number" ? one : one.id)).toSorted((a, b) => a - b),
    ]),
  );

describe("what a round has to do", () => {
  let libraries: TwoLibraries;
  beforeEach(async () => {
    libraries = openTwoLibraries();
    await libraries.local.upsertRepository(REPOSITORY);
    await libraries.shared.upsertRepository(REPOSITORY);
  });
  afterEach(() => libraries.close());

  test("is the same by the logs of changes as by comparing everything, whatever was written and wherever rounds were cut", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const { parts } = libraries;
        for (const step of script) {
          if (step.act === "write") await libraries[step.where].replaceDocuments([file(step.path, [draft(step.text)])]);
          if (step.act === "remove") await libraries[step.where].removeDocuments([file(step.path, []).document.id]);
          if (step.act === "round") {
            const whole = await createComparer().plan(parts);
            const { comparer } = parts;
            let planned: RoundPlan | null = null;
            const watching = { ...comparer, plan: async (asked: typeof parts) => (planned = await comparer.plan(asked)) };
            const { cut } = step;
            const shared = cut === null ? parts.shared : { ...parts.shared, [cut]: () => Promise.reject(new Error("the line went dead")) };
            await runRound({ ...parts, shared, comparer: watching }).catch((error: unknown) =>
              expect(String(error)).toContain("went dead"),
            );
            if (planned !== null) expect(idsOf(planned)).toEqual(idsOf(whole));
            else expect(Object.values(idsOf(whole)).flat()).toEqual([]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("is found without reading all once everything was compared, and by reading all again after a round that failed", async () => {
    const { parts, local, called } = libraries;
    await local.replaceDocuments(PATHS.map((path) => file(path, [draft("one")])));
    const round = async (change: Partial<typeof parts> = {}) => {
      called.length = 0;
      return runRound({ ...parts, ...change });
    };
    expect(await round()).toMatchObject({ sent: 4 });
    for (const text of ["two", "three"]) {
      await local.replaceDocuments([file("b.md", [draft(text)])]);
      expect(await round()).toMatchObject({ sent: 1 });
      expect(called).not.toContain("documentDigests");
    }
    await local.replaceDocuments([file("b.md", [draft("four")])]);
    const shared = { ...parts.shared, replaceDocuments: () => Promise.reject(new Error("the line went dead")) };
    await expect(round({ shared })).rejects.toThrow("went dead");
    expect(await round()).toMatchObject({ sent: 1 });
    expect(called).toContain("documentDigests");
  });
});
