import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTextFilter } from "../../../src-renderer/sessions/timeline/text-filter.ts";
import { prepareSessions } from "../../../src-renderer/sessions/timeline/timeline-session.ts";
import { summary } from "./support.ts";

const of = (...titles: readonly string[]) => prepareSessions(titles.map((title, n) => summary({ ownId: `s${n}`, title })));
const titles = (found: ReturnType<typeof of>): string[] => found.map((session) => session.summary.title);

describe("the timeline's text filter", () => {
  test("takes accents and case alike, in the sessions and in what is typed", () => {
    const filter = createTextFilter(of("Café für Straßen", "cafe", "Tee"));
    expect(titles(filter("CAFE"))).toEqual(["Café für Straßen", "cafe"]);
    expect(titles(filter("café strasse"))).toEqual(["Café für Straßen"]);
  });

  test("finds the same whatever was typed before, forwards, backwards and in between", () => {
    const letter = fc.constantFrom("a", "b", "c", " ", "A", "é");
    const text = fc.string({ unit: letter, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), fc.array(text, { minLength: 1, maxLength: 40 }), (all, typed) => {
        const sessions = of(...all);
        const filter = createTextFilter(sessions);
        for (const one of typed) expect(filter(one)).toEqual(createTextFilter(sessions)(one));
      }),
    );
  });

  test("shows all sessions, in their order, for a text without words", () => {
    const sessions = of("b", "a");
    expect(createTextFilter(sessions)("  ")).toBe(sessions);
  });
});
