import fc from "fast-check";
import { expect, test } from "vitest";
import { createTokenFinder } from "../../../src-main/core/search/token-finder.ts";

const token = fc.oneof(
  fc.constantFrom("a", "aa", "ab", "日本", "😀", "x.rs"),
  fc.string({ minLength: 1, maxLength: 3 }).filter((text) => !/\s/.test(text)),
);

test("finds every place of the tokens asked for, and nothing else", () => {
  fc.assert(
    fc.property(fc.array(token), fc.array(token, { minLength: 1 }), (wanted, stream) => {
      const text = stream.join(" ");
      const found: [string, number][] = [];
      createTokenFinder(wanted)(text, (one, place, start) => {
        expect(text.startsWith(one, start)).toBe(true);
        found.push([one, place]);
      });
      expect(found).toEqual(stream.flatMap((one, place) => (wanted.includes(one) ? [[one, place]] : [])));
    }),
  );
});
