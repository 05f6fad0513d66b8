import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placesOf, symbolsOfEdit, type FileNow } from "../../../src-main/core/biography/edited-symbols.ts";
import { editLines, type CodeSymbol, type FileEdit } from "../../../src-shared/domain/index.ts";

const capped = (text: string) => ({ text, omitted: 0 });
function edit(removed: string, added: string): FileEdit {
  return { path: "src/horn.ts", change: "modify", removed: capped(removed), added: capped(added) };
}
function symbol(qualifiedName: string, start: number, end: number): CodeSymbol {
  const name = qualifiedName.split(".").at(-1) ?? "";
  return { name, qualifiedName, kind: "function", signature: "", doc: "", lines: { start, end } };
}

const TEXT = `class Horn {
  dawn() {
    return utcSunrise();
  }
  dusk() {
    return utcSunset();
  }
}`;
const NOW: FileNow = { symbols: [symbol("Horn", 1, 8), symbol("Horn.dawn", 2, 4), symbol("Horn.dusk", 5, 7)], places: placesOf(TEXT) };
const names = (one: FileEdit, piece: readonly CodeSymbol[] = [], now = NOW) =>
  symbolsOfEdit(one, piece, now).map(({ name, isNew }) => (isNew ? `${name} new` : name));

describe("definitions that an edit changed", () => {
  test("are those around its lines in the file as it is now", () => {
    expect(names(edit("    return local();", "    return utcSunset();"))).toEqual(["Horn.dusk"]);
    expect(names(edit("", "    return utcSunset();\n    return utcSunrise();"))).toEqual(["Horn.dusk", "Horn.dawn"]);
    // What was only taken out stood between what is still there.
    expect(names(edit("    return utcSunset();\n    log();", "    return utcSunset();"))).toEqual(["Horn.dusk"]);
  });

  test("are those that it holds whole, under their name in the file, also when its lines were changed again", () => {
    expect(names(edit("", "  dusk() {\n    return 4;\n  }"), [symbol("dusk", 1, 3)])).toEqual(["Horn.dusk new"]);
    expect(names(edit("  dusk() {\n    return 3;\n  }", "  dusk() {\n    return 4;\n  }"), [symbol("dusk", 1, 3)])).toEqual(["Horn.dusk"]);
    expect(names(edit("", "function noon() {}"), [symbol("noon", 1, 1)])).toEqual(["noon new"]);
  });

  test("are none where the name could be any of several, and where nothing is known", () => {
    const two = { ...NOW, symbols: [...NOW.symbols, symbol("Bell.dusk", 9, 9)] };
    expect(names(edit("", "  dusk() {}"), [symbol("dusk", 1, 1)], two)).toEqual([]);
    expect(names(edit("a", "b"))).toEqual([]);
  });

  test("a line that stands in the file twice is no place", () => {
    expect(placesOf("the very same line\n  the very same line\nanother one here\nthe very same line")).toEqual(
      new Map([["another one here", 3]]),
    );
  });
});

test("an edit's lines put together again are what was there before and after it", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 8 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (removed, added) => {
      const lines = editLines(removed, added);
      const whole = (middle: readonly string[]) => [...lines.before, ...middle, ...lines.after].join("\n");
      expect(whole(lines.removed)).toBe(removed.replace(/\n$/, ""));
      expect(whole(lines.added)).toBe(added.replace(/\n$/, ""));
    }),
  );
});
