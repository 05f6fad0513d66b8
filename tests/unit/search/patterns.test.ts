import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern } from "../../../src-main/core/search/patterns.ts";

const compiled = (source: string, flags = "") => {
  const pattern = compilePattern({ source, flags });
  if (pattern === null) throw new Error(`${source} was refused`);
  return pattern;
};

describe("compilePattern", () => {
  test("knows the flags", () => {
    expect(compiled("lamp", "i").test("LAMP")).toBe(true);
    expect(compiled("^b", "m").test("a\nb")).toBe(true);
    expect(compiled("a.b", "s").test("a\nb")).toBe(true);
    expect(compiled("a.b").test("a\nb")).toBe(false);
  });

  test("refuses what has no linear form", () => {
    for (const source of ["(?=a)b", "(?<!a)b", "(a)\\1", "a{5000}"]) expect(compilePattern({ source, flags: "" })).toBeNull();
  });

  // Each takes a backtracking engine longer than anybody lives on this text.
  test.each(["(a+)+$", "([a-zA-Z]+)*$", "(a|aa)+$", "(a|a?)+$", "(.*a){12}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"])(
    "%s ends on hostile text",
    (source) => {
      const hostile = `${"a".repeat(30_000)}!`;
      expect(typeof compiled(source).test(hostile)).toBe("boolean");
      expect(typeof compiled(source).test("x".repeat(30_000))).toBe("boolean");
    },
  );

  test("agrees with the platform's engine on plain patterns", () => {
    const part = fc.constantFrom("a", "b", ".", "a*", "b+", "[ab]", "(a|b)", "\\d", "c?");
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.stringMatching(/^[abc1]{0,12}$/), (parts, text) => {
        const source = parts.join("");
        expect(compiled(source).test(text)).toBe(new RegExp(source).test(text));
      }),
    );
  });

  test("ranges are in order, not empty and not overlapping", () => {
    expect(compiled("a*").ranges("baac")).toEqual([{ start: 1, end: 3 }]);
    expect(compiled("x").ranges("x".repeat(5000))).toHaveLength(1000);
  });
});
