import fc from "fast-check";
import { expect, test } from "vitest";
import type { Turn } from "../../../src-shared/domain/index.ts";
import { outlineOf, pagesOf } from "../../../src-main/core/transcripts/turn-pages.ts";

const turn = (index: number, text: string, more: Partial<Turn> = {}): Turn => ({
  index,
  role: "assistant",
  at: null,
  model: null,
  agent: null,
  lines: null,
  parts: [{ kind: "text", text, omitted: 0 }],
  ...more,
});

test("pages hold every turn once, in order, and none is much longer than a page unless one turn is", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 40 }), (sizes) => {
      const turns = sizes.map((size, index) => turn(index, "x".repeat(size)));
      const pages = [...pagesOf(turns)];
      const read = pages.map((page) => JSON.parse(page.json) as Turn[]);
      expect(read.flat()).toEqual(turns);
      expect(read.map((page) => page[0]?.index)).toEqual(pages.map((page) => page.first));
      for (const [index, page] of pages.entries()) if ((read[index]?.length ?? 0) > 1) expect(page.json.length).toBeLessThan(66_000);
    }),
    { numRuns: 60 },
  );
});

test("an outline tells prompts, files, sub-agents, and where one speaker goes on", () => {
  const edit = { path: "a.ts", change: "modify", removed: { text: "", omitted: 0 }, added: { text: "x", omitted: 0 } } as const;
  const call = { kind: "edit", callId: null, tool: "Edit", status: "done", output: null, edits: [edit] } as const;
  const turns = [
    turn(0, "Why is it dark?\nTell me.", { role: "user", at: "2026-03-01T10:00:00Z", lines: { start: 3, end: 3 } }),
    turn(1, "I look."),
    turn(2, "", { parts: [call] }),
    turn(3, "Searching", { agent: "scout" }),
    turn(4, "sent by the program", { role: "user", agent: "scout" }),
    turn(5, "", { parts: [call] }),
  ];
  const outline = outlineOf(turns, [...pagesOf(turns)]);
  expect(outline).toMatchObject({
    turns: 6,
    pages: [0],
    continues: [0, 0, 1, 0, 0, 0],
    lines: [3, 0, 0, 0, 0, 0],
    prompts: [{ turn: 0, at: "2026-03-01T10:00:00Z" }],
    edits: [{ turn: 2, path: "a.ts" }],
    agents: [{ turn: 3, name: "scout" }],
  });
  expect(outline.prompts[0]?.title).toMatch(/^Why is it dark\?/);
});

test("a text as long as one likes has the length of what is shown of it folded", () => {
  const length = (text: string): number => outlineOf([turn(0, text)], [{ first: 0 }]).lengths[0] ?? 0;
  expect(length("one line")).toBeLessThan(length("line\n".repeat(10)));
  expect(length("word ".repeat(20_000))).toBe(length("line\n".repeat(20_000)));
});
