import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeSettings } from "../../../src-shared/config/fields.ts";
import { sectionOf } from "../../../src-renderer/settings/sections.ts";
import { parseText, scaleChoices, valueText } from "../../../src-renderer/settings/setting-value.ts";

const field = (key: string) => {
  const found = describeSettings().find((one) => one.key === key);
  if (found === undefined) throw new Error(`no setting ${key}`);
  return found;
};

describe("text of a setting", () => {
  test("every default survives being shown and read", () => {
    for (const one of describeSettings().filter(({ type }) => type !== "boolean")) {
      expect(parseText(one, valueText(one.default)), one.key).toEqual({ ok: true, value: one.default });
    }
  });

  test("numbers may be grouped, and must be in range and whole where that is asked", () => {
    const size = field("indexing.max_file_bytes");
    expect(parseText(size, "3,000,000")).toEqual({ ok: true, value: 3_000_000 });
    for (const text of ["", "many", "12.5", "1", "-5", "1e99"]) expect(parseText(size, text).ok, text).toBe(false);
  });

  test("a list is one item a line", () => {
    const patterns = fc.array(fc.stringMatching(/^[a-z*./]{1,12}$/), { maxLength: 6 });
    fc.assert(
      fc.property(patterns, (list) => {
        expect(parseText(field("indexing.exclude"), list.join("\n\n"))).toEqual({ ok: true, value: list });
      }),
    );
  });

  test("no two settings say the same of themselves", () => {
    const said = describeSettings().map((one) => `${one.label}: ${one.help}`);
    expect(new Set(said).size).toBe(said.length);
  });
});

test("a text size that was written by hand can be chosen too", () => {
  expect(scaleChoices(1.1)).toContain(1.1);
  expect(scaleChoices(1)).toEqual(scaleChoices(1).toSorted((a, b) => a - b));
});

test("an unknown section shows the first", () => {
  expect(sectionOf("storage")).toBe("storage");
  expect(sectionOf("nonsense")).toBe("appearance");
  expect(sectionOf(null)).toBe("appearance");
});
