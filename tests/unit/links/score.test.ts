import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { listTags } from "../../../src-main/core/git/refs.ts";
import { readLinkHistory } from "../../../src-main/core/links/read-history.ts";
import { scoreLinks } from "../../../src-main/core/links/score.ts";
import { createGitFixture } from "../git/git-fixture.ts";
import { anchor, instant, T0 } from "./support.ts";

test("the score counts what is found without tags against what tags say, for tagged sessions only", async () => {
  const fixture = createGitFixture();
  fixture.commit("Start", T0 - 100);
  fixture.git(["tag", "session-20260202-024000-start"]);
  const own = fixture.commit("Named", T0 + 10);
  fixture.commit("Not named", T0 + 20);
  fixture.git(["tag", "session-20260202-024000-end"]);
  const after = fixture.commit("Named, and after its end", T0 + 30);
  const { root } = fixture;
  const history = await readLinkHistory({ root, tags: await listTags({ root }), changes: [] });
  const sessions = [
    anchor({ mentioned: [own, after] }),
    anchor({ id: "r/untagged", ownId: "untagged", startedAt: instant(T0), mentioned: [own] }),
  ];
  const scores = scoreLinks(sessions, history);
  expect(scores).toMatchObject({ sessions: 1, exact: 2, findable: 2, toMergeBots: 0 });
  expect(scores.byGrade.strong).toEqual({ right: 1, wrong: 1, precision: 0.5, recall: 0.5 });
  expect(scores.wrong).toMatchObject([{ hash: after }]);
  fixture.remove();
});

/** A clone of NicabarNimble/patina with its tags: `VERDIGRIS_LINKS_CLONE=PATH npx vitest run tests/unit/links`. */
const CLONE = process.env["VERDIGRIS_LINKS_CLONE"];

describe.skipIf(CLONE === undefined)("on the clone that VERDIGRIS_LINKS_CLONE names", () => {
  test("tags give 1,290 links; without them strong ones are right in 99 of 100, and none goes to a merge by a bot", () => {
    const script = new URL("../../../build/score-links.ts", import.meta.url).pathname;
    const printed = execFileSync(process.execPath, [script, CLONE ?? ""], { encoding: "utf8" });
    expect(printed).toMatch(/^433 sessions with both tags, 1290 exact links/);
    const [, precision = "0", recall = "0"] = /^strong\s+\d+\s+\d+\s+(\S+)\s+(\S+)$/m.exec(printed) ?? [];
    expect(Number(precision)).toBeGreaterThanOrEqual(0.99);
    expect(Number(recall)).toBeGreaterThanOrEqual(0.9);
    expect(printed).toContain("Links to merges by bots: 0.");
  });
});
