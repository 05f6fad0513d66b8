import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beliefPassages } from "../../../src-main/core/sources/patina/belief-reader.ts";
import { readBelief } from "../../../src-main/core/sources/patina/beliefs.ts";

const TEXT = `---
type: belief
id: go-local
persona: architect
facets: [design, "a, b"]
confidence:
  score: 0.85
entrenchment: medium
status: active
endorsed: true
extracted: 2026-01-31
revised: 2026-02-04
---

# go-local

Local first.

## Statement

Local first, network second.

## Evidence

- [[session-20260203-192041]] - text of it (weight: 0.9)
- session-20260131-150141: plain, with [[commit-6aa7817e]]
  over two lines (weight: 0.95)
- No link at all

## Verification

\`\`\`verify type="sql" label="Has files" expect=">= 1"
SELECT 1
## Supports
\`\`\`

## Supports

<!-- Add beliefs this supports -->
- [[measure-first]] — measuring first
- spec-is-contract: Specs as truth
- Plain words with no target

## Attacks

- [[network-first]] (status: defeated, confidence: 0.25, scope: "offline, mostly")

## Attacked-By

- [[cost]] (status: scoped, reason: "metrics matter (a bit), later")

## Applied-In

- \`src/main.rs\`: done

## Revision Log

- 2026-01-31: Created
`;
const read = (text: string) => readBelief({ path: "layer/surface/epistemic/beliefs/go-local.md", text });

describe("readBelief", () => {
  it("reads the front matter", () => {
    expect(read(TEXT)).toMatchObject({
      id: "go-local",
      statement: "Local first, network second.",
      persona: "architect",
      facets: ["design", "a, b"],
      status: "active",
      entrenchment: "medium",
      confidence: 0.85,
      endorsed: true,
      extracted: "2026-01-31",
      revised: "2026-02-04",
      problems: [],
    });
  });

  it("reads evidence with target, weight and lines", () => {
    expect(read(TEXT).evidence).toEqual([
      { target: "session-20260203-192041", text: "[[session-20260203-192041]] - text of it", weight: 0.9, lines: { start: 25, end: 25 } },
      {
        target: "commit-6aa7817e",
        text: "session-20260131-150141: plain, with [[commit-6aa7817e]]\n  over two lines",
        weight: 0.95,
        lines: { start: 26, end: 27 },
      },
      { target: null, text: "No link at all", weight: null, lines: { start: 28, end: 28 } },
    ]);
  });

  it("reads relations in all their forms, placeholders left out", () => {
    const { supports, attacks, attackedBy } = read(TEXT);
    const none = { status: null, confidence: null, scope: null };
    expect(supports).toEqual([
      { target: "measure-first", text: "measuring first", ...none },
      { target: "spec-is-contract", text: "Specs as truth", ...none },
      { target: "", text: "Plain words with no target", ...none },
    ]);
    expect(attacks).toEqual([{ target: "network-first", text: "", status: "defeated", confidence: 0.25, scope: "offline, mostly" }]);
    expect(attackedBy).toEqual([{ target: "cost", text: "", status: "scoped", confidence: null, scope: "metrics matter (a bit), later" }]);
  });

  it("reads verification as text, headings in it included", () => {
    expect(read(TEXT).verification).toEqual([{ info: 'verify type="sql" label="Has files" expect=">= 1"', code: "SELECT 1\n## Supports" }]);
    expect(read(TEXT)).toMatchObject({ appliedIn: ["`src/main.rs`: done"], revisions: ["2026-01-31: Created"] });
  });

  it("falls back on the paragraph below the title and on the file's name", () => {
    expect(read("---\ntype: belief\n---\n\n# x\n\nThe claim.\n")).toMatchObject({ id: "go-local", statement: "The claim.", problems: [] });
  });

  it("reports what is missing or no number", () => {
    const problems = (text: string) => read(text).problems.map((problem) => problem.message);
    expect(problems("")).toEqual(["The belief has no front matter.", "The belief has no statement."]);
    expect(problems(TEXT.replace("0.85", "high"))).toEqual(['"high" is no number from 0 to 1.']);
    expect(problems(TEXT.replace("weight: 0.9)", "weight: 9)"))).toEqual(['"9" is no number from 0 to 1.']);
  });
});

describe("beliefPassages", () => {
  it("gives the statement and each section a passage", () => {
    const passages = beliefPassages(read(TEXT));
    expect(passages.map((passage) => passage.title)).toEqual([
      "go-local",
      "Evidence",
      "Supports",
      "Attacks",
      "Attacked by",
      "Applied in",
      "Verification",
    ]);
    expect(passages[0]).toMatchObject({
      type: "belief",
      text: "Local first, network second.\nFacets: design, a, b",
      date: "2026-02-04T00:00:00Z",
    });
    expect(passages[1]).toMatchObject({ breadcrumb: ["Local first, network second."], lines: { start: 25, end: 28 } });
    expect(new Set(passages.map((passage) => passage.positionKey)).size).toBe(passages.length);
  });
});

describe("front matter with a mistake", () => {
  const broken = (head: string) =>
    read(`---\ntype: belief\nid: go-local\n${head}\nstatus: active\nconfidence:\n  score: 0.8\n---\n\n## Statement\n\nLocal first.\n`);

  it.each([
    ["a list that does not end", "facets: [a, b", 4, { facets: ["a", "b"] }],
    ["a text that does not end", 'entrenchment: "high', 4, { entrenchment: "high" }],
    ["a colon inside a value", "entrenchment: high: very", 4, { entrenchment: "high: very" }],
    ["a line without a key", "persona: architect\njust some words", 5, { persona: "architect" }],
    ["a reserved character", "persona: @ada", 4, { persona: "@ada" }],
    ["a tab before a key", "persona:\n\tname: ada", 5, {}],
  ])("%s costs its own value, and is told at its line", (_, head, line, kept) => {
    const belief = broken(head);
    expect(belief).toMatchObject({ id: "go-local", statement: "Local first.", status: "active", confidence: 0.8, ...kept });
    expect(belief.problems.map((problem) => problem.line)).toContain(line);
    for (const { message } of belief.problems) expect(message).not.toMatch(/at line|column/);
  });

  it("without its end is read up to the first heading", () => {
    const belief = read("---\ntype: belief\nid: other\nstatus: active\n\n# other\n\nOpen water.\n\n---\n");
    expect(belief).toMatchObject({ id: "other", status: "active", statement: "Open water." });
    expect(belief.problems).toEqual([{ line: 1, message: "The front matter has no closing `---`." }]);
  });
});

it("any front matter gives a belief, and problems at lines of the file", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "id: x",
      "facets: [a",
      'status: "',
      "confidence:",
      "  score: 0.5",
      "---",
      "- a",
      "\tkey: v",
      "*alias",
      "&a b",
      "# note",
      "__proto__: 1",
    ),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = ["---", ...lines, "---", "", "Words."].join("\n");
      const belief = read(text);
      for (const problem of belief.problems) {
        expect(problem.line).toBeGreaterThanOrEqual(1);
        expect(problem.line).toBeLessThanOrEqual(text.split(/\r\n|[\n\r\u2028\u2029\f\v]/).length);
      }
    }),
  );
});
