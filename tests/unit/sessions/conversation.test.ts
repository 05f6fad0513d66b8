import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editFile } from "../../../src-renderer/reading/diff/edit-lines.ts";
import { lastNotAbove, pagesBetween, turnOfLine } from "../../../src-renderer/sessions/conversation/pages.ts";
import { nextPrompt } from "../../../src-renderer/sessions/conversation/prompts.ts";
import { shortened } from "../../../src-renderer/sessions/conversation/shortened.ts";
import { positionsOf, startAt } from "../../../src-renderer/sessions/find/positions.ts";

describe("pages of a conversation", () => {
  test("are those that hold the turns in sight, and no others", () => {
    const starts = [0, 10, 25];
    expect(pagesBetween(starts, 0, 9)).toEqual([0]);
    expect(pagesBetween(starts, 9, 10)).toEqual([0, 1]);
    expect(pagesBetween(starts, 12, 400)).toEqual([1, 2]);
    expect(pagesBetween(starts, 5, 4)).toEqual([]);
    expect(pagesBetween([], 0, 4)).toEqual([]);
  });

  test("are found as a look through all of them finds them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.nat(60), (numbers, value) => {
        const rising = numbers.toSorted((a, b) => a - b);
        expect(lastNotAbove(rising, value)).toBe(rising.findLastIndex((one) => one <= value));
      }),
    );
  });

  test("a line leads to the turn that begins there, else to the one before it; turns of other files have no line", () => {
    const lines = [1, 4, 0, 0, 9];
    expect(turnOfLine(lines, 4)).toBe(1);
    expect(turnOfLine(lines, 8)).toBe(1);
    expect(turnOfLine(lines, 50)).toBe(4);
    expect(turnOfLine([0, 0], 3)).toBeNull();
  });

  test("prompts follow one another from the turn in view", () => {
    const prompts = [{ turn: 0 }, { turn: 4 }, { turn: 9 }];
    expect([nextPrompt(prompts, 4, 1), nextPrompt(prompts, 4, -1)]).toEqual([9, 0]);
    expect([nextPrompt(prompts, 9, 1), nextPrompt(prompts, 0, -1)]).toEqual([null, null]);
  });
});

describe("an edit as a diff", () => {
  const kinds = (removed: string, added: string) => editFile("a.ts", removed, added).hunks[0]?.lines.map(({ kind, text }) => [kind, text]);

  test("keeps what both sides share at either end as context", () => {
    expect(kinds("a\nb\nc\n", "a\nx\nc\n")).toEqual([
      ["context", "a"],
      ["removed", "b"],
      ["added", "x"],
      ["context", "c"],
    ]);
    expect(kinds("", "new\nfile\n")).toEqual([
      ["added", "new"],
      ["added", "file"],
    ]);
    expect(kinds("same", "same")).toEqual([["context", "same"]]);
  });

  test("gives both sides back whole, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "b", "{", ""), { minLength: 1, maxLength: 8 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (removed, added) => {
        const lines = editFile("a.ts", removed, added).hunks[0]?.lines ?? [];
        const side = (without: string): string => lines.flatMap(({ kind, text: line }) => (kind === without ? [] : [line])).join("\n");
        expect(side("added")).toBe(removed.replace(/\n$/, ""));
        expect(side("removed")).toBe(added.replace(/\n$/, ""));
      }),
    );
  });
});

describe("a long text", () => {
  test("is shortened at a line's end and tells its lines; a short one stays as it is", () => {
    const long = "line\n".repeat(300);
    expect(shortened("short\ntext")).toEqual({ text: "short\ntext", lines: 2 });
    expect(shortened(long).lines).toBe(301);
    expect(shortened(long).text.split("\n")).toHaveLength(101);
    expect(shortened("x".repeat(50_000)).text.length).toBeLessThan(13_000);
  });
});

describe("matches in a conversation", () => {
  const positions = positionsOf([
    { turn: 2, part: 0, count: 2 },
    { turn: 7, part: 3, count: 1 },
  ]);

  test("are each a place of their own, within a bound", () => {
    expect(positions).toEqual([
      { turn: 2, part: 0, nth: 0 },
      { turn: 2, part: 0, nth: 1 },
      { turn: 7, part: 3, nth: 0 },
    ]);
    expect(positionsOf([{ turn: 0, part: 0, count: 1_000_000 }])).toHaveLength(5000);
  });

  test("begin at what is in view, and around the end where nothing follows", () => {
    expect([startAt(positions, 0, 1), startAt(positions, 3, 1), startAt(positions, 8, 1)]).toEqual([0, 2, 0]);
    expect([startAt(positions, 0, -1), startAt(positions, 3, -1), startAt(positions, 8, -1)]).toEqual([2, 1, 2]);
  });
});
