import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../../src-shared/query/fold.ts";
import { foldedWords, hasWords } from "../../../src-shared/query/word-filter.ts";

const passes = (text: string, filter: string) => hasWords(fold(text), foldedWords(filter));

test("a filter passes what has all of its words, upper and lower case and accents alike", () => {
  expect(passes("Résumé of the Straße", "resume STRASSE")).toBe(true);
  expect(passes("Resume", "résumé")).toBe(true);
  expect(passes("re\u0301sume\u0301", "résumé")).toBe(true);
  expect(passes("Résumé", "resume again")).toBe(false);
  expect(passes("anything", "   ")).toBe(true);
});

test("any text passes itself, and parts of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
      expect(passes(`${a} ${b}`, a)).toBe(true);
      expect(passes(`${a} ${b}`, `${b} ${a}`)).toBe(true);
    }),
  );
});
