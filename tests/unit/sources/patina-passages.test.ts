import { describe, expect, it } from "vitest";
import { sessionPassages } from "../../../src-main/core/sources/patina/session-passages.ts";
import { logged, session } from "./fixtures.ts";

const passagesOf = (log: string, after = "") => sessionPassages(logged(log, after));

describe("sessionPassages", () => {
  it("begins with an overview: title, goals, what came before", () => {
    const [overview] = passagesOf("");
    expect(overview).toMatchObject({
      positionKey: "overview",
      type: "session",
      title: "spec review",
      breadcrumb: [],
      date: "2026-01-01T11:49:51Z",
    });
    expect(overview?.text).toBe("spec review\n\n- [ ] review the spec\n- [x] read it\n\nPreviously: Last session removed the launcher.");
  });

  it("gives decisions, challenges and patterns one passage each, with a breadcrumb", () => {
    const found = passagesOf(
      "### 10:00 - Update (covering since 09:00)\n**Key Decisions:**\n- a\n- b\n**Challenges:**\n- c\n**Patterns Observed:**\n- d\n",
    ).slice(1);
    expect(found.map(({ type, title }) => [type, title])).toEqual([
      ["decision", "a"],
      ["decision", "b"],
      ["challenge", "c"],
      ["pattern", "d"],
    ]);
    expect(found[0]?.breadcrumb).toEqual(["spec review", "Update", "Key Decisions"]);
    expect(found[0]?.lines).toEqual({ start: 19, end: 19 });
  });

  it("puts small work items of one block into passages of at least 200 characters", () => {
    const items = Array.from({ length: 9 }, (_, n) => `- did a small thing, the one that has the number ${n}`);
    const found = passagesOf(`### 10:00 - One\n**Work completed:**\n${items.join("\n")}\n`).slice(1);
    expect(found.length).toBe(2);
    for (const passage of found) expect(passage.text.length).toBeGreaterThanOrEqual(200);
    expect(found.map((passage) => passage.text).join("\n")).toBe(items.join("\n"));
  });

  it("does not merge across blocks or entries", () => {
    const found = passagesOf(
      "### 10:00 - One\n**Work completed:**\n- a\n\n**Status:**\n- b\n\n### 11:00 - Two\n**Work completed:**\n- c\n",
    ).slice(1);
    expect(found.map((passage) => passage.text)).toEqual(["- a", "- b", "- c"]);
  });

  it("gives an entry's prose a passage without labels, observations and what the tool writes", () => {
    const found = passagesOf(
      "### 06:49 - Session Start\nSession initialized with goal: spec\nWorking on branch: patina\nTagged as: x\n\n### 10:00 - Deep Dive\nProse.\n\n**Key Decisions:**\n- a\n\n**Empty:**\n",
    ).slice(1);
    expect(found.map(({ title, text }) => [title, text])).toEqual([
      ["a", "- a"],
      ["Deep Dive", "Prose."],
    ]);
  });

  it("leaves out the tool's counters and keeps other git notes", () => {
    const found = passagesOf(
      "### 10:00 - One\n**Git Activity:**\n- Commits this session: 1\n- Last commit: 5 minutes ago\n- Rebased onto main\n",
    ).slice(1);
    expect(found.map((passage) => passage.text)).toEqual(["- Rebased onto main"]);
  });

  it("gives the prompts a passage, commands left out, with the lines they stand in", () => {
    const found = passagesOf("", "## User Prompts (3)\n\n1. `why is it slow`\n2. `/session-end `\n3. `and\nnow`\n").slice(1);
    expect(found).toMatchObject([{ title: "User prompts", text: "why is it slow\nand\nnow", lines: { start: 21, end: 24 } }]);
  });

  it("files init records as documents", () => {
    const read = session("# x Initialization\n\nInitialized on: 2025-08-12T12:33:23Z\n\n## Design\na = 1\n", "s/20250812-123323-init.md");
    expect(sessionPassages(read)).toMatchObject([{ type: "doc", title: "Design", text: "a = 1", lines: { start: 6, end: 6 } }]);
    const bare = session("# x Initialization\n\nInitialized on: 2025-08-12T12:33:23Z\n", "s/20250812-123323-init.md");
    expect(sessionPassages(bare)).toMatchObject([{ type: "doc", title: "x Initialization" }]);
  });

  it("keeps an entry's keys when another entry changes", () => {
    const second = "### 11:00 - Two\nProse.\n**Key Decisions:**\n- c\n- d\n";
    const keys = (first: string) =>
      passagesOf(`### 10:00 - One\n${first}\n\n${second}`).filter(
        (passage) => passage.breadcrumb.includes("Two") || passage.title === "Two",
      );
    const before = keys("**Key Decisions:**\n- a\n");
    expect(before).toHaveLength(3);
    expect(keys("Much more.\n\n**Key Decisions:**\n- x\n- y\n- z\n").map((passage) => passage.positionKey)).toEqual(
      before.map((passage) => passage.positionKey),
    );
  });

  it("has unique keys when headings and labels repeat", () => {
    const found = passagesOf(
      "### 10:00 - One\n**Key Decisions:**\n- a\n**Key Decisions:**\n- a\n\n### 10:00 - One\n**Key Decisions:**\n- a\n",
    );
    expect(new Set(found.map((passage) => passage.positionKey)).size).toBe(found.length);
    expect(found).toHaveLength(4);
  });

  it("cuts an observation that is larger than a passage may be", () => {
    const found = passagesOf(`### 10:00 - One\n**Key Decisions:**\n- lead\n${"  a nested line of some length\n".repeat(300)}`).slice(1);
    expect(found.length).toBeGreaterThan(3);
    for (const passage of found) expect(passage.text.length).toBeLessThanOrEqual(1600);
    expect(found.every((passage) => passage.type === "decision")).toBe(true);
  });
});
