import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src-main/core/analysis/analyser.ts";
import { isTestPath, nameMatch, pathNames, queryWords, windowMatch } from "../../../src-main/core/search/query-words.ts";

const wordsOf = (text: string) => queryWords(text.split(" ").map((word) => ({ text: word, tokens: analyse(word) })));

describe("nameMatch", () => {
  test("is 1 for exactly what was asked, in any spelling", () => {
    for (const name of ["parseSession", "parse_session", "parse-session"]) {
      expect(nameMatch(wordsOf("parse_session"), analyse(name))).toBe(1);
    }
  });

  test("falls with words the name does not hold and with parts that were not asked for", () => {
    const asked = wordsOf("session store");
    const exact = nameMatch(asked, analyse("session store"));
    expect(nameMatch(asked, analyse("session"))).toBeLessThan(exact);
    expect(nameMatch(asked, analyse("session store migration"))).toBeLessThan(exact);
    expect(nameMatch(asked, analyse("cache"))).toBe(0);
  });

  test("an identifier of many tokens counts as one word", () => {
    const asked = queryWords([
      { text: "openDatabaseFile", tokens: analyse("openDatabaseFile") },
      { text: "slow", tokens: analyse("slow") },
    ]);
    expect(nameMatch(asked, analyse("openDatabaseFile"))).toBe(0.5);
  });
});

describe("pathNames", () => {
  test("a file is known by its name and by its folders; names that are everywhere are left out", () => {
    expect(pathNames("src/mcp/server.rs")).toEqual([["server"], ["mcp", "server"], ["src", "mcp", "server"]]);
    expect(pathNames("src/mcp/mod.rs")).toEqual([["mcp"], ["src", "mcp"]]);
    expect(pathNames("README.md")).toEqual([]);
  });
});

describe("windowMatch", () => {
  test("a run of all words is 1; apart is less; far apart is nothing", () => {
    const asked = wordsOf("write ahead log");
    expect(windowMatch(asked, analyse("the write ahead log grows").join(" "))).toBe(1);
    const apart = windowMatch(asked, analyse("write it, then look ahead in the log").join(" "));
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThan(1);
    expect(windowMatch(asked, `write ${"x ".repeat(30)}log`)).toBe(0);
    expect(windowMatch(wordsOf("log"), "log")).toBe(0);
  });

  test("is from 0 to 1 for any text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("write", "ahead", "log", "x", "y")), (stream) => {
        const value = windowMatch(wordsOf("write ahead log"), stream.join(" "));
        return value >= 0 && value <= 1;
      }),
    );
  });
});

describe("isTestPath", () => {
  test("knows the customs of most languages", () => {
    for (const path of ["tests/a.rs", "src/a.test.ts", "pkg/a_test.go", "test_a.py", "spec/a_spec.rb", "src/__tests__/a.js"]) {
      expect([path, isTestPath(path)]).toEqual([path, true]);
    }
    for (const path of ["src/attest.ts", "src/latest/a.ts", "src/contest.rs", "test.ts"])
      expect([path, isTestPath(path)]).toEqual([path, false]);
  });
});
