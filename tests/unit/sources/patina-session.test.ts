import { describe, expect, it } from "vitest";
import { detectPatinaSession } from "../../../src-main/core/sources/patina/detect.ts";
import { readEntryHeading } from "../../../src-main/core/sources/patina/entries.ts";
import { ID, logged, session, sessionText } from "./fixtures.ts";

const FRONT = `---
type: session
id: ${ID}
title: "spec: drift"
status: archived
llm: claude
created: 2026-02-02T15:44:03Z
start_timestamp: 1770047043863
git:
  branch: patina
  starting_commit: 4e12345
  start_tag: session-${ID}-claude-start
---

## Previous Session Context
Before.

## Goals

## Activity Log
### 10:44 - Session Start
`;

describe("detectPatinaSession", () => {
  it.each([
    ["header", "notes/anything.md", sessionText("")],
    ["front-matter", "x.md", FRONT],
    ["init", "layer/sessions/20250812-123323-init.md", "# . Initialization\n\nInitialized on: 2025-08-12T12:33:23.765658+00:00\n"],
    ["free-form", "sessions/session_summary.md", "# Claude Session Summary\n"],
    ["free-form", "a/b/sessions/20250728-hook.md", "# Hooks\n"],
    [null, "layer/sessions/README.md", "# About this folder\n"],
    [null, "src/sessions/20250728.rs", "# Session: x\n**ID**: 1\n"],
    [null, "doc.md", "# Session: how sessions work\n\nProse.\n"],
    [null, "doc.md", "---\ntype: belief\n---\n"],
  ])("tells %s for %s", (format, path, text) => {
    expect(detectPatinaSession(path, text)).toBe(format);
  });
});

describe("the head of a session", () => {
  it("reads the header", () => {
    const read = logged("");
    expect(read).toMatchObject({
      id: `repo/${ID}`,
      ownId: ID,
      format: "header",
      title: "spec review",
      agent: "claude",
      startedAt: "2026-01-01T11:49:51Z",
      branch: "patina",
      startCommit: "97dd334bbb4a469c6aece08a43ccae2abe67ebd2",
      startTag: `session-${ID}-start`,
      previousContext: "Last session removed the launcher.",
      problems: [],
    });
  });

  it("reads front matter, a hash that looks like a number included", () => {
    expect(session(FRONT)).toMatchObject({
      format: "front-matter",
      title: "spec: drift",
      agent: "claude",
      status: "archived",
      startedAt: "2026-02-02T15:44:03Z",
      branch: "patina",
      startCommit: "4e12345",
      startTag: `session-${ID}-claude-start`,
      problems: [],
    });
  });

  it("takes the start from the epoch when the date is missing", () => {
    expect(session(FRONT.replace(/created.*\n/, "")).startedAt).toBe("2026-02-02T15:44:03Z");
  });

  it("reads the old branch and commit fields", () => {
    const text =
      "# Session: old\n**ID**: x\n**Started**: 2025-07-28T22:24:27Z\n**LLM**: claude\n**Branch**: main\n**Commit**: 377bd54 (docs: x)\n";
    expect(session(text)).toMatchObject({ branch: "main", startCommit: "377bd54" });
  });

  it("reports what the header lacks and an id that is not the file's", () => {
    const text = "# Session: x\n**ID**: other\n**Started**: yesterday\n\n## Goals\n";
    expect(session(text).problems.map((problem) => problem.message)).toEqual([
      "The header has no LLM.",
      'The start "yesterday" is no date.',
      "The id other is not the file's name.",
      "There is no section Previous Session Context.",
      "There is no section Activity Log.",
    ]);
  });

  it("falls back on the date in the file's name", () => {
    expect(session("# Session: x\n**ID**: x\n**LLM**: y\n").startedAt).toBe("2026-01-01T06:49:51Z");
  });
});

describe("readEntryHeading", () => {
  it.each([
    [
      "07:00 - Update (covering since 06:49)",
      { kind: "update", startClock: "07:00", since: "06:49", title: "Update (covering since 06:49)" },
    ],
    ["07:00 - Update (covering since session start)", { kind: "update", since: "session start" }],
    ["06:49 - Session Start", { kind: "start", title: "Session Start", since: null }],
    ["10:39 - Note [work@de3bcb7]", { kind: "note", title: "Note", at: { branch: "work", commit: "de3bcb7" } }],
    ["10:39 - Note", { kind: "note", at: null }],
    ["13:15 - Reality Check [patina@efa21c80]", { kind: "titled", title: "Reality Check", at: { branch: "patina", commit: "efa21c80" } }],
    ["14:05 - 14:10 - Command Testing", { kind: "titled", startClock: "14:05", endClock: "14:10", title: "Command Testing" }],
    ["10:44-11:00 — Priority 1: Drift", { startClock: "10:44", endClock: "11:00", title: "Priority 1: Drift" }],
    ["~9:45 - Phase 0", { kind: "titled", startClock: "09:45", title: "Phase 0" }],
    ["10:18 - Final Update (session end)", { kind: "end" }],
    ["Session End - Final Update", { kind: "end", startClock: null }],
    ["18:20 - Session Paused", { kind: "end" }],
    ["New Concept: Isolated Testing", { kind: "untimed", startClock: null, title: "New Concept: Isolated Testing" }],
    ["3. A step", { kind: "untimed", title: "3. A step" }],
    ["99:99 - Never", { startClock: null, title: "Never" }],
  ])("reads %s", (heading, expected) => {
    expect(readEntryHeading(heading)).toMatchObject(expected);
  });
});

describe("entries and sections", () => {
  it("keeps entries in file order when the clock goes backwards", () => {
    const read = logged("### 23:50 - Late\n\n### 00:10 - Later\n\n### 21:57 - Before\n");
    expect(read.entries.map((entry) => entry.startClock)).toEqual(["23:50", "00:10", "21:57"]);
    expect(read.entries.map((entry) => entry.index)).toEqual([0, 1, 2]);
  });

  it("gives an entry's lines and body as they stand", () => {
    const text = sessionText("### 10:00 - One\n\nProse.\n\n### 11:00 - Two\n");
    const [one] = session(text).entries;
    const lines = text.split("\n");
    expect(lines[(one?.lines.start ?? 0) - 1]).toBe("### 10:00 - One");
    expect(lines[(one?.lines.end ?? 0) - 1]).toBe("Prose.");
    expect(one?.markdown).toBe("\nProse.");
  });

  it("takes the log up again after a rare heading, and leaves that heading its own sub-headings", () => {
    const read = logged(
      "### 10:00 - Session Start\n\n## Deep Dive\nWhy.\n\n### First part\nText.\n\n### 12:03 - Update (covering since 10:00)\nMore.\n",
    );
    expect(read.entries.map((entry) => entry.heading)).toEqual(["10:00 - Session Start", "12:03 - Update (covering since 10:00)"]);
    expect(read.sections).toEqual([expect.objectContaining({ heading: "Deep Dive", markdown: "Why.\n\n### First part\nText." })]);
  });

  it("ignores headings and labels in fenced code", () => {
    const read = logged("### 10:00 - One\n\n```md\n## Goals\n### 11:00 - Not one\n**Key Decisions:**\n- none\n```\n");
    expect(read.entries).toHaveLength(1);
    expect(read.observations).toEqual([]);
    expect(read.goals).toHaveLength(2);
  });

  it("reads on behind a fence that is never closed, and says so", () => {
    const read = logged("### 10:00 - One\n```\ncode\n\n### 11:00 - Two\n");
    expect(read.entries).toHaveLength(2);
    expect(read.problems).toEqual([{ line: 18, message: "A code fence is opened here and never closed." }]);
  });

  it("reads goals at any depth, done or not, with lines that carry on", () => {
    const text = sessionText("").replace("- [x] read it", "- [x] read it\n  - [x] twice\n  - cause: unknown\n- [~] half\n- [X] loud");
    expect(session(text).goals.map(({ text: goal, done }) => [goal, done])).toEqual([
      ["review the spec", false],
      ["read it", true],
      ["twice\n- cause: unknown", true],
      ["half", false],
      ["loud", true],
    ]);
  });
});

describe("the fixed sections at the end", () => {
  it("reads the classification", () => {
    const read = logged(
      "",
      `## Session Classification\n- Work Type: pattern-work\n- Files Changed:        7\n- Commits: 1\n- Patterns Modified: 0\n- Session Tags: session-${ID}-start..session-${ID}-end\n`,
    );
    expect(read.classification).toEqual({ workType: "pattern-work", filesChanged: 7, commits: 1, patternsModified: 0 });
    expect(read.endTag).toBe(`session-${ID}-end`);
    expect(read.problems).toEqual([]);
  });

  it.each([
    ["..session-20250818-140534-end", "session-20250818-140534-end"],
    ["Tag**: session-20250818-221349-start..session-20250818-221349-end", "session-20250818-221349-end"],
    ["session-1-start..session-1-claude-end", "session-1-claude-end"],
    ["nonsense", null],
  ])("saves what it can of the tags %s and reports them", (tags, endTag) => {
    const read = logged("", `## Session Classification\n- Work Type: feature\n- Session Tags: ${tags}\n`);
    expect(read.endTag).toBe(endTag);
    expect(read.problems).toHaveLength(1);
    expect(read.problems[0]?.line).toBe(21);
  });

  it("reports a count that is no number and keeps its digits", () => {
    const read = logged("", "## Session Classification\n- Files Changed: 20+\n- Patterns Modified: several\n");
    expect(read.classification).toEqual({ workType: null, filesChanged: 20, commits: null, patternsModified: null });
    expect(read.problems).toHaveLength(2);
  });

  it("trusts the number of beliefs in the heading, counted once when it stands twice", () => {
    expect(logged("", "## Beliefs Captured: 2\n\n## Session Classification\n\n## Beliefs Captured: 2\n").beliefsCaptured).toBe(2);
    expect(logged("").beliefsCaptured).toBe(0);
  });

  it("reads prompts over several lines; a pasted list inside one starts no new prompt", () => {
    const read = logged("", "## User Prompts (3)\n\n1. `first`\n2. `look at:\n  - \\`a\\`\n7. seven`\n3. `/session-end `\n");
    expect(read.prompts.map((prompt) => prompt.text)).toEqual(["first", "look at:\n  - `a`\n7. seven", "/session-end"]);
    expect(read.promptCount).toBe(3);
    expect(read.problems).toEqual([]);
  });

  it("reports prompts that are announced and not there", () => {
    const read = logged("", "## User Prompts (12)\n\n1. `one`\n");
    expect(read).toMatchObject({ promptCount: 12, problems: [{ line: 19, message: "12 prompts are announced and 1 listed." }] });
  });
});

describe("mentions", () => {
  it("finds commits, sessions, paths and wiki links, each once, in order", () => {
    const read = logged(
      "### 10:00 - One\nSee `4bb49ee` and [[commit-09e2abbf]], again 4bb49ee; session 20250804-073015, " +
        `own ${ID}.\nIn ./src/main.rs and layer/core/a.md:12 (https://x.org/a/b.html), [[measure-first]] [[]] [[open\n`,
    );
    expect(read.mentionedCommits).toEqual(["97dd334bbb4a469c6aece08a43ccae2abe67ebd2", "4bb49ee", "09e2abbf"]);
    expect(read.mentionedSessions).toEqual(["20250804-073015"]);
    expect(read.mentionedPaths).toEqual(["src/main.rs", "layer/core/a.md"]);
    expect(read.wikiLinks).toEqual(["commit-09e2abbf", "measure-first"]);
  });

  it("takes words, numbers, dates and UUIDs for commits only where they are called so", () => {
    const read = logged(
      "Text defaced, 33245920 rows, `20250802`, 550e8400-e29b-41d4-a716-446655440000, commit 72658617, `8995094`, work@1234567.\n",
    );
    expect(read.mentionedCommits.slice(1)).toEqual(["72658617", "8995094", "1234567"]);
  });
});

describe("other kinds of file", () => {
  it("keeps every section of a free-form session and what it observes", () => {
    const read = session(
      "# Hook Session\n**Date**: July 27, 2025\n**Branch**: hooks\n\nIntro.\n\n## Key Decisions\n- **Go local**: simpler\n\n## Timeline\n### [01:25:09] User\nHi\n",
      "layer/sessions/20250728-hook-session.md",
    );
    expect(read).toMatchObject({
      format: "free-form",
      title: "Hook Session",
      startedAt: "2025-07-27T00:00:00Z",
      branch: "hooks",
      entries: [],
    });
    expect(read.sections.map((section) => section.heading)).toEqual(["", "Key Decisions", "Timeline"]);
    expect(read.observations).toMatchObject([{ kind: "decision", title: "Go local", entryIndex: null }]);
  });

  it("keeps an init record's text and takes no observations from it", () => {
    const text =
      '# patina Initialization\n\nInitialized on: 2025-08-12T12:33:23.765658+00:00\nLLM: claude\n\n## Design Source\n[project]\nname = "x"\n';
    const read = session(text, "layer/sessions/20250812-123323-init.md");
    expect(read).toMatchObject({
      format: "init",
      title: "patina Initialization",
      agent: "claude",
      startedAt: "2025-08-12T12:33:23Z",
      observations: [],
    });
    expect(read.sections).toMatchObject([{ heading: "Design Source", markdown: '[project]\nname = "x"' }]);
  });

  it("reads the same from CR LF and behind a byte order mark", () => {
    const text = sessionText("### 10:00 - One\n**Key Decisions:**\n- a\n- b\n");
    expect(session(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(session(text));
  });
});
