import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mapLines } from "../../../src-main/core/biography/map-lines.ts";
import { readTarget } from "../../../src-main/core/biography/target.ts";

const lines = (text: string): string[] => text.split("");

describe("lines of a changed file in its committed state", () => {
  test("before and after the change they are exact; in it, all that may be meant", () => {
    expect(mapLines(lines("abc"), lines("abc"), { start: 2, end: 3 })).toEqual({ start: 2, end: 3 });
    expect(mapLines(lines("XXabc"), lines("abc"), { start: 4, end: 4 })).toEqual({ start: 2, end: 2 });
    expect(mapLines(lines("aXXbc"), lines("abc"), { start: 1, end: 4 })).toEqual({ start: 1, end: 2 });
    expect(mapLines(lines("aXbc"), lines("aYYbc"), { start: 2, end: 2 })).toEqual({ start: 2, end: 3 });
    expect(mapLines(lines("aXbc"), lines("abc"), { start: 2, end: 2 })).toBeNull();
  });

  test("what is in both stays the same line, and no range leaves the file", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, text, (before, here, committed, after) => {
        const old = [...before, ...committed, ...after];
        const now = [...before, ...here, ...after];
        now.forEach((line, index) => {
          const mapped = mapLines(now, old, { start: index + 1, end: index + 1 });
          if (mapped === null) return;
          expect(mapped.start).toBeGreaterThanOrEqual(1);
          expect(mapped.end).toBeLessThanOrEqual(old.length);
          if (index < before.length || index >= before.length + here.length)
            expect(old.slice(mapped.start - 1, mapped.end)).toContain(line);
        });
      }),
    );
  });
});

describe("reading a target", () => {
  test("file, line, line with column, symbol, a path with colons, a drive letter", () => {
    expect(readTarget("a/b.rs")).toEqual([{ file: "a/b.rs", symbol: null, line: null }]);
    expect(readTarget("a.rs:12:5").at(-1)).toEqual({ file: "a.rs", symbol: null, line: 12 });
    expect(readTarget("a.rs:Store::open").at(-1)).toEqual({ file: "a.rs", symbol: "Store::open", line: null });
    expect(readTarget("C:\\x\\a.ts:open").at(-1)).toEqual({ file: "C:\\x\\a.ts", symbol: "open", line: null });
    expect(readTarget("odd:name.ts")[0]).toEqual({ file: "odd:name.ts", symbol: null, line: null });
  });
  test("never throws, and the whole is always tried first", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => readTarget(text)[0]?.file === text));
  });
});
