import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerDrop } from "../../../src-renderer/library/dropped.ts";
import { indexedAround } from "../../../src-renderer/library/indexed-around.ts";
import { languageName, languageShares } from "../../../src-renderer/library/language-shares.ts";
import { patternLines } from "../../../src-renderer/library/pattern-lines.ts";
import { groupByReason } from "../../../src-renderer/library/quarantine-groups.ts";

describe("what was dropped", () => {
  test("paths are looked at, each once, whatever they are", () => {
    const folder = { name: "a", isFolder: true, path: "/a" };
    expect(answerDrop([folder, folder, { name: "b.md", isFolder: false, path: "/b.md" }])).toEqual({
      kind: "paths",
      paths: ["/a", "/b.md"],
    });
  });

  test("without a path a folder must be typed, and a file is no repository", () => {
    expect(answerDrop([{ name: "a", isFolder: true, path: null }])).toEqual({ kind: "no-path", names: ["a"] });
    expect(answerDrop([{ name: "b.md", isFolder: false, path: null }])).toEqual({ kind: "file", name: "b.md" });
    expect(
      answerDrop([
        { name: "b.md", isFolder: false, path: "" },
        { name: "a", isFolder: true, path: "" },
      ]),
    ).toEqual({ kind: "no-path", names: ["a"] });
  });

  test("text or a link is nothing", () => expect(answerDrop([])).toEqual({ kind: "nothing" }));
});

describe("languages", () => {
  const language = (name: string, bytes: number) => ({ language: name, bytes, files: 1 });

  test("the largest are named, the rest and what has no language are one", () => {
    const shares = languageShares([language("other", 50), language("rust", 30), language("go", 15), language("css", 5)], 2);
    expect(shares).toEqual([
      { language: "rust", share: 0.3, files: 1 },
      { language: "go", share: 0.15, files: 1 },
      { language: null, share: 0.55, files: 2 },
    ]);
  });

  test("shares add up to one, or there are none", () => {
    const some = fc.array(fc.record({ language: fc.string({ minLength: 1 }), bytes: fc.nat(1e9), files: fc.nat(1e4) }));
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 8 }), (languages, shown) => {
        const shares = languageShares(languages, shown);
        const sum = shares.reduce((total, one) => total + one.share, 0);
        if (languages.every((one) => one.bytes === 0)) expect(shares).toEqual([]);
        else expect(sum).toBeCloseTo(1, 6);
      }),
    );
  });

  test("names are as people write them", () =>
    expect(["typescript", "rust", "cpp"].map(languageName)).toEqual(["TypeScript", "Rust", "C++"]));
});

describe("the repository around a folder", () => {
  const repositories = [{ root: "/src" }, { root: "/src/inner" }, { root: null }];

  test("is the innermost one", () => {
    expect(indexedAround(repositories, "/src/inner/deep")).toEqual({ root: "/src/inner" });
    expect(indexedAround(repositories, "/src")).toEqual({ root: "/src" });
  });

  test("is not one whose name only begins alike", () => expect(indexedAround(repositories, "/src-other")).toBeNull());
});

test("files set aside are grouped by reason, failures first, then the largest group", () => {
  const file = (path: string, reason: string, state: "skipped" | "failed") => ({ path, reason, state, bytes: 1 });
  const groups = groupByReason([
    file("b", "large", "skipped"),
    file("z", "binary", "skipped"),
    file("a", "large", "skipped"),
    file("c", "broken", "failed"),
  ]);
  expect(groups.map((group) => [group.reason, group.files.map((one) => one.path)])).toEqual([
    ["broken", ["c"]],
    ["large", ["a", "b"]],
    ["binary", ["z"]],
  ]);
});

test("patterns are one a line, without empty ones", () => expect(patternLines(" target/ \n\n*.snap\n")).toEqual(["target/", "*.snap"]));
