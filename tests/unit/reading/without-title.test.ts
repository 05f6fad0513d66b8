import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutTitle } from "../../../src-renderer/reading/text/without-title.ts";

const cut = (text: string, title: string): string => withoutTitle({ text, ranges: [] }, title).text;

describe("an excerpt under its title", () => {
  test("does not say the title again, however often it does so itself", () => {
    expect(cut("mother-daemon\nMother-daemon\nPreviously: fixed", "mother-daemon")).toBe("Previously: fixed");
    expect(cut("Ring buffer — readings age fast", "Ring buffer")).toBe("readings age fast");
    expect(cut("Ring buffer. Readings age fast", "Ring buffer")).toBe("Readings age fast");
  });

  test("keeps a title that is part of a sentence, of a longer word, or all there is", () => {
    expect(cut("Ring buffer rather than a database", "Ring buffer")).toBe("Ring buffer rather than a database");
    expect(cut("Ring buffers\nage", "Ring buffer")).toBe("Ring buffers\nage");
    expect(cut("Ring buffer\n", "Ring buffer")).toBe("Ring buffer\n");
    expect(cut("Something else", "")).toBe("Something else");
  });

  test("keeps its ranges on the same characters", () => {
    const part = fc.constantFrom("a", "B", "\n", ": ", " — ", ". ", "ß", "İ", " ");
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.string({ unit: part, maxLength: 3 }),
        fc.nat(12),
        fc.nat(6),
        (parts, title, start, size) => {
          const text = parts.join("");
          const range = { start: Math.min(start, text.length), end: Math.min(start + size, text.length) };
          const { text: left, ranges } = withoutTitle({ text, ranges: range.end > range.start ? [range] : [] }, title);
          expect(text.endsWith(left)).toBe(true);
          for (const one of ranges) expect(text.slice(range.start, range.end).endsWith(left.slice(one.start, one.end))).toBe(true);
        },
      ),
    );
  });
});
