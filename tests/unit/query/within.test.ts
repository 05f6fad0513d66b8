import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requiredOf, within, withoutRequired } from "../../../src-shared/query/within.ts";
import { parseQuery } from "../../../src-shared/query/parser.ts";
import { hostileQuery } from "./hostile-query.ts";

describe("within what was found", () => {
  test("words must hold, everything else narrows as it stands", () => {
    expect(within("ring buffer", "checksum power")).toBe('ring buffer "checksum" "power"');
    expect(within("ring buffer", '"power loss" -oil lang:rust /a+b/')).toBe('ring buffer "power loss" -oil lang:rust /a+b/');
    expect(within("ring", "checksum OR crc")).toBe("ring (checksum OR crc)");
    expect(within("ring", "(checksum OR crc) disk")).toBe('ring (checksum OR crc) "disk"');
    expect(within("ring OR lamp", "disk")).toBe('(ring OR lamp) "disk"');
    expect(within("", "disk")).toBe('"disk"');
    expect(within("ring", "  ")).toBe("ring");
  });

  test("is said once, and read from the text that was typed", () => {
    expect(within('ring "Disk"', "disk")).toBe('ring "Disk"');
    expect(requiredOf('ring "power loss" -"oil" (a OR "b") "disk"').map((one) => one.text)).toEqual(["power loss", "disk"]);
  });

  test("is taken out again without a trace", () => {
    const text = within("ring buffer lang:rust", "disk");
    const [phrase] = requiredOf(text);
    expect(phrase === undefined ? "" : withoutRequired(text, phrase)).toBe("ring buffer lang:rust");
  });

  test("of any text by any word requires the word, or finds it required", () => {
    fc.assert(
      fc.property(hostileQuery, fc.stringMatching(/^[a-z]{1,8}$/), (text, word) => {
        // A text with an open quote or regular expression swallows what follows it, as it would what is typed.
        fc.pre(
          parseQuery(text).notes.every(
            (note) => note.severity === "note" && note.code !== "unclosed-quote" && note.code !== "unclosed-group",
          ),
        );
        fc.pre(word !== "or" && text.length < 4000);
        expect(requiredOf(within(text, word)).map((one) => one.text.toLowerCase())).toContain(word);
      }),
    );
  });
});
