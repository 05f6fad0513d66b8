import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEDGER_SORTS } from "../../../src-shared/contract/ledger.ts";
import { listEntries } from "../../../src-main/core/ledger/filter.ts";
import { fold } from "../../../src-shared/query/fold.ts";
import { compileText } from "../../../src-main/core/ledger/text-filter.ts";
import { ALL, entriesOf, titles } from "./support.ts";

const entries = entriesOf([
  { title: "Ring buffer over a database", text: "Ring buffer over a database\n- Rationale: readings age fast", session: 1 },
  { title: "Torn writes", kind: "challenge", agent: "Gemini", session: 2 },
  { title: "Append only", session: 3, repositoryId: "other", repositoryName: "Beacon" },
  { title: "Café hours", kind: "challenge", session: 4, agent: null, date: null },
]);

describe("filtering the ledger", () => {
  test("newest first unless told, each filter restricting", () => {
    expect(titles(listEntries(entries, ALL).items)).toEqual(["Café hours", "Append only", "Torn writes", "Ring buffer over a database"]);
    expect(titles(listEntries(entries, { ...ALL, kinds: ["challenge"], sort: "oldest" }).items)).toEqual(["Torn writes", "Café hours"]);
    expect(titles(listEntries(entries, { ...ALL, agents: ["gemini"] }).items)).toEqual(["Torn writes"]);
    expect(titles(listEntries(entries, { ...ALL, repositoryIds: ["other"] }).items)).toEqual(["Append only"]);
    expect(titles(listEntries(entries, { ...ALL, after: "2026-02-02", before: "2026-02-03T12:00:00Z" }).items)).toEqual(["Torn writes"]);
    expect(titles(listEntries(entries, { ...ALL, sessionIds: ["repo/20260201-120000"] }).items)).toHaveLength(1);
    expect(listEntries(entries, { ...ALL, kinds: [], agents: [] }).total).toBe(4);
  });

  test("text: every word, phrases, absence, any case, accents or none, in the session's title too", () => {
    const found = (text: string): string[] => titles(listEntries(entries, { ...ALL, text }).items);
    expect(found("RATIONALE buffer")).toEqual(["Ring buffer over a database"]);
    expect(found('"over a database"')).toHaveLength(1);
    expect(found('"database over"')).toEqual([]);
    expect(found("session -append -torn")).toEqual(["Café hours", "Ring buffer over a database"]);
    expect(found("cafe")).toEqual(["Café hours"]);
    expect(found("  ")).toHaveLength(4);
  });

  test("a page is cut from the whole, which is counted", () => {
    const page = listEntries(entries, { ...ALL, limit: 1, offset: 2 });
    expect(titles(page.items)).toEqual(["Torn writes"]);
    expect(page.total).toBe(4);
  });

  test("each facet is counted under all filters but its own", () => {
    const { facets, total } = listEntries(entries, { ...ALL, kinds: ["decision"], agents: ["claude"] });
    expect(total).toBe(2);
    expect(facets.kinds).toEqual({ decision: 2, challenge: 0 });
    expect(facets.agents).toEqual([{ name: "claude", count: 2 }]);
    expect(facets.repositories).toEqual([
      { id: "other", name: "Beacon", count: 1 },
      { id: "repo", name: "lighthouse", count: 1 },
    ]);
    expect(facets.marks).toEqual({ superseded: 0, stale: 0, recurring: 0, standing: 2 });
  });

  test("sorting loses nothing and leaves what it was given as it was", () => {
    const before = titles(entries.map((entry) => entry.item));
    for (const sort of LEDGER_SORTS) expect(titles(listEntries(entries, { ...ALL, sort }).items).toSorted()).toEqual(before.toSorted());
    expect(titles(listEntries(entries, { ...ALL, sort: "title" }).items)[0]).toBe("Append only");
    expect(titles(entries.map((entry) => entry.item))).toEqual(before);
  });
});

describe("a text filter", () => {
  test("never throws, and finds what it was made from", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const passes = compileText(text);
        if (passes === null) return;
        expect(typeof passes(fold(text))).toBe("boolean");
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\p{L}\d]{1,12}$/u), { minLength: 1, maxLength: 5 }), (words) => {
        expect(compileText(words.join(" "))?.(fold(words.toReversed().join(" ")))).toBe(true);
        expect(compileText(`-${words[0] ?? ""}`)?.(fold(words.join(" ")))).toBe(false);
      }),
    );
  });
});
