import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createGitFixture, type GitFixture } from "../git/git-fixture.ts";
import { anchor, instant, linksOf, T0 } from "./support.ts";

let fixture: GitFixture;
beforeEach(() => {
  fixture = createGitFixture();
  fixture.write("src/lamp.ts", "export const start = 1;\n");
  fixture.commit("Start", T0 - 100);
});
afterEach(() => fixture.remove());

const WRITTEN = [
  "export function rotateLamp(degrees: number) {",
  "return degrees % FULL_CIRCLE;",
  "const FULL_CIRCLE = 360;",
  "export { rotateLamp as turn };",
];
const session = anchor({ branch: "gone", edits: [{ path: "src/lamp.ts", at: instant(T0 + 10), lines: WRITTEN }] });

describe("lines that a session wrote", () => {
  test("stand in the commit that first adds them, days later too, and in none that moves them afterwards", async () => {
    fixture.write("src/lamp.ts", `export const start = 1;\n${WRITTEN.map((line) => `  ${line}`).join("\n")}\n`);
    fixture.commit("By hand, the next day", T0 + 86_400);
    fixture.write("src/lamp.ts", `${WRITTEN.join("\n")}\nexport const start = 1;\n`);
    fixture.commit("Reorder", T0 + 90_000);
    expect(await linksOf(fixture, [session])).toEqual({ "By hand, the next day": "strong (edited-lines)" });
  });

  test("few of them, or few among a commit's own, prove nothing", async () => {
    const own = Array.from({ length: 30 }, (_, n) => `export const somethingElse${n} = ${n};`);
    fixture.write("src/lamp.ts", [...own, ...WRITTEN.slice(0, 3)].join("\n"));
    fixture.commit("Mostly another's", T0 + 600);
    fixture.write("src/lamp.ts", WRITTEN.slice(0, 2).join("\n"));
    fixture.commit("Two lines", T0 + 700);
    expect(await linksOf(fixture, [session])).toEqual({});
  });

  test("the same lines in another file, before the edit, or after a week do not count", async () => {
    fixture.write("src/other.ts", WRITTEN.join("\n"));
    fixture.commit("Elsewhere", T0 + 600);
    fixture.write("src/lamp.ts", WRITTEN.join("\n"));
    fixture.commit("Far too late", T0 + 20 * 86_400);
    expect(await linksOf(fixture, [session])).toEqual({});
    const later = { ...session, edits: [{ path: "src/lamp.ts", at: instant(T0 + 21 * 86_400), lines: WRITTEN }] };
    expect(await linksOf(fixture, [later])).toEqual({});
  });

  test("a line that looks like a patch's own marks is content", async () => {
    const strange = [
      "++ b/src/other.ts is only text",
      "@@ -1,2 +3,4 @@ and so is this",
      "diff --git a/x b/y as well as this",
      "\u0001 and a control character too",
    ];
    fixture.write("src/lamp.ts", strange.join("\n"));
    fixture.commit("Strange", T0 + 60);
    const edits = [{ path: "src/lamp.ts", at: instant(T0), lines: strange }];
    expect(await linksOf(fixture, [{ ...session, edits }])).toEqual({ Strange: "strong (edited-lines)" });
  });
});
