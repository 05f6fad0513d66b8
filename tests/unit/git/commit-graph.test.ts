import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCommitGraph } from "../../../src-main/core/git/commit-graph.ts";
import { streamCommits } from "../../../src-main/core/git/history.ts";
import { listTags, sessionTags } from "../../../src-main/core/git/refs.ts";
import { createGitFixture } from "./git-fixture.ts";

/** A history for `git fast-import`: each commit has up to five earlier ones as parents, and dates that repeat and run backwards. */
const histories = fc
  .array(fc.record({ parents: fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }), clock: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((commits) =>
    commits.map(({ parents, clock }, index) => ({
      parents: index === 0 ? [] : [...new Set(parents.map((parent) => parent % index))],
      seconds: 1_700_000_000 + clock,
    })),
  );

describe("createCommitGraph", () => {
  it("gives the ranges that git gives, in git's order", async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 30, maxLength: 30 }),
        async (history, picks) => {
          const fixture = createGitFixture();
          try {
            const stream = history.map(({ parents, seconds }, index) => {
              const [first, ...merged] = parents.map((parent) => `:${parent + 1}`);
              const lines = [
                `commit refs/heads/b${index}`,
                `mark :${index + 1}`,
                `committer A <a@b> ${seconds} +0000`,
                `data 2`,
                `${index % 10}`,
              ];
              if (first !== undefined) lines.push(`from ${first}`);
              return [...lines, ...merged.map((parent) => `merge ${parent}`), ""].join("\n");
            });
            fixture.git(["fast-import", "--quiet", "--force"], stream.join("\n"));
            const hashes = history.map((_, index) => fixture.git(["rev-parse", `refs/heads/b${index}`]));
            const graph = createCommitGraph(await Array.fromAsync(streamCommits({ root: fixture.root })));
            expect(graph.size).toBe(new Set(hashes).size);
            for (const [from, to] of picks) {
              const [start, end] = [hashes[from % hashes.length]!, hashes[to % hashes.length]!];
              const expected = fixture.git(["rev-list", `${start}..${end}`]);
              expect(graph.range(start, end)).toEqual(expected === "" ? [] : expected.split("\n"));
            }
          } finally {
            fixture.remove();
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it("takes a history far deeper than the call stack", () => {
    const name = (index: number): string => index.toString(16).padStart(40, "0");
    const commits = Array.from({ length: 200_000 }, (_, index) => ({
      hash: name(index),
      parents: index === 0 ? [] : [name(index - 1)],
      committedAt: "2026-01-01T00:00:00Z",
    }));
    const graph = createCommitGraph(commits.toReversed());
    expect(graph.range(name(0), name(199_999))).toHaveLength(199_999);
    expect(graph.range(name(199_990), name(199_999))[0]).toBe(name(199_999));
  });

  it("resolves what is unique, lists what is ambiguous, and says what is not there", () => {
    const commits = ["aaaa1", "aaaa2", "bbbb1"].map((hash) => ({
      hash: hash.padEnd(40, "0"),
      parents: ["f".repeat(40)],
      committedAt: "2026-01-01T00:00:00Z",
    }));
    const graph = createCommitGraph(commits);
    expect(graph.resolve("BBBB")).toEqual([commits[2]!.hash]);
    expect(graph.resolve("aaaa")).toEqual([commits[0]!.hash, commits[1]!.hash]);
    expect(graph.resolve("cccc")).toEqual([]);
    expect(graph.resolve("aaa")).toEqual([]);
    expect(graph.resolve("")).toEqual([]);
    expect(() => graph.range(commits[0]!.hash, "d".repeat(40))).toThrow(expect.objectContaining({ code: "not-found" }));
  });
});

/** A clone of NicabarNimble/patina with its tags: `VERDIGRIS_PATINA_CLONE=<folder>`. */
const clone = process.env["VERDIGRIS_PATINA_CLONE"];

describe.skipIf(clone === undefined)("the session ranges of a real project", () => {
  it("are 433 for sessions that have a file, with 1,290 commits, 129 of them empty, each as git says", async () => {
    const root = clone ?? "";
    const { execFileSync } = await import("node:child_process");
    const git = (...args: string[]): string[] =>
      execFileSync("git", ["-C", root, ...args], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line !== "");
    const graph = createCommitGraph(await Array.fromAsync(streamCommits({ root })));
    const stems = new Set(
      git("ls-tree", "--name-only", "HEAD", "layer/sessions/").map((path) => path.slice("layer/sessions/".length, -".md".length)),
    );
    const tags = await listTags({ root });
    expect(tags).toHaveLength(987);
    const pairs = sessionTags(tags);
    const ranges = pairs.filter((pair) => stems.has(pair.sessionId)).map((pair) => graph.range(pair.start, pair.end));
    expect([ranges.length, ranges.flat().length, ranges.filter((range) => range.length === 0).length]).toEqual([433, 1290, 129]);
    for (const { start, end } of pairs) expect(graph.range(start, end)).toEqual(git("rev-list", `${start}..${end}`));
  });
});
