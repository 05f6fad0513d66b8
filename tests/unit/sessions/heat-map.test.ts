import { describe, expect, test } from "vitest";
import { calendar, heatMap, moveDay } from "../../../src-renderer/sessions/timeline/heat-map.ts";
import { addDays, dayOf, formatLongDay, isDay, weekOf } from "../../../src-renderer/strings/days.ts";

describe("days", () => {
  test("are real ones", () => {
    expect([isDay("2026-02-28"), isDay("2026-02-29"), isDay("2024-02-29"), isDay("2026-2-1"), isDay("")]).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(dayOf("no time")).toBeNull();
    expect(dayOf(null)).toBeNull();
  });

  test("move over months, years and changes of the clock", () => {
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(addDays("2026-03-28", 7)).toBe("2026-04-04");
    expect(weekOf("2026-02-04")).toBe("2026-02-02");
    expect(weekOf("2026-02-08")).toBe("2026-02-02");
    expect(formatLongDay("2026-02-04")).toContain("Wednesday");
  });
});

describe("the heat map", () => {
  const counts = new Map([
    ["2026-02-04", 15],
    ["2026-02-05", 1],
    ["2025-12-31", 4],
  ]);
  const map = heatMap(counts, calendar("2026-02-05", 8));

  test("has whole weeks up to the last one's Sunday", () => {
    expect(map.weeks).toHaveLength(8);
    expect(map.weeks.every((week) => week.length === 7)).toBe(true);
    expect([map.first, map.last]).toEqual(["2025-12-15", "2026-02-08"]);
    expect(map.weeks.flat().reduce((sum, day) => sum + day.count, 0)).toBe(20);
  });

  test("shades by magnitude: none, one, some, most", () => {
    const level = (day: string) => map.weeks.flat().find((one) => one.day === day)?.level;
    expect([level("2026-02-03"), level("2026-02-05"), level("2025-12-31"), level("2026-02-04")]).toEqual([0, 1, 2, 4]);
  });

  test("names months where they begin, with the year first and where it changes; what would touch the next is left out", () => {
    expect(map.months.map(({ label }) => label)).toEqual(["Jan 2026"]);
    expect(map.months.map(({ column }) => map.weeks[column]?.[0]?.day)).toEqual(["2026-01-05"]);
  });

  test("is walked by day and by week, and not left", () => {
    expect(moveDay(map, "2026-02-04", "left")).toBe("2026-01-28");
    expect(moveDay(map, "2026-02-04", "right")).toBe("2026-02-04");
    expect(moveDay(map, "2026-02-02", "up")).toBe("2026-02-02");
    expect(moveDay(map, "2026-02-02", "down")).toBe("2026-02-03");
    expect(moveDay(map, "2026-02-04", "first")).toBe("2025-12-15");
    expect(moveDay(map, "2026-01-01", "last")).toBe("2026-02-08");
  });
});
