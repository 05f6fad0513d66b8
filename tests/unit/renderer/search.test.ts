import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dedent } from "../../../src-renderer/search/dedent.ts";
import { changedWords, suggestionsFor, toggled } from "../../../src-renderer/search/narrowing.ts";
import { formatScore, shares } from "../../../src-renderer/search/preview/scores.ts";
import { plainProse } from "../../../src-renderer/reading/text/plain-prose.ts";
import { markedRuns, queryProblems } from "../../../src-renderer/search/query-problems.ts";
import { resultDrag, resultHref, resultPlace } from "../../../src-renderer/search/result-links.ts";
import { normaliseRanges } from "../../../src-renderer/reading/text/ranges.ts";
import type { SearchResult } from "../../../src-shared/contract/index.ts";

const RESULT: SearchResult = {
  rank: 1,
  score: 1,
  type: "code",
  kind: "function",
  repositoryId: "r",
  repository: "lighthouse",
  documentId: 7,
  passageId: 8,
  path: "src/a.rs",
  language: "rust",
  lines: { start: 12, end: 20 },
  sessionId: null,
  sessionOwnId: null,
  commit: null,
  beliefId: null,
  title: "run [fast]",
  breadcrumb: [],
  snippet: "",
  snippetLine: 12,
  highlights: [],
  titleHighlights: [],
  date: null,
  alsoIn: [],
  explanation: null,
};

describe("excerpts", () => {
  test("of code lose the indentation that all lines share", () => {
    expect(dedent("\n    /// Doc\n      fn x()", [{ start: 9, end: 12 }])).toEqual({
      text: "/// Doc\n  fn x()",
      ranges: [{ start: 4, end: 7 }],
    });
  });
  test("of prose lose their marks, and matches stay on their words", () => {
    const text = "- **Ring buffer** over `db`\n2. next";
    const { text: plain, ranges } = plainProse(text, [{ start: 4, end: 8 }]);
    expect(plain).toBe("Ring buffer over db\nnext");
    expect(ranges.map((range) => plain.slice(range.start, range.end))).toEqual(["Ring"]);
  });
  test("keep every matched letter, whatever the text", () => {
    const range = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", " ", "\n", "*", "`", "-", "#", "\t"), maxLength: 60 }),
        fc.array(range),
        (text, found) => {
          const ranges = normaliseRanges(found, text.length);
          for (const shorten of [dedent, plainProse]) {
            const short = shorten(text, ranges);
            const words = short.ranges.map((one) => short.text.slice(one.start, one.end)).join("");
            const before = ranges.map((one) => text.slice(one.start, one.end)).join("");
            expect(words.replace(/[^a]/g, "")).toBe(before.replace(/[^a]/g, ""));
          }
        },
      ),
    );
  });
});

describe("narrowing", () => {
  test("a value goes on and off in the query's own text", () => {
    expect(toggled("ring", "type", "code", true)).toBe("ring type:code");
    expect(toggled("ring type:code", "type", "doc", true)).toBe("ring type:code,doc");
    expect(toggled("ring type:code,doc", "type", "code", false)).toBe("ring type:doc");
  });
  test("without results, each suggestion takes one thing away", () => {
    expect(suggestionsFor('"ring buffer" lang:rust -path:test', "lexical").map((one) => one.text)).toEqual([
      '"ring buffer" -path:test',
      '"ring buffer" lang:rust',
      "ring buffer lang:rust -path:test",
      '"ring buffer" lang:rust -path:test',
    ]);
  });
  test("a word is not offered by itself where another spelling of it is", () => {
    const offered = (respelt: string | null) => suggestionsFor("databse backend of", "fused", respelt).map((one) => one.text);
    expect(offered(null)).toEqual(["databse"]);
    expect(offered("database backend of")).toEqual(["backend"]);
    expect(suggestionsFor("databse backedn", "fused", "database backend")).toEqual([]);
  });
  test("what is left of a query is never what it was, except that meaning is tried", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const one of suggestionsFor(text, "fused")) expect(one.text).not.toBe(text);
      }),
    );
  });
});

describe("what is wrong with a query", () => {
  const marked = (text: string) =>
    markedRuns(text, queryProblems(text, undefined, false))
      .map((run) => (run.isMarked ? `[${run.text}]` : run.text))
      .join("");
  test("is marked where it stands", () => {
    expect(marked("ring colour:red buffer")).toBe("ring [colour:]red buffer");
    expect(marked("type:nothing ring")).toBe("type:[nothing] ring");
    expect(marked('ring ) "" lamp')).toBe('ring [)] [""] lamp');
  });
  test("is not told while it is being typed", () => {
    expect(queryProblems("ring type:", undefined, false)).toEqual([]);
    expect(queryProblems('ring "buf', undefined, false)).toEqual([]);
    expect(queryProblems('"buf ring', undefined, false)).toEqual([]);
    expect(queryProblems("type: ring", undefined, false)).toHaveLength(1);
    expect(queryProblems("ring type:dec", undefined, true)).toEqual([]);
    expect(queryProblems("ring type:dec", undefined, false)).toHaveLength(1);
    for (const text of ["type:dec ring", "type:decided", "sort:newst"]) expect(queryProblems(text, undefined, true)).toHaveLength(1);
  });
  test("cuts the text, whatever the notes say", () => {
    const note = fc.tuple(fc.nat(40), fc.nat(40)).map(([start, end]) => ({ range: { start, end }, message: "" }));
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.array(note), (text, notes) => {
        const runs = markedRuns(text, notes);
        expect(runs.map((run) => run.text).join("")).toBe(text);
        expect(runs.every((run) => run.text !== "")).toBe(true);
      }),
    );
  });
  test("another spelling says which words it changes", () => {
    expect(changedWords("elektric lamp", "electric lamp").filter((one) => one.isChanged)).toEqual([{ part: "electric", isChanged: true }]);
  });
});

describe("a result leads", () => {
  test("to its document at the line, its session, or its commit", () => {
    expect(resultHref(RESULT, "fast")).toBe("#/document/7?line=12&q=fast");
    expect(resultHref({ ...RESULT, sessionId: "r/20260204-213118" }, "fast")).toBe("#/session/r%2F20260204-213118?line=12&q=fast");
    expect(resultHref({ ...RESULT, commit: "abc123" }, "fast")).toBe("#/commit/r/abc123");
    expect(resultPlace(RESULT)).toBe("src/a.rs:12");
  });
  test("out of the window as a link and as Markdown that reads without it", () => {
    const { url, markdown } = resultDrag(RESULT, "fast", "http://127.0.0.1:1/#/search?q=fast");
    expect(url).toBe("http://127.0.0.1:1/#/document/7?line=12&q=fast");
    expect(markdown).toBe(`[run \\[fast\\]](${url}) (lighthouse, \`src/a.rs:12\`)`);
  });
});

describe("scores", () => {
  test("are drawn against the largest part", () => {
    expect(shares([2, -1, 0])).toEqual([1, 0.5, 0]);
    expect(shares([0, 0])).toEqual([0, 0]);
    expect(formatScore(-0.25)).toBe("−0.250");
  });
});
