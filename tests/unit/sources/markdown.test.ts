import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../../src-main/core/sources/markdown/read-markdown.ts";

const read = (text: string, path = "docs/a.md") => readMarkdown({ path, text });
const brief = (text: string) => read(text).passages.map(({ title, breadcrumb, text: body }) => [[...breadcrumb, title].join(" › "), body]);

describe("readMarkdown", () => {
  it("makes a passage of each section, with the headings above it", () => {
    expect(brief("Before.\n\n# Guide\nIntro.\n\n## Setup\nSteps.\n\n### Linux\napt\n\n## Use\nRun.\n")).toEqual([
      ["Guide", "Before."],
      ["Guide", "Intro."],
      ["Guide › Setup", "Steps."],
      ["Guide › Setup › Linux", "apt"],
      ["Guide › Use", "Run."],
    ]);
  });

  it("knows setext headings, and none in fences, quotes, lists, comments or indented code", () => {
    const text =
      "Title\n=====\n\nPart\n----\n\n```\n# no\n```\n~~~~md\n```\n# no\n~~~~\n\n> # no\n\n- # no\n\n<!--\n# no\n-->\n\n    # no\n";
    expect(brief(text).map(([title]) => title)).toEqual(["Title › Part"]);
  });

  it("gives lines from the heading to the last line of text", () => {
    const [, second] = read("# A\none\n\n## B\n\ntwo\nthree\n\n\n").passages;
    expect(second?.lines).toEqual({ start: 4, end: 7 });
  });

  it("counts lines with front matter", () => {
    const { passages, frontMatter } = read("---\ntitle: T\n---\n# A\none\n");
    expect(frontMatter).toEqual({ title: "T" });
    expect(passages).toMatchObject([{ title: "A", breadcrumb: ["T"], lines: { start: 4, end: 5 } }]);
  });

  it("takes title, date and tags from front matter", () => {
    expect(read('---\ntitle: "A: b"\ndate: 2026-02-04\ntags: [one, two]\n---\n# H\n')).toMatchObject({
      title: "A: b",
      date: "2026-02-04T00:00:00Z",
      tags: ["one", "two"],
      problems: [],
    });
    expect(read("---\ncreated: 2025-08-02T19:34:18-04:00\ntags: a, b\n---\n")).toMatchObject({
      date: "2025-08-02T23:34:18Z",
      tags: ["a", "b"],
    });
  });

  it.each([
    ["# `Code` and **bold** [link](x.md)\n", "Code and bold link"],
    ["## Only a second level\n", "Only a second level"],
    ["No heading\n", "a"],
  ])("finds the title of %j", (text, title) => {
    expect(read(text).title).toBe(title);
  });

  it("lets a given title win", () => {
    expect(readMarkdown({ path: "a.md", text: "# B\n", title: "Given" }).title).toBe("Given");
  });

  it("keeps a heading with nothing below it, unless it only holds others", () => {
    expect(brief("# A\n## B\n## C\ntext\n")).toEqual([
      ["A › B", "B"],
      ["A › C", "text"],
    ]);
  });

  it("reports broken front matter and reads the rest", () => {
    const { problems, passages } = read('---\ntitle: "open\nlist: [a\n---\n# A\ntext\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.line >= 1 && problem.line <= 4)).toBe(true);
    expect(passages).toMatchObject([{ title: "A" }]);
  });

  it.each([
    [
      "an alias bomb",
      `a: &a [x]\n${Array.from(
        { length: 9 },
        (_, n) =>
          `b${n}: &b${n} [${Array(9)
            .fill(n === 0 ? "*a" : `*b${n - 1}`)
            .join(",")}]`,
      ).join("\n")}`,
    ],
    ["deep nesting", `a: ${"[".repeat(5000)}`],
    ["an unknown tag", "a: !!js/function 'x'"],
    ["a list", "- a\n- b"],
    ["too much of it", `a: ${"x".repeat(40_000)}`],
  ])("reports %s", (_, yaml) => {
    const { problems, passages } = read(`---\n${yaml}\n---\ntext\n`);
    expect(problems.length).toBeGreaterThan(0);
    expect(passages).toMatchObject([{ text: "text" }]);
  });

  it("does not let front matter reach a prototype", () => {
    const { title } = read("---\n__proto__:\n  title: stolen\nconstructor: x\n---\n# Own\n");
    expect(title).toBe("Own");
    expect(({} as Record<string, unknown>)["title"]).toBeUndefined();
  });

  it("takes an unclosed --- for a rule", () => {
    expect(brief("---\nnot: closed\n").map(([, text]) => text)).toEqual(["---\nnot: closed"]);
  });
});

describe("long sections", () => {
  const paragraph = (n: number) => `Paragraph ${n}. ${"Words of it. ".repeat(30)}`.trim();

  it("are cut at blank lines into passages of a sensible size", () => {
    const { passages } = read(`# A\n\n${Array.from({ length: 20 }, (_, n) => paragraph(n)).join("\n\n")}\n`);
    expect(passages.length).toBeGreaterThan(4);
    for (const { text } of passages.slice(0, -1)) {
      expect(text.length).toBeGreaterThanOrEqual(300);
      expect(text.length).toBeLessThanOrEqual(1500);
      expect(text.startsWith("Paragraph")).toBe(true);
    }
  });

  it("are cut between list items", () => {
    const { passages } = read(`# A\n${Array.from({ length: 60 }, (_, n) => `- item ${n} ${"x".repeat(50)}\n  more of ${n}`).join("\n")}\n`);
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages) expect(text).toMatch(/^- item \d+/);
  });

  it("do not split a fence of up to 4 KB, and split a larger one at lines", () => {
    const fence = (size: number) => `\`\`\`\n${"code line\n\n".repeat(size / 11)}\`\`\``;
    const small = read(`# A\n${paragraph(1)}\n\n${fence(3000)}\n\n${paragraph(2)}\n`).passages;
    expect(small.filter(({ text }) => text.includes("```")).map(({ text }) => text.split("```").length)).toEqual([3]);
    const large = read(`# A\n${fence(9000)}\n`).passages;
    expect(large.length).toBeGreaterThan(4);
    for (const { text } of large) expect(text.length).toBeLessThanOrEqual(4096);
  });

  it("cut an endless line without breaking a surrogate pair", () => {
    const { passages } = read(`# A\n${"😀".repeat(5000)}\n`);
    expect(passages.map(({ text }) => text).join("")).toBe("😀".repeat(5000));
    for (const { text } of passages) expect(text.isWellFormed()).toBe(true);
  });

  it("keep link definitions and everything else that is not blank", () => {
    const text = "# A\n\n[ref]: https://example.org\n\n***\n\n| a |\n|---|\n| 1 |\n\n<div>\nhtml\n</div>\n";
    const kept = read(text)
      .passages.map((passage) => passage.text)
      .join("\n");
    for (const line of text.split("\n").slice(1)) if (line !== "") expect(kept).toContain(line);
  });
});

describe("position keys", () => {
  it("stay when other sections change", () => {
    const keys = (text: string) => new Map(read(text).passages.map((passage) => [passage.title, passage.positionKey]));
    const before = keys("# A\nx\n## B\ny\n## C\nz\n");
    const after = keys("# A\nchanged\n## New\nn\n## B\ny\nmore\n## C\nz\n");
    for (const [title, key] of before) expect(after.get(title)).toBe(key);
  });

  it("tell equal headings apart", () => {
    const keys = read("# A\n## B\n1\n## B\n2\n## b!\n3\n").passages.map((passage) => passage.positionKey);
    expect(keys).toEqual(["a/b#0", "a/b~2#0", "a/b~3#0"]);
  });
});
