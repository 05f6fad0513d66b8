import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../../../src-shared/query/fold.ts";
import { matchText, textMatcher } from "../../../src-shared/query/match-text.ts";

const found = (text: string, ...terms: readonly string[]) => matchText(text, terms).map(({ start, end }) => text.slice(start, end));

describe("terms in a text", () => {
  test("are found in any case, the longest at a place, across white space of any length", () => {
    expect(found("Ring ring buffer, RING\n  buffer", "ring", "ring buffer")).toEqual(["Ring", "ring buffer", "RING\n  buffer"]);
    expect(textMatcher(["", "  "])).toBeNull();
  });

  test("mean their characters, whatever these are to an expression", () => {
    expect(found("run foo-bar --all (now) a.b/c", "foo-bar", "--all", "(now)", "a.b/c")).toEqual(["foo-bar", "--all", "(now)", "a.b/c"]);
    expect(found("axb", "a.b")).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(found(text, text)).toHaveLength(fold(text).trim() === "" ? 0 : 1);
      }),
    );
  });

  test("are found with accents and without, and what is found is whole letters of the text", () => {
    expect(found("Résumé, resume, RESUME\u0301 of the re\u0301sume\u0301.", "resume")).toEqual([
      "Résumé",
      "resume",
      "RESUME\u0301",
      "re\u0301sume\u0301",
    ]);
    expect(found("resume… Résumé", "résumé")).toEqual(["resume", "Résumé"]);
    expect(found("Straße, STRASSE", "strasse", "s")).toEqual(["Straße", "STRASSE"]);
    expect(found("ß", "s")).toEqual(["ß"]);
    // Neither is an ellipsis three dots, nor a Korean syllable the one it begins like.
    expect(found("wait… é", "...")).toEqual([]);
    expect(found("한국 하나", "하")).toEqual(["하"]);
  });
});
