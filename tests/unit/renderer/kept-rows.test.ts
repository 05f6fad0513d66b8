import { describe, expect, it } from "vitest";
import { daysLeft, EVERYTHING, keptOf, keptRows } from "../../../src-renderer/library/sources/kept-rows.ts";
import type { TranscriptEntry } from "../../../src-shared/contract/index.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");

function entry(key: string, over: Partial<TranscriptEntry>): TranscriptEntry {
  return {
    assistant: "claude-code",
    key,
    title: key,
    agent: "claude",
    ownIds: [key],
    repositoryId: null,
    cwd: null,
    startedAt: null,
    endedAt: null,
    turns: 1,
    bytes: 1,
    archivedAt: null,
    present: true,
    deletesAt: null,
    problem: null,
    ...over,
  };
}

describe("rows of kept transcripts", () => {
  it("stand under what their assistant does with them, what is soon deleted first", () => {
    const rows = keptRows(
      [
        entry("kept", {}),
        entry("later", { deletesAt: "2026-03-17T12:00:00Z" }),
        entry("gone", { present: false }),
        entry("soon", { deletesAt: "2026-03-17T11:59:59Z" }),
      ],
      NOW,
    );
    expect(rows.map((row) => (row.type === "group" ? [row.group, row.count] : row.entry.key))).toEqual([
      ["soon", 1],
      "soon",
      ["later", 1],
      "later",
      ["gone", 1],
      "gone",
      ["kept", 1],
      "kept",
    ]);
  });

  it("are those that fit every filter", () => {
    const entries = [
      entry("a", { title: "Paint the door", cwd: "/home/ada/light", repositoryId: "r" }),
      entry("b", { title: "Trim the wick", assistant: "cursor", repositoryId: "r" }),
      entry("c", { title: "Paint the rail" }),
    ];
    const keys = (filter: Partial<typeof EVERYTHING>): readonly string[] =>
      keptOf(entries, { ...EVERYTHING, ...filter }).map(({ key }) => key);
    expect(keys({})).toEqual(["a", "b", "c"]);
    expect(keys({ text: "PAINT  door" })).toEqual(["a"]);
    expect(keys({ text: "ada/light" })).toEqual(["a"]);
    expect(keys({ repository: "r" })).toEqual(["a", "b"]);
    expect(keys({ repository: "none", text: "paint" })).toEqual(["c"]);
    expect(keys({ assistant: "cursor", repository: "none" })).toEqual([]);
  });

  it("count whole days, and none once it may be deleted any moment or has been", () => {
    expect(daysLeft(entry("a", { deletesAt: "2026-03-12T11:00:00Z" }), NOW)).toBe(1);
    expect(daysLeft(entry("a", { deletesAt: "2026-03-01T00:00:00Z" }), NOW)).toBe(0);
    expect(daysLeft(entry("a", { deletesAt: "2026-03-12T11:00:00Z", present: false }), NOW)).toBeNull();
    expect(daysLeft(entry("a", {}), NOW)).toBeNull();
  });
});
