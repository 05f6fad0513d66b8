import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse, analyseWithOffsets } from "../../../src-main/core/analysis/analyser.ts";
import { isStopWord } from "../../../src-main/core/analysis/stop-words.ts";
import { MAX_TOKEN } from "../../../src-main/core/analysis/unit.ts";

const stream = (text: string): string => analyse(text).join(" ");
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "a",
        "B",
        "_",
        "1",
        "-",
        ".",
        "::",
        ":",
        "'s",
        "’",
        " ",
        "é",
        "e\u0301",
        "漢",
        "가",
        "ก็",
        "\ud83d",
        "😀",
        "𝐀",
        "ﬁ",
        "İ",
        "ß",
      ),
    )
    .map((parts) => parts.join("")),
);

describe("analyse", () => {
  it("gives identifiers whole and split, whatever their spelling", () => {
    expect(stream("parseSession")).toBe("parsesess pars session");
    expect(stream("parse_session")).toBe(stream("parseSession"));
    expect(stream("parse-session")).toBe(stream("parseSession"));
    expect(stream("DatabaseBackend::open")).toBe("databasebackendopen databasebackend databas backend open");
    expect(stream("self.foo_bar()")).toBe("selffoobar self foobar foo bar");
    expect(stream("HTTPServer")).toBe("httpserver http server");
    expect(stream("IDs URLs __init__")).toBe("id url init");
  });

  it("splits digits in names and leaves hashes and versions of names alone", () => {
    expect(stream("sha256 BM25")).toBe("sha256 sha 256 bm25 bm 25");
    expect(stream("v2 x1 acb8b696")).toBe("v2 x1 acb8b696");
    expect(stream("20260122-061519")).toBe("20260122061519 20260122 061519");
    expect(stream("oxidize.yaml")).toBe("oxidizeyaml oxid yaml");
  });

  it("stems, folds case and accents", () => {
    expect(stream("Running caches Decisions")).toBe("run cach decis");
    expect(stream("Café naïve Straße Ångström ﬁle ｆｕｌｌ 𝐀bc")).toBe("cafe naiv strass angstrom file full abc");
    expect(stream("cafe\u0301")).toBe("cafe");
    expect(stream("session's don't it’s")).toBe("session dont it");
  });

  it("pairs the characters of scripts without spaces", () => {
    expect(stream("漢字検索")).toBe("漢字 字検 検索");
    expect(stream("漢")).toBe("漢");
    expect(stream("がく 한국어")).toBe("がく 한국 국어");
    expect(stream("use漢字now")).toBe("us 漢字 now");
  });

  it("ignores punctuation and keeps quotes and apostrophes out of names", () => {
    expect(stream("'a 'b' ... -- :: (x) end.")).toBe("a b x end");
    expect(stream("")).toBe("");
  });

  it("bounds tokens and parts of hostile input", () => {
    expect(stream("a".repeat(1_000_000))).toBe("a".repeat(MAX_TOKEN));
    expect(analyse("aB".repeat(100_000)).length).toBe(1);
    expect(analyse("a.".repeat(100_000)).length).toBeLessThanOrEqual(16);
    expect(analyse("漢".repeat(10_000)).every((token) => token.length <= 2)).toBe(true);
  });

  it("keeps only letters and digits of compatibility forms", () => {
    expect(analyse("ﹰ")).toEqual([]);
    expect(analyse("⒈ ⑴ ½ tide")).toEqual(expect.arrayContaining(["1", "12", "tide"]));
    for (const token of analyse("⒈ ⑴ ½ ㈠ ﹰa")) expect(token).toMatch(/^[\p{L}\p{N}]+$/u);
  });

  it("yields tokens without white space or separators, and real ranges, for any text", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tokens = analyseWithOffsets(text);
        expect(tokens.map((token) => token.token)).toEqual(analyse(text));
        for (const { token, start, end } of tokens) {
          expect(token).toMatch(/^[^\s"'_.:-]+$/);
          expect(token.length).toBeLessThanOrEqual(MAX_TOKEN);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("gives each token the characters that made it", () => {
    const text = "see Café parseHTTPSession, 漢字検";
    expect(analyseWithOffsets(text).map(({ token, start, end }) => [token, text.slice(start, end)])).toEqual([
      ["see", "see"],
      ["cafe", "Café"],
      ["parsehttpsess", "parseHTTPSession"],
      ["pars", "parse"],
      ["http", "HTTP"],
      ["session", "Session"],
      ["漢字", "漢字"],
      ["字検", "字検"],
    ]);
  });
});

describe("isStopWord", () => {
  it("knows words that only help to ask", () => {
    for (const word of ["How", "does", "the", "Don't", "what’s"]) expect(isStopWord(word), word).toBe(true);
    for (const word of ["cache", "find", "get", "first", "session"]) expect(isStopWord(word), word).toBe(false);
  });
});
