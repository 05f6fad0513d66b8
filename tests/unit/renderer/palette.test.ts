import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchScore } from "../../../src-renderer/palette/match.ts";
import { gotoKinds, initialInput, lineNumber, parsePaletteInput } from "../../../src-renderer/palette/palette-query.ts";

describe("what is typed into the palette", () => {
  test.each([
    [">theme", "commands", "theme"],
    ["@ append", "symbols", "append"],
    ["#ring buffer", "sessions", "ring buffer"],
    [":120", "line", "120"],
    ["ring", "everything", "ring"],
  ])("%s looks for %s", (input, scope, text) => {
    expect(parsePaletteInput(input, "everything")).toEqual({ scope, text });
  });

  test("opened by its own key it goes to files and sessions, or to symbols", () => {
    expect(gotoKinds(parsePaletteInput("x", "goto").scope)).toEqual(["file", "session"]);
    expect(gotoKinds(parsePaletteInput(initialInput("symbols"), "symbols").scope)).toEqual(["symbol"]);
  });

  test("commands and lines do not ask the core", () => {
    expect(gotoKinds("commands")).toBeNull();
    expect(gotoKinds("line")).toBeNull();
  });

  test("a line is a positive whole number", () => {
    expect(lineNumber("12")).toBe(12);
    for (const text of ["", "0", "-3", "1.5", "12a", "999999999"]) expect(lineNumber(text)).toBeNull();
  });
});

describe("fitting a name", () => {
  test("a beginning is better than a middle, and a middle than letters in between", () => {
    const scores = ["library", "go to library", "go to my olibrary", "l-i-b-r"].map((name) => matchScore("lib", name));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
  });

  test("every word must be there", () => {
    expect(matchScore("dark theme", "Use the dark theme")).toBeGreaterThan(0);
    expect(matchScore("resume", "Go to the Résumé")).toBe(matchScore("resume", "Go to the Resume"));
    expect(matchScore("dark zebra", "Use the dark theme")).toBe(0);
  });

  test("a name always fits itself, and nothing typed fits everything", () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (name) => matchScore(name, name) > 0 && matchScore("", name) > 0));
  });
});
