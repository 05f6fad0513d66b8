import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createChangedLinesParser, type ChangedFile } from "../../../src-main/core/git/changed-lines.ts";
import { overlay } from "../../../src-main/core/links/changed-symbols.ts";
import type { CodeSymbol } from "../../../src-shared/domain/index.ts";

function symbol(qualifiedName: string, start: number, end: number): CodeSymbol {
  return { name: qualifiedName, qualifiedName, kind: "function", signature: "", doc: "", lines: { start, end } };
}
function parse(text: string): ReadonlyMap<string, readonly ChangedFile[]> {
  const found = new Map<string, ChangedFile[]>();
  const take = createChangedLinesParser(found);
  for (const line of text.split("\n")) take(line);
  return found;
}

const HASH = "a".repeat(40);
const PATCH = `\u0001${HASH}

diff --git src/a.ts src/a.ts
--- src/a.ts
+++ src/a.ts
@@ -2 +2,2 @@ function a
-old
+++ b/not/a/header
+new
@@ -9,3 +10,0 @@
-x
-y
-@@ -1 +1 @@
diff --git src/gone.ts src/gone.ts
--- src/gone.ts
+++ /dev/null
@@ -1 +0,0 @@
-bye
`;

describe("changed lines", () => {
  it("are read from a patch, however its lines look", () => {
    expect(parse(PATCH).get(HASH)).toEqual([
      {
        path: "src/a.ts",
        hunks: [
          { written: { start: 2, end: 3 }, after: 1, removed: 1 },
          { written: null, after: 10, removed: 3 },
        ],
      },
    ]);
  });

  it("never come from nowhere: any text ends in files of the last commit it named", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...PATCH.split("\n")))), (lines) => {
        const found = parse(lines.join("\n"));
        for (const files of found.values())
          for (const { hunks } of files)
            for (const { written } of hunks) expect(written === null || written.end >= written.start).toBe(true);
      }),
    );
  });
});

describe("symbols under changed lines", () => {
  const symbols = [symbol("Lamp", 1, 20), symbol("Lamp.turn", 3, 6), symbol("Lamp.stop", 8, 12)];
  const file = (...hunks: ChangedFile["hunks"]): ChangedFile => ({ path: "a.ts", hunks });

  it("are the innermost ones, each with its own lines", () => {
    const found = overlay(file({ written: { start: 5, end: 8 }, after: 4, removed: 2 }), symbols);
    expect(found.map(({ name, added, removed }) => [name, added, removed])).toEqual([
      ["Lamp.turn", 2, 2],
      ["Lamp", 1, 0],
      ["Lamp.stop", 1, 0],
    ]);
  });

  it("are new when all of them was written", () => {
    const found = overlay(file({ written: { start: 8, end: 12 }, after: 7, removed: 0 }), symbols);
    expect(found).toEqual([{ path: "a.ts", name: "Lamp.stop", kind: "function", added: 5, removed: 0, isNew: true }]);
  });

  it("lose lines only where the gap is inside them", () => {
    const gap = (after: number) => overlay(file({ written: null, after, removed: 4 }), symbols).map(({ name }) => name);
    expect(gap(4)).toEqual(["Lamp.turn"]);
    expect(gap(6)).toEqual([]);
    expect(gap(0)).toEqual([]);
    expect(gap(20)).toEqual([]);
  });
});
