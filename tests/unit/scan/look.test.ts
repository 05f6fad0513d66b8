import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLook, type Look } from "../../../src-main/core/scan/look.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verdigris-look-"));
  writeFileSync(join(folder, "file"), "12345");
  symlinkSync("nowhere", join(folder, "link"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A clock by which every look takes so long. */
function lookThatTakes(ms: number): Look {
  let at = 0;
  return createLook(() => (at += ms));
}

describe.each([
  ["a quick disk", 0.01],
  ["a slow disk", 10],
])("on %s", (_, ms) => {
  test("tells files, links, and what is not there or behind a file", async () => {
    const look = lookThatTakes(ms);
    for (let round = 0; round < 5; round++) {
      const [file, link, missing, behind] = await Promise.all(
        ["file", "link", "missing", "file/below"].map(async (path) => look(join(folder, path))),
      );
      expect(file).toMatchObject({ size: 5 });
      expect(link).toSatisfy((one: { isSymbolicLink(): boolean }) => one.isSymbolicLink());
      expect([missing, behind]).toEqual([null, null]);
    }
    expect(await look(join(folder, "x".repeat(300)))).toMatchObject({ code: "ENAMETOOLONG" });
  });
});

test("waits in line while that is quick, and for one late answer, but not for many", () => {
  const isInLine = (look: Look): boolean => !(look(join(folder, "file")) instanceof Promise);
  const quick = lookThatTakes(0.01);
  expect(Array.from({ length: 1000 }, () => isInLine(quick))).not.toContain(false);
  let at = 0;
  let took = 100;
  const hesitant = createLook(() => (at += took));
  expect(isInLine(hesitant)).toBe(true);
  took = 0.01;
  expect(Array.from({ length: 1000 }, () => isInLine(hesitant))).not.toContain(false);
  took = 1;
  expect(Array.from({ length: 10 }, () => isInLine(hesitant))).toContain(false);
});
