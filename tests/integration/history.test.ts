import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLighthouseHistory, type LighthouseHistory } from "../support/lighthouse-history.ts";
import { startTestCore, type TestCore } from "../support/test-core.ts";

let core: TestCore;
let lighthouse: LighthouseHistory;
let repositoryId: string;

beforeAll(async () => {
  lighthouse = createLighthouseHistory();
  core = await startTestCore();
  ({ repositoryId } = await core.index(lighthouse.root));
});
afterAll(async () => {
  await core.stop();
  lighthouse.remove();
});

const why = (target: string, from?: string) => core.client.call("history.why", { target, ...(from === undefined ? {} : { from }) });

describe("why a file is as it is", () => {
  test("its commits under all its names, the sessions that made them, what was decided about it", async () => {
    const { target, formerPaths, commits, followed, sessions, answers } = await why("src/rotation.ts");
    expect(target).toMatchObject({ repositoryId, path: "src/rotation.ts", symbol: null, lines: null });
    expect(formerPaths).toEqual(["src/lamp.ts"]);
    expect(followed).toBe("file");
    const { start, lamp, rename, speed } = lighthouse.commits;
    expect(commits.map((commit) => commit.hash)).toEqual([speed, rename, lamp, start]);
    expect(sessions.map(({ ownId, grade, changed }) => [ownId, grade, changed.length])).toEqual([
      ["20260207-093000", "strong", 1],
      ["20260204-213118", "exact", 1],
    ]);
    expect(answers[0]?.item.title).toBe("Angles wrap at a full circle");
    expect(answers[0]?.evidence[0]).toBe("It names src/lamp.ts");
    expect(answers.every((answer) => answer.evidence.length > 0)).toBe(true);
    expect(answers.map((answer) => answer.score)).toEqual(answers.map((answer) => answer.score).toSorted((a, b) => b - a));
  });

  test("a file that is gone still has its history", async () => {
    const { target, commits } = await why("src/lamp.ts");
    expect(target.documentId).toBeNull();
    expect(commits.map((commit) => commit.hash)).toContain(lighthouse.commits.lamp);
  });
});

describe("the first part of a biography", () => {
  const first = (more: object) => core.client.call("history.biography", { repositoryId, path: "src/rotation.ts", stage: "first", ...more });

  test("is a file's commits and the sessions that made them, with nothing that must be looked for", async () => {
    const part = await first({});
    const whole = await core.client.call("history.biography", { repositoryId, path: "src/rotation.ts" });
    expect([part.stage, whole.stage]).toEqual(["first", "whole"]);
    expect(part.commits).toEqual(whole.commits);
    expect(part.sessions).toEqual(whole.sessions.filter((session) => session.changed.length > 0));
    expect(part).toMatchObject({ target: whole.target, formerPaths: whole.formerPaths, answers: [], beliefs: [] });
  });

  test("of a symbol is what it is, before git has followed its lines", async () => {
    expect(await first({ symbol: "rotateLamp" })).toMatchObject({ target: { symbol: { name: "rotateLamp" } }, commits: [], notes: [] });
    await expect(first({ symbol: "noSuchSymbol" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("why a symbol or a line is as it is", () => {
  test("a symbol's commits are those that changed its own lines, through the rename", async () => {
    const { target, commits, followed, answers } = await why("src/rotation.ts:rotateLamp");
    expect(target).toMatchObject({ symbol: { name: "rotateLamp", kind: "function" }, lines: { start: 2, end: 4 } });
    expect(followed).toBe("lines");
    expect(commits.map((commit) => commit.hash)).toEqual([lighthouse.commits.lamp, lighthouse.commits.start]);
    expect(answers[0]?.item.title).toBe("Angles wrap at a full circle");
    expect(answers[0]?.evidence[0]).toBe("It names rotateLamp");
    const other = await why("src/rotation.ts:turnsPerMinute");
    expect(other.commits.map((commit) => commit.hash)).toEqual([lighthouse.commits.speed, lighthouse.commits.start]);
  });

  test("a line leads over its latest commit to the session and its decisions", async () => {
    const { commits, sessions, answers } = await why("src/rotation.ts:3");
    expect(commits[0]?.hash).toBe(lighthouse.commits.lamp);
    expect(commits[0]?.sessions[0]).toMatchObject({ ownId: "20260204-213118", link: { grade: "exact" } });
    expect(sessions[0]?.ownId).toBe("20260204-213118");
    expect(answers[0]?.item.sessionOwnId).toBe("20260204-213118");
  });

  test("a line moved by work that is not committed is still found", async () => {
    lighthouse.write("src/rotation.ts", `// not committed\n${lighthouse.git(["show", "HEAD:src/rotation.ts"])}\n`);
    expect((await why("src/rotation.ts:4")).commits[0]?.hash).toBe(lighthouse.commits.lamp);
    expect((await why("src/rotation.ts:1")).notes).toEqual(["These lines are not committed yet."]);
    lighthouse.git(["checkout", "-q", "--", "src/rotation.ts"]);
  });
});

describe("naming a target", () => {
  test("by the end of its path, from a folder, absolutely", async () => {
    for (const [target, from] of [
      ["rotation.ts", undefined],
      ["rotation.ts", join(lighthouse.root, "src")],
      ["../src/rotation.ts:3", join(lighthouse.root, "layer")],
      [join(lighthouse.root, "src", "rotation.ts:rotateLamp"), undefined],
    ] as const) {
      expect((await why(target, from)).target.path).toBe("src/rotation.ts");
    }
  });

  test.each(["nothing.ts", "src/rotation.ts:noSuchSymbol", "../../etc/passwd", "--output=x:1", ":5", "src/rotation.ts:999999:x"])(
    "%s is not found, and says so",
    async (target) => {
      await expect(why(target, lighthouse.root)).rejects.toMatchObject({ code: "not-found" });
    },
  );

  test("a line beyond the end falls back on the file, and says why", async () => {
    const { commits, followed, notes } = await why("src/rotation.ts:5000");
    expect(followed === "file" || commits.length === 0).toBe(true);
    expect(notes).toHaveLength(1);
  });
});

test("a session's files are followed to where they are now", async () => {
  const files = await core.client.call("history.sessionFiles", { id: `${repositoryId}/20260204-213118` });
  expect(files).toMatchObject([
    { path: "src/lamp.ts", currentPath: "src/rotation.ts", changedSince: 2, commits: [lighthouse.commits.lamp] },
  ]);
});

test("a session's definitions are those its commits changed, where they are now", async () => {
  const symbols = await core.client.call("history.sessionSymbols", { id: `${repositoryId}/20260204-213118` });
  expect(symbols).toMatchObject([
    {
      path: "src/lamp.ts",
      currentPath: "src/rotation.ts",
      name: "rotateLamp",
      kind: "function",
      isNew: false,
      exists: true,
      commits: [lighthouse.commits.lamp],
    },
  ]);
  // The same commits again, and the symbol's own life, tell the same lines.
  expect(await core.client.call("history.sessionSymbols", { id: `${repositoryId}/20260204-213118` })).toEqual(symbols);
  const { commits } = await why("src/rotation.ts:rotateLamp");
  expect(commits[0]?.ownLines).toEqual({ added: symbols[0]?.added, removed: symbols[0]?.removed });
  await expect(core.client.call("history.sessionSymbols", { id: "nobody" })).rejects.toMatchObject({ code: "not-found" });
});
