import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Explanation } from "../../../src-shared/contract/search.ts";
import { makeLibrary, type Library } from "./library.ts";

let library: Library;

beforeAll(async () => {
  library = await makeLibrary(
    {
      "src/session/parser.rs": [
        "//! Parses session files.",
        "",
        "/// Reads a session from its text.",
        "pub fn parse_session(text: &str) -> Session {",
        "    Session::default()",
        "}",
        "",
        "pub fn tidy(text: &str) -> String {",
        "    text.trim().to_string()",
        "}",
      ].join("\n"),
      "src/run.rs": [
        "fn run() {",
        "    // parse_session parse_session parse_session",
        "    let a = parse_session(one);",
        "    let b = parse_session(two);",
        "    let c = parse_session(three);",
        "}",
      ].join("\n"),
      "src/database.rs": [
        "pub struct DatabaseBackend { path: String }",
        "",
        "impl DatabaseBackend {",
        "    pub fn open(path: &str) -> Self { todo() }",
        "    pub fn close(&self) { flush(self) }",
        "}",
      ].join("\n"),
      "src/use_database.rs": "fn start() {\n    let backend = DatabaseBackend::open(path);\n    backend.close();\n}\n",
      "docs/limits.md":
        "# Limits\n\nHow many requests a minute a client may send.\n\n## Burst\n\nA burst of requests is let through once.\n",
      "src/throttle.rs": "pub fn take() -> bool {\n    bucket().take()\n}\n",
      "layer/sessions/20260110-101010.md": [
        "# Session: throttling",
        "**ID**: 20260110-101010",
        "**Started**: 2026-01-10T10:10:10Z",
        "",
        "## Activity Log",
        "### 10:20 - Update (covering since session start)",
        "",
        "**Key Decisions:**",
        "- Request limits live in src/throttle.rs as a token bucket",
        "- Reject a queue because waiting clients hide the limit",
      ].join("\n"),
    },
    [{ subject: "Limit requests a minute", hash: "c".repeat(40) }],
  );
});
afterAll(() => library.close());

describe("an identifier", () => {
  test("finds its definition first, in any spelling, before passages that use it more often", async () => {
    for (const query of ["parse_session", "parseSession", "parse_session()"]) {
      const { results } = await library.search(query);
      expect([results[0]?.path, results[0]?.title]).toEqual(["src/session/parser.rs", "parse_session"]);
    }
  });

  test("qualified finds the method, alone finds the type before its implementation", async () => {
    expect((await library.search("DatabaseBackend::open")).results[0]?.title).toBe("DatabaseBackend::open");
    const [first] = (await library.search("DatabaseBackend")).results;
    expect([first?.path, first?.kind]).toEqual(["src/database.rs", "struct"]);
  });
});

describe("a file that matching notes name", () => {
  test("is lifted, and the explanation says so", async () => {
    const { results } = await library.search("limits bucket");
    const throttle = results.find((result) => result.path === "src/throttle.rs");
    expect(throttle?.explanation?.parts.map((part) => part.label)).toContain("named in notes");
  });
});

describe("the explanation", () => {
  const sumOf = (explanation: Explanation | null): number => (explanation?.parts ?? []).reduce((total, part) => total + part.value, 0);

  test.each([
    ["c".repeat(40), "named"],
    ["c".repeat(8), "named"],
    ["20260110-101010", "named"],
    ["src/throttle.rs", "named"],
    ["throttle.rs:2", "named"],
    ["https://github.com/someone/demo/blob/main/src/throttle.rs#L2", "named"],
    ["limit sort:newest", "newest first"],
    ["limit sort:oldest", "oldest first"],
    ["type:doc", "newest first"],
    ["/requests?/", "newest first"],
    ['"requests a minute"', "words"],
    ["limit (type:commit OR lang:markdown)", "words"],
  ])("of %s adds up for every result, and says what decided: %s", async (query, label) => {
    const { results } = await library.search(query);
    expect(results[0]?.explanation?.parts.map((part) => part.label)).toContain(label);
    for (const [index, { score, explanation }] of results.entries()) {
      expect(sumOf(explanation)).toBeCloseTo(score, 9);
      expect(score).toBeLessThanOrEqual(results[index - 1]?.score ?? Infinity);
    }
  });

  test("of an order by date says plainly that nothing else counts", async () => {
    const { results } = await library.search("limit sort:newest");
    expect(results.length).toBeGreaterThan(1);
    for (const { explanation } of results)
      expect(explanation?.parts.map((part) => part.detail)).toEqual([expect.stringContaining("The date alone orders")]);
    const dates = results.flatMap(({ date }) => (date === null ? [] : [date]));
    expect(dates).toEqual(dates.toSorted().toReversed());
  });

  test("adds up to the score for any query", async () => {
    const word = fc.constantFrom("session", "parse", "limit", "request", "DatabaseBackend", "why", "open", "a", "decision", "queue", "zzz");
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), fc.constantFrom("fused", "lexical"), async (words, mode) => {
        const { results } = await library.search(words.join(" "), { mode });
        for (const { score, explanation } of results) {
          const sum = (explanation?.parts ?? []).reduce((total, part) => total + part.value, 0);
          expect(sum).toBeCloseTo(score, 9);
        }
        for (const [index, result] of results.entries()) expect(result.score).toBeLessThanOrEqual(results[index - 1]?.score ?? Infinity);
      }),
      { numRuns: 150 },
    );
  });
});
