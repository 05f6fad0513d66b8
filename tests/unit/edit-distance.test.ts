import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "../../src-main/core/edit-distance.ts";

describe("editDistance", () => {
  test("counts insertions, deletions, replacements and swaps of neighbours", () => {
    expect(editDistance("session", "sesion", 2)).toBe(1);
    expect(editDistance("session", "sessoin", 2)).toBe(1);
    expect(editDistance("session", "zession", 2)).toBe(1);
    expect(editDistance("session", "sesoin", 2)).toBe(2);
    expect(editDistance("session", "lamp", 2)).toBe(3);
    expect(editDistance("", "ab", 2)).toBe(2);
  });

  test("is symmetric, zero only for the same, and never above the bound by more than one", () => {
    const word = fc.stringMatching(/^[abc]{0,6}$/);
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        const distance = editDistance(a, b, most);
        expect(editDistance(b, a, most)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(most + 1);
      }),
    );
  });
});
