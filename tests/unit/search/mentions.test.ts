import { describe, expect, test } from "vitest";
import { analyse } from "../../../src-main/core/analysis/analyser.ts";
import { mentions } from "../../../src-main/core/search/mentions.ts";

const files = [
  { documentId: 1, path: "src/store/cache.rs" },
  { documentId: 2, path: "src/store/mod.rs" },
  { documentId: 3, path: "src/net/mod.rs" },
  { documentId: 4, path: "src/net/cache.rs" },
  { documentId: 5, path: "src/main_loop.rs" },
];
const note = (text: string, score = 1, documentId = 100) => ({ documentId, score, stream: analyse(text).join(" ") });

describe("mentions", () => {
  test("a path is found by its file name and as many folders as it takes to tell files apart", () => {
    expect([...mentions([note("moved it to src/store/cache.rs")], files).keys()]).toEqual([1]);
    expect([...mentions([note("see net/mod.rs")], files).keys()]).toEqual([3]);
    expect([...mentions([note("the loop is in main_loop.rs now")], files).keys()]).toEqual([5]);
  });

  test("a name that fits several files, or one that is everywhere, says nothing alone", () => {
    expect(mentions([note("cache.rs is slow")], files).size).toBe(0);
    expect(mentions([note("mod.rs is slow")], [{ documentId: 2, path: "src/store/mod.rs" }]).size).toBe(0);
  });

  test("the more and the better notes name a file, the more it weighs; the most named one weighs 1", () => {
    const found = mentions([note("main_loop.rs"), note("main_loop.rs again", 0.5), note("store/cache.rs", 0.3)], files);
    expect(found.get(5)).toBe(1);
    expect(found.get(1)).toBeCloseTo(0.2);
  });

  test("a passage that lists many files says little of each, and a file does not vouch for itself", () => {
    const found = mentions([note("main_loop.rs"), note("store/cache.rs, net/cache.rs and net/mod.rs")], files);
    expect(found.get(1)).toBeCloseTo(0.5);
    expect(mentions([note("main_loop.rs", 1, 5)], files).size).toBe(0);
  });
});
