import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src-main/core/analysis/analyser.ts";
import { makeSnippet } from "../../../src-main/core/search/snippets.ts";

const sought = (words: string) => ({ tokens: new Set(analyse(words)), patterns: [] });
const marked = ({ text, highlights }: ReturnType<typeof makeSnippet>): string =>
  highlights.toReversed().reduce((all, { start, end }) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`, text);
const filler = (n: number): string => Array.from({ length: n }, (_, i) => `filler${i}`).join(" ");

describe("makeSnippet", () => {
  test("marks exactly what matched, after stemming and splitting", () => {
    const snippet = makeSnippet(
      "We parsed it: parse_session reads sessions; the naïve PARSER did not.",
      sought("parsing session naive"),
      false,
    );
    expect(marked(snippet)).toBe("We [parsed] it: [parse]_[session] reads [sessions]; the [naïve] PARSER did not.");
  });

  test("is centred on the densest match, in whole words", () => {
    const text = `${filler(30)} lamp ${filler(60)} the lamp turns twice ${filler(60)}`;
    const snippet = makeSnippet(text, sought("lamp turns twice"), false);
    expect(marked(snippet)).toContain("the [lamp] [turns] [twice]");
    for (const word of snippet.text.trim().split(" ")) expect(text.split(" ")).toContain(word);
  });

  test("of code is whole lines, with the line above", () => {
    const lines = Array.from({ length: 20 }, (_, i) => `    let value${i} = compute(${i});`);
    lines[12] = "    let lamp = rotate(lamp);";
    const snippet = makeSnippet(lines.join("\n"), sought("rotate lamp"), true);
    expect(snippet.linesBefore).toBe(11);
    expect(lines.join("\n")).toContain(`\n${snippet.text}\n`);
    expect(marked(snippet)).toContain("let [lamp] = [rotate]([lamp]);");
  });

  test("is never empty for a text, and its marks are in order, inside, and not overlapping", () => {
    const word = fc.constantFrom("lamp", "turns", "parse_session", "x", "\n", "  ", "灯台", "naïve", "🏮");
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 120 }), fc.boolean(), (words, isCode) => {
        const text = words.join(" ");
        const { text: shown, highlights } = makeSnippet(text, sought("lamp parse 灯台"), isCode);
        if (text.trim() !== "") expect(shown.trim()).not.toBe("");
        highlights.forEach(({ start, end }, index) => {
          expect(start).toBeGreaterThanOrEqual(highlights[index - 1]?.end ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(shown.length);
        });
      }),
    );
  });
});
