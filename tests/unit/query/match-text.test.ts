import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchText, termsPattern } from "../../../src-shared/query/match-text.ts";

const found = (text: string, ...terms: readonly string[]) => matchText(text, terms).map(({ start, end }) => text.slice(start, end));

describe("terms in a text", () => {
  test("are found in any case, the longest at a place, across white space of any length", () => {
    expect(found("Ring ring buffer, RING\n  buffer", "ring", "ring buffer")).toEqual(["Ring", "ring buffer", "RING\n  buffer"]);
    expect(termsPattern(["", "  "])).toBeNull();
  });

  test("mean their characters, whatever these are to an expression", () => {
    expect(found("run foo-bar --all (now) a.b/c", "foo-bar", "--all", "(now)", "a.b/c")).toEqual(["foo-bar", "--all", "(now)", "a.b/c"]);
    expect(found("axb", "a.b")).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(found(text, text)).toHaveLength(text.trim() === "" ? 0 : 1);
      }),
    );
  });
});
