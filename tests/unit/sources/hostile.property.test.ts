import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtinReaders, chooseReader } from "../../../src-main/core/sources/registry.ts";
import type { SourceReading } from "../../../src-main/core/sources/source-reader.ts";
import { splitLines } from "../../../src-main/core/sources/text-lines.ts";
import { ID, sessionText } from "./fixtures.ts";

const readers = builtinReaders();
const PATHS = [
  `layer/sessions/${ID}.md`,
  "layer/sessions/20250812-123323-init.md",
  "sessions/session-x.md",
  "epistemic/beliefs/b.md",
  "docs/a.md",
  "a.toml",
];

function readAll(text: string): SourceReading[] {
  return PATHS.map((path) => chooseReader(readers, path, text).read({ path, text, repositoryId: "r" }));
}

/** Whatever the text: lines lie inside the file, keys are unique in their type, sizes bounded, titles there. */
function check(text: string): void {
  const count = splitLines(text).length;
  const inside = (range: { start: number; end: number } | null) =>
    range === null || (Number.isInteger(range.start) && range.start >= 1 && range.start <= range.end && range.end <= count);
  for (const reading of readAll(text)) {
    const keys = new Set<string>();
    for (const passage of reading.passages) {
      expect(inside(passage.lines), `${passage.positionKey} ${JSON.stringify(passage.lines)} of ${count}`).toBe(true);
      expect(passage.text.length).toBeLessThanOrEqual(6000);
      expect(passage.title).not.toBe("");
      keys.add(`${passage.type} ${passage.positionKey}`);
    }
    expect(keys.size).toBe(reading.passages.length);
    for (const problem of reading.problems) expect(problem.line >= 1 && problem.line <= count).toBe(true);
    for (const entry of reading.session?.entries ?? []) expect(inside(entry.lines)).toBe(true);
    for (const section of reading.session?.sections ?? []) expect(inside(section.lines)).toBe(true);
    for (const observation of reading.session?.observations ?? []) {
      expect(inside(observation.lines)).toBe(true);
      expect(observation.title).not.toBe("");
    }
    for (const evidence of reading.belief?.evidence ?? []) expect(inside(evidence.lines)).toBe(true);
  }
}

const PIECES = [
  "---",
  "type: session",
  "type: belief",
  "id: x",
  "git:",
  "  branch: a",
  "a: *b",
  "b: &b [*b]",
  "# Session: t",
  "**ID**: x",
  "**Started**: 2026-01-01T11:49:51Z",
  "**LLM**: c",
  "## Goals",
  "## Activity Log",
  "## User Prompts (3)",
  "## Session Classification",
  "## Beliefs Captured: 9",
  "## Evidence",
  "## Attacks",
  "## Rare",
  "### 10:00 - Update (covering since 09:00)",
  "### 10:00 - Decision: x",
  "### Note",
  "#### Key Decisions",
  "**Key Decisions:**",
  "**Work completed**:",
  "**Bold**",
  "**Rationale:** r",
  "**Key Insight:** text",
  "- [ ] goal",
  "- [x] done",
  "- item",
  "  - nested",
  "1. **One** text",
  "2. `prompt",
  "   more`",
  "|a|b|",
  "|-|-|",
  "```",
  "~~~~js",
  "````",
  "text",
  "text:",
  "",
  "",
  "   ",
  "\t- tab",
  "> quote",
  "<!-- c -->",
  "---",
  "===",
  "[[link]] [[",
  '- [[a]] (status: x, confidence: 2, scope: "s")',
  "(weight: 0.9)",
  "- Session Tags: a..b",
  "- Commits: 2 x",
  "session-20260101-064951-start",
  "4bb49ee src/a/b.rs 20250804-073015",
  "\u2028",
  "\uFEFF",
  "😀",
  "x".repeat(5000),
  "\r",
];
const lines = fc.array(
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: "grapheme" }) }),
  { maxLength: 60 },
);

describe("hostile text", () => {
  it("never throws, whatever the characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), check), { numRuns: 400 });
  });

  it("never throws, whatever the order of the format's own lines", () => {
    fc.assert(
      fc.property(lines, fc.constantFrom("\n", "\r\n", "\r"), (parts, end) => check(parts.join(end))),
      { numRuns: 1500 },
    );
  });

  it("never throws on a good session with a part cut out, doubled or replaced", () => {
    const good = sessionText(
      "### 10:00 - Update (covering since 09:00)\n\n**Key Decisions:**\n1. **A** b\n   - c\n\n```js\nx\n```\n",
      "## User Prompts (1)\n\n1. `a`\n",
    );
    const mutation = fc.tuple(
      fc.nat(good.length),
      fc.nat(200),
      fc.constantFrom("", "```\n", "**", "## ", "---\n", "\u0000", "[["),
      fc.boolean(),
    );
    fc.assert(
      fc.property(mutation, ([at, length, put, twice]) =>
        check(good.slice(0, at) + put + (twice ? good.slice(at, at + length) : "") + good.slice(at + (twice ? 0 : length))),
      ),
      { numRuns: 800 },
    );
  });

  // Texts on which a careless pattern takes quadratic time or worse: that shows as minutes, and the suite's limit catches it.
  const SIZE = 400_000;
  it.each([
    ["spaces in a rule", `---${" ".repeat(SIZE)}x`],
    ["spaces in a heading", `### 10:00 - a${" ".repeat(SIZE)}b`],
    ["spaces in a label", `**a${" ".repeat(SIZE)}:**`],
    ["open wiki links", "[[".repeat(SIZE / 2)],
    ["open statuses", `## Attacks\n- [[a]] ${"(status: ".repeat(SIZE / 9)}`],
    ["open weights", `## Evidence\n- (weight:${" ".repeat(SIZE)}(`],
    ["tag dots", `## Session Classification\n- Session Tags: ${"a..".repeat(SIZE / 3)}!`],
    ["fences without end", "```b\n~~~ a\n".repeat(SIZE / 11)],
    ["fences of falling length", Array.from({ length: 800 }, (_, n) => "`".repeat(803 - n)).join("\n")],
    ["one endless line", "x".repeat(SIZE)],
    ["nested quotes", `${">".repeat(SIZE)} a`],
    ["nested lists", Array.from({ length: 800 }, (_, n) => `${" ".repeat(n)}- a`).join("\n")],
    ["slashes", "a/".repeat(SIZE / 2)],
    ["closing marks", `## ${"# ".repeat(SIZE / 2)}x`],
  ])("reads %s in linear time", (_, bad) => {
    check(bad);
    check(sessionText(bad));
    check(sessionText(`### 10:00 - a\n**Key Decisions:**\n${bad}`));
  });
});
