import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src-main/core/analysis/analyser.ts";
import { compilePattern } from "../../../src-main/core/search/patterns.ts";
import { makeSnippet } from "../../../src-main/core/search/snippets.ts";

const make = (text: string, words: string, isCode = false) => makeSnippet(text, { tokens: new Set(analyse(words)), patterns: [] }, isCode);
/** The snippet with its highlights in brackets. */
const marked = (text: string, words: string, isCode = false): string => {
  const { text: shown, highlights } = make(text, words, isCode);
  return highlights
    .toReversed()
    .reduce((all, { start, end }) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`, shown);
};
const numbered = (word: string, count: number): string => Array.from({ length: count }, (_, index) => `${word}${index}`).join(" ");

describe("highlights are exactly what matched", () => {
  const goldens: readonly (readonly [string, string, string])[] = [
    // Word endings.
    ["The parsers were parsing; parsed twice.", "parse", "The parsers were [parsing]; [parsed] twice."],
    ["don't stop the lamp's light", "lamps", "don't stop the [lamp]'s light"],
    // Names whole and by their parts.
    ["parseSessionId, parse_session_id, ParseSession::id", "session", "parse[Session]Id, parse_[session]_id, Parse[Session]::id"],
    ["parseSessionId, parse_session_id, ParseSession::id", "parseSessionId", "[parseSessionId], [parse_session_id], [ParseSession::id]"],
    ["HTTPServer v2 reads utf8Decoder", "http server utf8", "[HTTP][Server] v2 reads [utf][8]Decoder"],
    ["v1.2.3 released", "v1.2.3", "[v1.2.3] released"],
    // Accents, composed and not, and letters that fold to several.
    ["Ein Café für Ärzte, naïveté", "cafe arzte naivete", "Ein [Café] für [Ärzte], [naïveté]"],
    ["e\u0301cole and école", "ecole", "[e\u0301cole] and [école]"],
    ["İstanbul, STRASSE, straße", "istanbul strasse", "[İstanbul], [STRASSE], [straße]"],
    ["ＦＵＬＬ width and ﬁre", "full fire", "[ＦＵＬＬ] width and [ﬁre]"],
    // Scripts without spaces.
    ["灯台の光は遠くまで届く。灯台守は眠らない。", "灯台", "[灯台]の光は遠くまで届く。[灯台]守は眠らない。"],
    ["灯台の光は遠くまで届く。", "遠くまで", "灯台の光は[遠くまで]届く。"],
    ["한국어 검색은 등대를 찾는다", "등대", "한국어 검색은 [등대]를 찾는다"],
    ["ประภาคารส่องแสง", "ประภาคาร", "[ประภาคาร]ส่องแสง"],
  ];
  test.each(goldens)("%s · %s", (text, words, expected) => {
    expect(marked(text, words)).toBe(expected);
    expect(marked(text, words, true)).toBe(expected);
  });
});

describe("prose", () => {
  test("is cut around the match, at the edges of words", () => {
    expect(marked(`${numbered("before", 40)} lighthouse ${numbered("after", 40)}`, "lighthouse")).toBe(
      `${numbered("before", 40).split(" ").slice(28).join(" ")} [lighthouse] ${numbered("after", 15)}`,
    );
  });
  test("prefers where matches stand close together to where the first one stands", () => {
    const text = `A lamp. ${numbered("filler", 60)} the lamp turns twice ${numbered("filler", 60)}`;
    expect(marked(text, "lamp turns twice")).toContain("the [lamp] [turns] [twice]");
  });
  test("cuts a word only when it is longer than what is shown, and never a character", () => {
    expect(marked(`${"灯".repeat(300)}台の光${"海".repeat(300)}`, "台の光")).toMatch(/^灯{118,120}\[台の光\]海{117,119}$/);
    expect(marked(`${"🏮".repeat(200)} lamp ${"🏮".repeat(200)}`, "lamp")).toMatch(/^(?:🏮)+ \[lamp\] (?:🏮)+$/u);
    expect(make(`${"e\u0301".repeat(301)} lamp`, "lamp").text).toMatch(/^e/);
  });
  test("without a match is the beginning of what is written", () => {
    expect(make(`\n\n  \n${" ".repeat(400)}The lamp turns.`, "horn")).toEqual({ text: "The lamp turns.", highlights: [], linesBefore: 3 });
  });
});

describe("code", () => {
  const lines = ["use lamp;", "", "fn rotate() {", "    if dark {", "        lamp.turn();", "        lamp.shine();", "    }", "}", ""];
  test("is whole lines, from the one above the densest match, with their indentation", () => {
    expect(make(lines.join("\n"), "turn shine", true)).toMatchObject({ text: lines.slice(3, 8).join("\n"), linesBefore: 3 });
  });
  test("keeps line ends as they are written", () => {
    expect(marked("one\r\ntwo lamp\r\nthree\r\n", "lamp", true)).toBe("one\r\ntwo [lamp]\r\nthree");
  });
  test("without a match starts where something is written", () => {
    expect(make(`${"\n".repeat(20)}fn main() {\n    run();\n}\n`, "horn", true)).toMatchObject({
      text: "fn main() {\n    run();\n}",
      linesBefore: 20,
    });
  });
  test("with a line too long to show is cut like prose", () => {
    const { text, linesBefore } = make(`fn a() {}\n${numbered("x", 900)} lamp ${numbered("y", 900)}\nfn b() {}`, "lamp", true);
    expect(text.length).toBeLessThanOrEqual(240);
    expect(text).toMatch(/^x\d+ .* lamp y0 y1 .* y\d+$/);
    expect(linesBefore).toBe(1);
  });
  test("leaves neighbours out that are too long, not the match", () => {
    expect(marked(`${"a".repeat(900)}\nlamp();\n${"b".repeat(900)}`, "lamp", true)).toBe("[lamp]();");
  });
});

describe("any text", () => {
  test("gives a snippet that is a part of it, not empty, with marks in order inside, and no half characters", () => {
    const piece = fc.constantFrom(
      "lamp",
      "turns",
      "parse_session",
      "\n",
      "   ",
      "\t",
      "灯台",
      "naïve",
      "🏮",
      "e\u0301",
      "👩‍🚀",
      "x".repeat(90),
      "\r\n",
    );
    const glue = fc.constantFrom("", " ");
    const patterns = [compilePattern({ source: "turns\\s+", flags: "" })].filter((pattern) => pattern !== null);
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, glue), { minLength: 1, maxLength: 150 }), fc.boolean(), (parts, isCode) => {
        const text = parts.flat().join("");
        const {
          text: shown,
          highlights,
          linesBefore,
        } = makeSnippet(text, { tokens: new Set(analyse("lamp parse 灯台")), patterns }, isCode);
        expect(text).toContain(shown);
        expect(shown.trim() === "").toBe(text.trim() === "");
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/^[\p{M}\u200d]/u);
        expect(linesBefore).toBeLessThanOrEqual(text.split("\n").length);
        highlights.forEach(({ start, end }, index) => {
          expect(start).toBeGreaterThanOrEqual(highlights[index - 1]?.end ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(shown.length);
        });
      }),
      { numRuns: 300 },
    );
  });
});
