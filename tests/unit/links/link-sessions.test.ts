import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createGitFixture, type GitFixture } from "../git/git-fixture.ts";
import { anchor, instant, linksOf, T0 } from "./support.ts";

let fixture: GitFixture;
let base: string;

beforeEach(() => {
  fixture = createGitFixture();
  fixture.write("README.md", "# Lighthouse\n");
  base = fixture.commit("Start", T0 - 7200);
});
afterEach(() => fixture.remove());

function commit(subject: string, seconds: number, path = `src/${subject.toLowerCase().replaceAll(" ", "-")}.rs`): string {
  fixture.write(path, `// ${subject} at ${seconds}\n`);
  return fixture.commit(subject, seconds);
}

describe("what the session recorded", () => {
  test("its tags enclose its commits exactly, and nothing beside them is guessed", async () => {
    fixture.git(["tag", "session-20260202-024000-claude-start"]);
    commit("Inside", T0 + 60);
    fixture.git(["tag", "session-20260202-024000-claude-end"]);
    commit("After", T0 + 120, "src/shared.rs");
    expect(await linksOf(fixture, [anchor({ paths: ["src/shared.rs"] })])).toEqual({ Inside: "exact (tag-range)" });
  });

  test("a hash named and made since it began is its own; an older one is a mention; its base is neither", async () => {
    const own = commit("Own", T0 + 600);
    const links = await linksOf(fixture, [anchor({ mentioned: [own.slice(0, 8), base.slice(0, 8), "0123456", "deadbeef"] })]);
    expect(links).toEqual({ Own: "strong (named)", Start: "mentioned (mention)" });
    expect(await linksOf(fixture, [anchor({ startCommit: own, mentioned: [own] })])).toEqual({ Own: "mentioned (mention)" });
  });

  test("work done before and rebased while it ran is no work of the session", async () => {
    fixture.write("old.rs", "fn old() {}\n");
    fixture.git(["add", "-A"]);
    const dates = { GIT_AUTHOR_DATE: `${T0 - 90_000} +0000`, GIT_COMMITTER_DATE: `${T0 + 300} +0000` };
    fixture.git(["commit", "-q", "-m", "Rebased"], "", dates);
    const hash = fixture.git(["rev-parse", "HEAD"]);
    expect(await linksOf(fixture, [anchor({ mentioned: [hash] })])).toEqual({ Rebased: "mentioned (mention)" });
  });

  test("printed by git or recorded by the program is strong, unless it was there before", async () => {
    const printed = commit("Printed", T0 + 100);
    const recorded = commit("Recorded", T0 + 200);
    const proved = [
      { hash: printed.slice(0, 7), how: "printed", turn: 4 },
      { hash: recorded, how: "recorded", turn: null },
      { hash: base, how: "recorded", turn: null },
    ] as const;
    expect(await linksOf(fixture, [anchor({ proved })])).toEqual({
      Printed: "strong (printed)",
      Recorded: "strong (recorded)",
      Start: "mentioned (mention)",
    });
  });

  test("a recorded start and count give the one range that fits them", async () => {
    commit("One", T0 + 100);
    commit("Two", T0 + 200);
    commit("Later", T0 + 30_000);
    const session = anchor({ startCommit: base.slice(0, 10), commitCount: 2 });
    expect(await linksOf(fixture, [session])).toEqual({ One: "strong (recorded-range)", Two: "strong (recorded-range)" });
    expect(await linksOf(fixture, [{ ...session, commitCount: 4 }])).toEqual({});
    expect(await linksOf(fixture, [{ ...session, commitCount: 0, paths: ["src/one.rs"] }])).toEqual({});
  });

  test("two ranges of the recorded size are no proof", async () => {
    commit("One", T0 + 100);
    fixture.git(["checkout", "-q", "-b", "other", base]);
    commit("Other", T0 + 150);
    expect(await linksOf(fixture, [anchor({ startCommit: base, commitCount: 1 })])).toEqual({});
  });
});

describe("files, time and branch", () => {
  const session = anchor({ paths: ["src/lamp.rs"], branch: "main" });

  test("all three make a likely link", async () => {
    commit("Lamp", T0 + 60, "src/lamp.rs");
    expect(await linksOf(fixture, [session])).toEqual({ Lamp: "likely (shared-files)" });
  });

  test("time alone, files alone, or another branch make none", async () => {
    commit("Elsewhere", T0 + 60, "src/other.rs");
    commit("Too late", T0 + 7200, "src/lamp.rs");
    fixture.git(["checkout", "-q", "-b", "side"]);
    commit("Side", T0 + 120, "src/lamp.rs");
    expect(await linksOf(fixture, [session])).toEqual({});
    expect(await linksOf(fixture, [{ ...session, branch: null }])).toEqual({});
  });

  test("where its branch is gone, a commit must come after the one the session started from", async () => {
    fixture.git(["checkout", "-q", "--orphan", "unrelated"]);
    commit("Unrelated", T0 + 30, "src/lamp.rs");
    fixture.git(["checkout", "-q", "main"]);
    commit("Lamp", T0 + 60, "src/lamp.rs");
    expect(await linksOf(fixture, [{ ...session, branch: "deleted", startCommit: base }])).toEqual({ Lamp: "likely (shared-files)" });
    expect(await linksOf(fixture, [{ ...session, branch: "deleted" }])).toEqual({});
  });

  test("a session without an end lasts until the next begins", async () => {
    commit("First", T0 + 60, "src/lamp.rs");
    commit("Second", T0 + 4000, "src/lamp.rs");
    const open = { ...session, endedAt: null };
    const next = { ...open, id: "r/b", ownId: "b", startedAt: instant(T0 + 3000) };
    expect(await linksOf(fixture, [open, next])).toEqual({
      "r/20260202-024000 First": "likely (shared-files)",
      "r/b Second": "likely (shared-files)",
    });
  });
});

describe("bots", () => {
  const asGitHub = { GIT_COMMITTER_NAME: "GitHub", GIT_COMMITTER_EMAIL: "noreply@github.com" };

  test("a merge made on a site is linked by nothing but tags", async () => {
    fixture.git(["checkout", "-q", "-b", "side"]);
    commit("Side", T0 + 30, "src/side.rs");
    fixture.git(["checkout", "-q", "main"]);
    const dates = { GIT_AUTHOR_DATE: `${T0 + 60} +0000`, GIT_COMMITTER_DATE: `${T0 + 60} +0000` };
    fixture.git(["merge", "-q", "--no-ff", "-m", "Merge pull request #1\n\nEntire-Session: 20260202-024000", "side"], "", {
      ...asGitHub,
      ...dates,
    });
    const merge = fixture.git(["rev-parse", "HEAD"]);
    const session = anchor({ mentioned: [merge], proved: [{ hash: merge, how: "printed", turn: 1 }], paths: ["src/side.rs"] });
    expect(Object.keys(await linksOf(fixture, [session]))).toEqual(["Side"]);
  });

  test("a bot's commit is never matched by what it looks like; a squash on a site is by its trailer", async () => {
    const dates = { GIT_AUTHOR_DATE: `${T0 + 60} +0000`, GIT_COMMITTER_DATE: `${T0 + 60} +0000` };
    fixture.write("src/lamp.rs", "// bumped\n");
    fixture.git(["add", "-A"]);
    fixture.git(["commit", "-q", "-m", "Bump"], "", { ...dates, GIT_AUTHOR_NAME: "dependabot[bot]" });
    fixture.write("src/lamp.rs", "// squashed\n");
    fixture.git(["add", "-A"]);
    fixture.git(["commit", "-q", "-m", "Squash (#2)\n\nEntire-Session: 20260202-024000"], "", { ...asGitHub, ...dates });
    expect(await linksOf(fixture, [anchor({ paths: ["src/lamp.rs"] })])).toEqual({ "Squash (#2)": "strong (trailer)" });
  });
});
