import { describe, expect, it } from "vitest";
import { readLabelLine } from "../../../src-main/core/sources/patina/label-lines.ts";
import { meaningOf } from "../../../src-main/core/sources/patina/labels.ts";
import { logged, observed } from "./fixtures.ts";

const entry = (body: string) => logged(`### 10:00 - Update (covering since 09:00)\n\n${body}\n`);

describe("labels", () => {
  it.each([
    ["Work completed", "work"],
    ["KEY DECISIONS", "decision"],
    ["Key decisions and reasoning", "decision"],
    ["Key Decisions & reasoning", "decision"],
    ["Design decisions", "decision"],
    ["Patterns Observed", "pattern"],
    ["Challenges Faced", "challenge"],
    ["Challenges & Solutions", "challenge"],
    ["Challenges faced and solutions", "challenge"],
    ["Challenges", "challenge"],
    ["Challenges & Open Questions", "challenge"],
    ["Discussion Context", "discussion"],
    ["Session Summary", "summary"],
    ["Status", "status"],
    ["Commits", "commit"],
    ["Git Activity", "git"],
    ["Key Insight", "insight"],
    ["Key Insights", "insight"],
    ["Lessons learned", "insight"],
    ["Next Steps", "next-step"],
    ["Key Findings", "finding"],
    ["Root cause", "finding"],
    ["Decision point for next session", "other"],
    ["Open questions for decision", "other"],
    ["Files modified", "other"],
    ["constructor", "other"],
    ["", "other"],
  ])("%s is %s", (label, kind) => {
    expect(meaningOf(label)).toEqual({ kind, subject: null });
  });

  it("finds the subject a label names", () => {
    expect(meaningOf("Decision: Split the Architecture")).toEqual({ kind: "decision", subject: "Split the Architecture" });
    expect(meaningOf("Key Insight: Vendor friction")).toEqual({ kind: "insight", subject: "Vendor friction" });
    expect(meaningOf("Decision:")).toEqual({ kind: "decision", subject: null });
  });

  it.each([
    ["**Key Decisions:**", { form: "label", label: "Key Decisions", inline: "" }],
    ["**Key Decisions**:", { form: "label", label: "Key Decisions", inline: "" }],
    ["**Key Insight:** be simple", { form: "label", label: "Key Insight", inline: "be simple" }],
    ["**Work Completed**", { form: "bold-line", label: "Work Completed" }],
    ["#### Key Decisions ##", { form: "heading", label: "Key Decisions", level: 4 }],
    ["## C#", { form: "heading", label: "C#", level: 2 }],
  ])("reads the label line %s", (line, expected) => {
    expect(readLabelLine(line)).toMatchObject(expected);
  });

  it.each([
    "**Ready for commit.**",
    "**Completed.** All of it",
    "  **Indented:** no",
    "# Title",
    "####### Seven",
    "##No space",
    "****",
    "**:**",
    "- **Bold**: item",
  ])("takes no label from %s", (line) => {
    expect(readLabelLine(line)).toBeNull();
  });
});

describe("blocks", () => {
  it("takes all blocks of the same label", () => {
    const read = entry("**Key Decisions:**\n- one\n\n**Work completed:**\n- work\n\n**Key decisions:**\n- two\n");
    expect(observed(read)).toEqual(["decision: one", "work: work", "decision: two"]);
    expect(read.observations.map((observation) => observation.label)).toEqual(["Key Decisions", "Work completed", "Key decisions"]);
  });

  it("knows labels as bold lines and as headings of every level, rare sections included", () => {
    const log =
      "### Key Decisions Made\n- a\n\n### 10:00 - Update (covering since 09:00)\n#### Key Decisions\n- b\n\n**Patterns Observed**\n- c\n";
    const read = logged(log, "## Key Decisions\n- d\n");
    expect(observed(read)).toEqual(["decision: a", "decision: b", "pattern: c", "decision: d"]);
    expect(read.observations.map((observation) => observation.entryIndex)).toEqual([0, 1, 1, null]);
    expect(read.sections.map((section) => section.heading)).toEqual(["Key Decisions"]);
  });

  it("keeps an unknown label under its own name", () => {
    expect(entry("**Files modified:**\n- a.rs\n").observations).toMatchObject([{ kind: "other", label: "Files modified", title: "a.rs" }]);
  });

  it("hands a kind down from a known label that has nothing of its own", () => {
    const read = entry("**Key Findings:**\n\n**Working:**\n- a\n\n**Broken:**\n- b\n\n### 11:00 - Note\n**Broken:**\n- c\n");
    expect(observed(read)).toEqual(["finding: a", "finding: b", "other: c"]);
  });

  it("makes one observation of a block whose label names its subject", () => {
    const read = entry("**Decision: Split it**\nBecause of size.\n\n- first\n- second\n");
    expect(read.observations).toMatchObject([{ kind: "decision", title: "Split it", lines: { start: 19, end: 23 } }]);
    expect(read.observations[0]?.markdown).toContain("- second");
  });

  it("makes one observation of an entry that is a decision by its title, and none of a session's end", () => {
    expect(observed(logged("### 18:15 - Decision: Revert\nToo early.\n\n- a\n\n### 19:00 - Session End\nBye.\n"))).toEqual([
      "decision: Revert",
    ]);
  });

  it("ends a block at an unknown heading", () => {
    expect(observed(entry("**Key Decisions:**\n- a\n\n#### Phase 1\n- not a decision\n"))).toEqual(["decision: a"]);
  });

  it("keeps rationale labels with the decision they explain", () => {
    const read = entry("**Key Decisions:**\n1. **Go local**\n\n**Rationale:** simpler\n\n**Work completed:**\n- x\n");
    expect(observed(read)).toEqual(["decision: Go local", "work: x"]);
  });
});

describe("items", () => {
  const decisions = (body: string) => entry(`**Key Decisions:**\n${body}`).observations;

  it("takes a numbered item and what is nested under it as one", () => {
    const read = decisions(
      "1. **Use a line scanner** for speed\n   - Rationale: fast\n   - Trade-off: more code\n\n   More on it.\n2. Second\n",
    );
    expect(read.map((item) => item.title)).toEqual(["Use a line scanner", "Second"]);
    expect(read[0]?.markdown).toBe(
      "1. **Use a line scanner** for speed\n   - Rationale: fast\n   - Trade-off: more code\n\n   More on it.",
    );
    expect(read[0]?.lines).toEqual({ start: 20, end: 24 });
  });

  it("takes unindented bullets right below a numbered item as nested", () => {
    expect(decisions("1. **One**\n- why\n- cost\n2. **Two**\n").map((item) => item.title)).toEqual(["One", "Two"]);
  });

  it("titles bold bullets by their lead, plain ones by their words", () => {
    expect(
      decisions("- **Go local**: no network\n- ✅ **Done** well\n- [x] `ticked` box\n- plain [link](x.md) text\n").map(
        (item) => item.title,
      ),
    ).toEqual(["Go local", "Done", "ticked box", "plain link text"]);
  });

  it("takes paragraphs, tables and fences as items of their own", () => {
    const read = decisions(
      "A paragraph\nover two lines.\n\nAnother.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- item\n\n  ```rust\n  let x;\n\n  let y;\n  ```\n",
    );
    expect(read.map((item) => item.lines)).toEqual([
      { start: 20, end: 21 },
      { start: 23, end: 23 },
      { start: 25, end: 27 },
      { start: 29, end: 35 },
    ]);
  });

  it("joins a lead-in to the first item of its list", () => {
    const read = decisions("We settled three things:\n\n- first\n- second\n");
    expect(read.map((item) => item.title)).toEqual(["first", "second"]);
    expect(read[0]?.markdown).toContain("We settled three things:");
  });

  it("keeps a bold paragraph and the list below it together", () => {
    expect(decisions("**YAGNI** found here\n- a\n- b\n\n- c\n").map((item) => item.title)).toEqual(["YAGNI", "c"]);
  });

  it("reads text in the label's own line", () => {
    const [insight] = entry("**Key Insight:** be simple\nand small\n\nNext paragraph.\n").observations;
    expect(insight).toMatchObject({ kind: "insight", title: "be simple", markdown: "be simple\nand small" });
  });

  it("passes over rules, comments and empty bullets, and never leaves a title empty", () => {
    expect(decisions("---\n<!-- none -->\n- \n- ???\n* * *\n").map((item) => [item.title, item.markdown])).toEqual([
      ["Key Decisions", "- ???"],
    ]);
  });

  it("cuts long titles at a word", () => {
    const [item] = decisions(`- ${"word ".repeat(60)}\n`);
    expect(item?.title).toMatch(/^(word )+word…$/);
    expect(item?.title.length).toBeLessThanOrEqual(121);
  });
});
