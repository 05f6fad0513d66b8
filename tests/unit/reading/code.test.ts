import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeLine } from "../../../src-renderer/reading/code/decode-tokens.ts";
import { createTokeniser } from "../../../src-renderer/reading/code/highlighter.ts";
import { columnsOf, linesOf } from "../../../src-renderer/reading/code/lines.ts";
import { segmentsOf } from "../../../src-renderer/reading/code/segments.ts";
import { findInText, MAX_MATCHES } from "../../../src-renderer/reading/find/find-in-text.ts";
import { lineStarts, normaliseRanges } from "../../../src-renderer/reading/text/ranges.ts";

describe("lines", () => {
  test("lose their ends, whichever they are", () => {
    const text = "one\r\ntwo\n\nfour";
    expect(linesOf(text, lineStarts(text))).toEqual(["one", "two", "", "four"]);
  });
  test("a tab is as wide as it shows", () => {
    expect(columnsOf(["abcdef", "\ta"])).toBe(6);
    expect(columnsOf(["abc", "\t\ta"])).toBe(9);
    expect(columnsOf(["x".repeat(50)], 20)).toBe(20);
  });
});

describe("tokens", () => {
  test("decode to the whole line, whatever the runs", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat(30), { maxLength: 12 }), (text, runs) => {
        expect(
          decodeLine(text, runs)
            .map((token) => token.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
  test("are cut at the borders of matches, and nothing is lost", () => {
    const range = fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.nat(30), fc.array(range, { maxLength: 4 }), (text, at, found) => {
        const ranges = normaliseRanges(found, text.length);
        const tokens = [
          { text: text.slice(0, at), tone: "keyword" },
          { text: text.slice(at), tone: "" },
        ].filter((token) => token.text !== "");
        const segments = segmentsOf(tokens, ranges);
        expect(segments.map((segment) => segment.text).join("")).toBe(text);
        const marked = segments.filter((segment) => segment.match >= 0);
        expect(marked.map((segment) => segment.text).join("")).toBe(ranges.map((one) => text.slice(one.start, one.end)).join(""));
      }),
    );
  });
  test("of a later piece know what an earlier piece began", async () => {
    const tokeniser = await createTokeniser("rust");
    tokeniser.next(["/* a comment"]);
    expect(tokeniser.next(["still in it */ fn main() {}"])[0]?.[0]).toMatchObject({ tone: "comment" });
  });
});

describe("find in a text", () => {
  test("finds in any case, and takes what is typed literally", () => {
    expect(findInText("Ring ring RING", "ring")).toEqual([
      { start: 0, end: 4 },
      { start: 5, end: 9 },
      { start: 10, end: 14 },
    ]);
    expect(findInText("a.b axb", "a.b")).toEqual([{ start: 0, end: 3 }]);
    expect(findInText("text", "")).toEqual([]);
  });
  test("never throws, and finds what is there", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 5 }), fc.string(), (before, words, after) => {
        expect(findInText(before + words + after, words).length).toBeGreaterThan(0);
      }),
    );
  });
  test("stops at its limit", () => {
    expect(findInText("a".repeat(MAX_MATCHES + 5), "a")).toHaveLength(MAX_MATCHES);
  });
});
