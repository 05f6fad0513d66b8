import { describe, expect, test } from "vitest";
import { outlineOf, placeOfLine } from "../../../src-renderer/sessions/reader/outline.ts";
import { segmentsOf } from "../../../src-renderer/sessions/reader/segments.ts";
import { readPatinaSession } from "../../../src-main/core/sources/patina/read-session.ts";
import type { Session } from "../../../src-shared/domain/index.ts";
import { corpusFiles, hasCorpus } from "../sources/corpus.ts";

const TEXT = `# Session: storage
**ID**: 20260204-213118
**Started**: 2026-02-04T21:31:18Z

## Previous Session Context
Nothing yet.

## Goals
- [x] Choose

## Activity Log
### 21:31 - Session Start
Session initialized.

### 21:50 - Update (covering since 21:31)

Some words first.

**Key Decisions:**
1. **Ring buffer**
   - Rationale: old readings are worthless
2. **One writer**

**Key Decisions:**
- **Checksums**

Words after it.

**Challenges Faced:** torn writes

## Notes
- remember this
`;
const read = (text: string): Session => readPatinaSession({ path: "layer/sessions/20260204-213118.md", text, repositoryId: "r" });
const session = read(TEXT);
const entry = (index: number) => {
  const found = session.entries[index];
  if (found === undefined) throw new Error(`No entry ${index}.`);
  return found;
};

describe("an entry", () => {
  const segments = segmentsOf(entry(1), session.observations);

  test("shows text and observations in the order of the file, each label once", () => {
    expect(
      segments.map((segment) =>
        segment.type === "text"
          ? segment.markdown
          : `${segment.kind}/${segment.label}: ${segment.items.map((item) => item.title).join(", ")}`,
      ),
    ).toEqual([
      "Some words first.",
      "decision/Key Decisions: Ring buffer, One writer",
      "decision/Key Decisions: Checksums, Words after it.",
      "challenge/Challenges Faced: torn writes",
    ]);
  });

  test("knows the line of the file each part begins at", () => {
    const lines = TEXT.split("\n");
    for (const segment of segments) {
      const first = segment.type === "text" ? segment.markdown.split("\n")[0] : segment.items[0]?.title;
      expect(lines[segment.line - 1]).toContain(first);
    }
  });

  test("without observations is one text", () => {
    expect(segmentsOf(entry(0), session.observations)).toEqual([{ type: "text", markdown: "Session initialized.", line: 13 }]);
  });
});

describe("a line of the file", () => {
  const lineOf = (text: string): number => TEXT.split("\n").findIndex((line) => line.includes(text)) + 1;

  test("marks the observation that holds it, else the goal list, the entry, the section", () => {
    expect(placeOfLine(session, lineOf("Rationale"))).toEqual({ observation: 0, anchor: "observation-0" });
    expect(placeOfLine(session, lineOf("Choose"))?.anchor).toBe("goals");
    expect(placeOfLine(session, lineOf("Some words"))?.anchor).toBe("entry-1");
    expect(placeOfLine(session, lineOf("## Notes"))?.anchor).toBe("section-0");
    expect(placeOfLine(session, 100_000)).toBeNull();
    expect(placeOfLine(session, null)).toBeNull();
  });
});

test("the outline names what is there, in order, and nothing else", () => {
  const labels = outlineOf(session, { commits: 2, changedFiles: 3, related: 0, beliefs: 0 }).map((item) => item.label);
  expect(labels).toEqual([
    "Decisions",
    "Challenges",
    "Goals",
    "Previous session",
    "Activity",
    "Session Start",
    "Update",
    "Notes",
    "Commits",
    "Changed code",
    "Found while reading",
  ]);
});

describe.skipIf(!hasCorpus)("real sessions", () => {
  test("no word of an entry or section is lost between its segments, and no observation is left out", () => {
    const lost: string[] = [];
    for (const { path, text } of corpusFiles("layer/sessions")) {
      const one = readPatinaSession({ path, text, repositoryId: "r" });
      for (const part of [...one.entries, ...one.sections]) {
        const shown = segmentsOf(part, one.observations)
          .map((segment) =>
            segment.type === "text" ? segment.markdown : `${segment.label} ${segment.items.map((item) => item.markdown).join(" ")}`,
          )
          .join(" ");
        const bag = wordsOf(shown);
        for (const [word, times] of wordsOf(part.markdown)) if ((bag.get(word) ?? 0) < times) lost.push(`${path}: ${word}`);
      }
    }
    expect(lost.slice(0, 20)).toEqual([]);
  });
});

function wordsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]{2,}/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
