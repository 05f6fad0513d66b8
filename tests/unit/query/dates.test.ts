import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate, resolveDate } from "../../../src-shared/query/dates.ts";

/** A Wednesday, local time. */
const NOW = new Date(2026, 2, 31, 15, 30);
const resolved = (text: string): Date => {
  const value = parseDate(text);
  if (value === null) throw new Error(`not a date: ${text}`);
  return resolveDate(value, NOW);
};

describe("dates", () => {
  it("resolves calendar dates to the start of what they name", () => {
    expect(resolved("2026")).toEqual(new Date(2026, 0, 1));
    expect(resolved("2026-02")).toEqual(new Date(2026, 1, 1));
    expect(resolved("2026-02-04")).toEqual(new Date(2026, 1, 4));
    expect(resolved("2026-02-04T21:31:18Z").toISOString()).toBe("2026-02-04T21:31:18.000Z");
  });

  it("resolves relative dates", () => {
    expect(resolved("7d")).toEqual(new Date(2026, 2, 24, 15, 30));
    expect(resolved("2 weeks ago")).toEqual(new Date(2026, 2, 17, 15, 30));
    expect(resolved("1m")).toEqual(new Date(2026, 1, 28, 15, 30));
    expect(resolved("1y")).toEqual(new Date(2025, 2, 31, 15, 30));
    expect(resolved("today")).toEqual(new Date(2026, 2, 31));
    expect(resolved("Yesterday")).toEqual(new Date(2026, 2, 30));
    expect(resolved("this week")).toEqual(new Date(2026, 2, 30));
    expect(resolved("last week")).toEqual(new Date(2026, 2, 23));
    expect(resolved("last month")).toEqual(new Date(2026, 1, 1));
    expect(resolved("last year")).toEqual(new Date(2025, 0, 1));
  });

  it("refuses what is no date", () => {
    for (const text of ["", "soon", "2026-13", "2026-02-31", "7q", "0999", "2026-01-01T99:99"]) expect(parseDate(text), text).toBeNull();
  });

  it("always resolves to a real instant", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,4} ?[hdwmy]$/), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
        const value = parseDate(text);
        if (value !== null) expect(Number.isNaN(resolveDate(value, NOW).getTime())).toBe(false);
      }),
    );
  });
});
