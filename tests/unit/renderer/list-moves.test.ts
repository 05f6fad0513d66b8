import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clampActive, moveActive } from "../../../src-renderer/ui/list-moves.ts";

const skip =
  (...indexes: readonly number[]) =>
  (index: number) =>
    indexes.includes(index);

describe("moving the active row", () => {
  test("passes over headings in both directions", () => {
    expect(moveActive(5, 1, "next", skip(0, 2))).toBe(3);
    expect(moveActive(5, 3, "previous", skip(0, 2))).toBe(1);
  });

  test("stays where it is at either end", () => {
    expect(moveActive(3, 2, "next", skip())).toBe(2);
    expect(moveActive(3, 1, "previous", skip(0))).toBe(1);
  });

  test("starts at the first row when none is active", () => {
    expect(moveActive(3, -1, "next", skip(0))).toBe(1);
    expect(moveActive(3, -1, "previous", skip(0))).toBe(1);
  });

  test("first and last are rows, never headings", () => {
    expect(moveActive(4, 2, "first", skip(0, 3))).toBe(1);
    expect(moveActive(4, 2, "last", skip(0, 3))).toBe(2);
  });

  test("whatever the list, the result is a row of it or none", () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.integer({ min: -1, max: 25 }),
        fc.constantFrom("next", "previous", "first", "last"),
        (headings, active, move) => {
          const isHeading = (index: number): boolean => headings[index] === true;
          const result = moveActive(headings.length, clampActive(headings.length, active, isHeading), move, isHeading);
          if (headings.every(Boolean)) expect(result).toBe(-1);
          else expect(headings[result]).toBe(false);
        },
      ),
    );
  });
});

describe("keeping the active row when the list changes", () => {
  test("moves to the nearest row that is left", () => {
    expect(clampActive(2, 7, skip())).toBe(1);
    expect(clampActive(3, 1, skip(1))).toBe(2);
    expect(clampActive(2, 1, skip(1))).toBe(0);
  });

  test("an empty list has none", () => expect(clampActive(0, 3, skip())).toBe(-1));
});
