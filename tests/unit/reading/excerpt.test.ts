import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerptOf } from "../../../src-renderer/reading/document/excerpt.ts";
import { outlineOf } from "../../../src-renderer/document/outline-of.ts";
import type { CodeSymbol, SourceDocument } from "../../../src-shared/domain/index.ts";

const TEXT = `# Session

## Goals
- one

### 21:31 - Start
Began.

### 21:50 - Update
**Decisions:**
- keep it

\`\`\`
# no heading
\`\`\`

## End
`;

describe("an excerpt", () => {
  test("is the section that holds the passage, fences not taken for headings", () => {
    const excerpt = excerptOf(TEXT, [], { start: 11, end: 11 }, 0);
    expect(excerpt.heading).toBe("21:50 - Update");
    expect(excerpt.firstLine).toBe(9);
    expect(excerpt.text).toMatch(/^### 21:50 - Update\n/);
    expect(excerpt.text).toContain("# no heading");
    expect(excerpt.text).not.toContain("## End");
  });
  test("of a short text, or without a place, is the whole", () => {
    expect(excerptOf(TEXT, [], { start: 11, end: 11 }, 10_000)).toMatchObject({ text: TEXT, firstLine: 1 });
    expect(excerptOf(TEXT, [], null, 0)).toMatchObject({ text: TEXT, firstLine: 1 });
  });
  test("keeps its matches true, and always holds the passage's first line", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 17 }), fc.nat(TEXT.length - 3), (line, at) => {
        const excerpt = excerptOf(TEXT, [{ start: at, end: at + 2 }], { start: line, end: line }, 0);
        expect(excerpt.text).toContain(TEXT.split("\n")[line - 1] ?? "");
        for (const range of excerpt.ranges) {
          expect(TEXT.slice(at, at + 2)).toContain(excerpt.text.slice(range.start, range.end));
        }
      }),
    );
  });
});

describe("an outline", () => {
  const document = { language: "markdown" } as SourceDocument;
  test("of Markdown is its headings, the outermost at the edge", () => {
    expect(outlineOf({ symbols: [], text: "## A\n\n### B\n\n```\n# no\n```\n## `C`\n", document })).toEqual([
      { title: "A", depth: 0, line: 1, kind: "heading" },
      { title: "B", depth: 1, line: 3, kind: "heading" },
      { title: "C", depth: 0, line: 8, kind: "heading" },
    ]);
  });
  test("of code is its definitions, each within what encloses it", () => {
    const symbol = (name: string, start: number, end: number): CodeSymbol => ({
      name,
      qualifiedName: name,
      kind: "function",
      signature: "",
      doc: "",
      lines: { start, end },
    });
    const entries = outlineOf({ symbols: [symbol("inner", 2, 3), symbol("outer", 1, 9), symbol("after", 10, 12)], text: "", document });
    expect(entries.map(({ title, depth }) => [title, depth])).toEqual([
      ["outer", 0],
      ["inner", 1],
      ["after", 0],
    ]);
  });
});
