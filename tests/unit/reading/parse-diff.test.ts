import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffRows } from "../../../src-renderer/reading/diff/diff-rows.ts";
import { parseDiff } from "../../../src-renderer/reading/diff/parse-diff.ts";
import { createRepository } from "../../support/fixture-repository.ts";

const SMALL = `commit 1234
diff --git a/src/a.ts b/src/a.ts
index 111..222 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,3 +1,3 @@ export function a() {
 one
-two
--- looks like a header
+++ so does this
 three
\\ No newline at end of file
`;

describe("a unified diff", () => {
  test("has files, hunks and numbered lines", () => {
    const [file] = parseDiff(SMALL.replace("@@ -1,3 +1,3 @@", "@@ -1,4 +1,3 @@"));
    expect(file).toMatchObject({ path: "src/a.ts", status: "modified", additions: 1, deletions: 2 });
    expect(file?.hunks[0]?.heading).toBe("export function a() {");
    expect(file?.hunks[0]?.lines.map((line) => [line.kind, line.before, line.after, line.text])).toEqual([
      ["context", 1, 1, "one"],
      ["removed", 2, null, "two"],
      ["removed", 3, null, "-- looks like a header"],
      ["added", null, 2, "++ so does this"],
      ["context", 4, 3, "three"],
      ["note", null, null, "No newline at end of file"],
    ]);
  });

  test("of real git: added, deleted, renamed, binary and oddly named files", () => {
    const repository = createRepository("diffs");
    try {
      const long = Array.from({ length: 30 }, (_, line) => `line ${line}`).join("\n");
      repository.write("gone.txt", "bye\n");
      repository.write("old name.txt", long);
      repository.write("pixel.bin", new Uint8Array([0, 1, 2]));
      repository.commit("first");
      repository.git("rm", "-q", "gone.txt");
      repository.git("mv", "old name.txt", "new name.txt");
      repository.write("new name.txt", `${long}\nmore`);
      repository.write("pixel.bin", new Uint8Array([0, 1, 3]));
      repository.write("tab\tand ü.txt", "odd\n");
      repository.commit("second");
      const files = parseDiff(repository.git("show", "-M", "HEAD"));
      const byPath = new Map(files.map((file) => [file.path, file]));
      expect([...byPath.keys()].toSorted()).toEqual(["gone.txt", "new name.txt", "pixel.bin", "tab\tand ü.txt"]);
      expect(byPath.get("gone.txt")).toMatchObject({ status: "deleted", deletions: 1 });
      expect(byPath.get("new name.txt")).toMatchObject({ status: "renamed", oldPath: "old name.txt" });
      expect(byPath.get("pixel.bin")).toMatchObject({ binary: true, hunks: [] });
      expect(byPath.get("tab\tand ü.txt")).toMatchObject({ status: "added", additions: 1 });
    } finally {
      repository.remove();
    }
  });

  test("that is cut anywhere, or is no diff at all, still reads", () => {
    fc.assert(
      fc.property(fc.nat(SMALL.length), fc.string({ maxLength: 200 }), (at, noise) => {
        const files = parseDiff(SMALL.slice(0, at) + noise);
        for (const file of files) expect(typeof file.path).toBe("string");
      }),
    );
  });
});

describe("its rows", () => {
  const files = parseDiff(SMALL);
  test("a collapsed file is its head alone", () => {
    expect(diffRows(files, new Set()).map((row) => row.kind)).toEqual(["file", "hunk", "line", "line", "line", "line", "line", "line"]);
    expect(diffRows(files, new Set(["src/a.ts"]))).toEqual([{ kind: "file", file: 0 }]);
  });
});
