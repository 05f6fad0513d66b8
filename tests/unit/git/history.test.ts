import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countCommits } from "../../../src-main/core/git/commit-content.ts";
import { commitDiff } from "../../../src-main/core/git/diff.ts";
import { streamCommits, type IncompleteCommit } from "../../../src-main/core/git/history.ts";
import { digestRefs, listHistoryRefs, listTags, sessionTags } from "../../../src-main/core/git/refs.ts";
import { gitPlaceOf } from "../../../src-main/core/git/repository.ts";
import type { Commit } from "../../../src-shared/domain/commit.ts";
import { createGitFixture, type GitFixture } from "./git-fixture.ts";

let fixture: GitFixture;
beforeEach(() => {
  fixture = createGitFixture();
});
afterEach(() => fixture.remove());

async function readHistory(since?: string | string[]): Promise<{ commits: Commit[]; incomplete: IncompleteCommit[] }> {
  const incomplete: IncompleteCommit[] = [];
  const commits = await Array.fromAsync(streamCommits({ root: fixture.root, since, onIncomplete: (one) => incomplete.push(one) }));
  return { commits, incomplete };
}

/** Loose objects are read-only files: makes one unreadable as an object, or removes it. */
function damage(object: string, how: "remove" | "corrupt"): void {
  const path = join(fixture.root, ".git", "objects", object.slice(0, 2), object.slice(2));
  if (how === "remove") return rmSync(path);
  chmodSync(path, 0o644);
  const bytes = readFileSync(path);
  writeFileSync(
    path,
    bytes.map((byte, index) => (index < 2 ? byte : byte ^ 0x55)),
  );
}

describe("streamCommits", () => {
  it("gives nothing for a repository without commits", async () => {
    expect((await readHistory()).commits).toEqual([]);
    expect(await countCommits({ root: fixture.root })).toBe(0);
  });

  it("reads messages, times, parents, tags and files with their line counts", async () => {
    fixture.write("a.txt", "one\n");
    const root = fixture.commit("Begin\n", 1_700_000_000);
    fixture.write("a.txt", "one\ntwo\nthree\n");
    fixture.write("b.bin", Buffer.from([0, 1, 2]));
    const second = fixture.commit("Add lines\nover two lines\n\nA body\n\nof two paragraphs\n", 1_700_000_100);
    fixture.git(["tag", "v1"]);
    fixture.git(["tag", "-a", "-m", "x", "v1-annotated"]);
    const { commits, incomplete } = await readHistory();
    expect(incomplete).toEqual([]);
    expect(commits).toEqual([
      {
        hash: second,
        parents: [root],
        authorName: "Ada",
        authorEmail: "ada@example.org",
        authoredAt: "2023-11-14T22:15:00Z",
        committedAt: "2023-11-14T22:15:00Z",
        subject: "Add lines over two lines",
        body: "A body\n\nof two paragraphs",
        tags: ["v1", "v1-annotated"],
        files: [
          { path: "a.txt", oldPath: null, status: "modified", additions: 2, deletions: 0 },
          { path: "b.bin", oldPath: null, status: "added", additions: null, deletions: null },
        ],
      },
      expect.objectContaining({
        hash: root,
        parents: [],
        subject: "Begin",
        body: "",
        files: [expect.objectContaining({ status: "added", additions: 1 })],
      }),
    ]);
  });

  it("keeps renames apart from names that look like records", async () => {
    const odd = ["tab\there", "new\nline", ":100644 100644 a b M", "1\t2\tx", 'quo"te', "ünïcode", "\u0001start", "-\t-\t"];
    for (const [index, name] of odd.entries()) fixture.write(name, `${index}\n`.repeat(20));
    fixture.commit("Odd names");
    for (const [index, name] of odd.entries()) fixture.git(["mv", "--", name, `moved/../m${index} ${name}`]);
    fixture.commit("Move them");
    const { commits } = await readHistory();
    expect(commits[1]!.files.map((file) => file.path).toSorted()).toEqual(odd.toSorted());
    expect(commits[1]!.files.every((file) => file.additions === 20)).toBe(true);
    const moved = commits[0]!.files;
    expect(moved).toHaveLength(odd.length);
    expect(moved.every((file) => file.status === "renamed" && file.oldPath !== null && file.additions === 0)).toBe(true);
    // Equal contents do not repeat, so git pairs each with its own.
    expect(moved.map((file) => `${file.path} < ${file.oldPath}`).toSorted()).toEqual(
      odd.map((name, index) => `m${index} ${name} < ${name}`).toSorted(),
    );
  });

  it("is not misled by a message that looks like its own format", async () => {
    const message = `\u0001${"a".repeat(40)}\n:100644 100644 ${"b".repeat(40)} ${"c".repeat(40)} M\n\n1\t1\tx\n\u0001`;
    fixture.write("a", "1\n");
    fixture.commit(message);
    fixture.commit("", 1_700_009_000);
    const { commits } = await readHistory();
    expect(commits).toHaveLength(2);
    expect(commits[0]).toMatchObject({ subject: "", body: "", files: [] });
    expect(commits[1]!.files).toEqual([{ path: "a", oldPath: null, status: "added", additions: 1, deletions: 0 }]);
    expect(commits[1]!.subject).toContain("a".repeat(40));
  });

  it("decodes a message in its commit's own encoding, and clamps dates out of range", async () => {
    const tree = fixture.git(["mktree"]);
    const raw = (text: string, date: string): string =>
      fixture.git(
        ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        Buffer.concat([
          Buffer.from(`tree ${tree}\nauthor A <a@b> ${date} +0000\ncommitter A <a@b> ${date} +0000\nencoding ISO-8859-1\n\n`),
          Buffer.from(text, "latin1"),
        ]),
      );
    fixture.git(["update-ref", "refs/heads/main", raw("Größe é\n", "1700000000")]);
    fixture.git(["update-ref", "refs/heads/far", raw("Far away\n", "99999999999999")]);
    const { commits } = await readHistory();
    expect(commits.map((commit) => commit.subject).toSorted()).toEqual(["Far away", "Größe é"]);
    for (const commit of commits) expect(Number.isNaN(Date.parse(commit.committedAt))).toBe(false);
  });

  it("gives merges without files and follows branches that HEAD does not reach", async () => {
    fixture.write("a", "1\n");
    fixture.commit("Base");
    fixture.git(["checkout", "-q", "-b", "side"]);
    fixture.write("s", "1\n");
    const side = fixture.commit("Side");
    fixture.git(["checkout", "-q", "main"]);
    fixture.write("m", "1\n");
    const main = fixture.commit("Main");
    fixture.git(["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    fixture.git(["checkout", "-q", "--orphan", "apart"]);
    fixture.commit("Apart");
    fixture.git(["checkout", "-q", "main"]);
    const { commits } = await readHistory();
    expect(commits.map((commit) => commit.subject).toSorted()).toEqual(["Apart", "Base", "Main", "Merge", "Side"]);
    const merge = commits.find((commit) => commit.subject === "Merge")!;
    expect(merge.files).toEqual([]);
    expect(merge.parents).toEqual([main, side]);
    expect((await commitDiff({ root: fixture.root, hash: merge.hash })).text).toContain("+++ b/s");
  });

  it("gives only what is new since known commits, and passes over ones that are gone", async () => {
    const old = fixture.commit("Old");
    fixture.commit("New");
    expect((await readHistory(old)).commits.map((commit) => commit.subject)).toEqual(["New"]);
    expect((await readHistory([old, "f".repeat(40)])).commits.map((commit) => commit.subject)).toEqual(["New"]);
    expect((await readHistory(["f".repeat(40)])).commits).toHaveLength(2);
  });

  it("ends when it is cancelled, and when its reader leaves", async () => {
    for (let index = 0; index < 30; index += 1) fixture.commit(`Commit ${index}`);
    const controller = new AbortController();
    const cancelled = async (): Promise<void> => {
      for await (const commit of streamCommits({ root: fixture.root, signal: controller.signal }))
        if (commit.subject !== "") controller.abort();
    };
    // A short history may be through before the signal is seen; an aborted signal at the start never is.
    await cancelled().catch((error: unknown) => expect(error).toMatchObject({ code: "cancelled" }));
    await expect(cancelled()).rejects.toMatchObject({ code: "cancelled" });
    for await (const commit of streamCommits({ root: fixture.root })) {
      expect(commit.subject).toBe("Commit 29");
      break;
    }
  });
});

describe("a damaged history", () => {
  const subjects = Array.from({ length: 8 }, (_, index) => `Commit ${index}`);
  let hashes: string[];
  beforeEach(() => {
    hashes = subjects.map((subject, index) => {
      fixture.write("file.txt", `${index}\n`);
      fixture.write(`folder/${index}.txt`, `${index} of its own\n`);
      return fixture.commit(subject);
    });
  });

  for (const how of ["remove", "corrupt"] as const) {
    it(`loses only line counts to a blob: ${how}`, async () => {
      damage(fixture.git(["rev-parse", `${hashes[4]}:folder/4.txt`]), how);
      const { commits, incomplete } = await readHistory();
      expect(commits.map((commit) => commit.subject)).toEqual(subjects.toReversed());
      expect(incomplete.map(({ hash, missing }) => ({ hash, missing }))).toEqual([{ hash: hashes[4], missing: "lines" }]);
      const damaged = commits.find((commit) => commit.hash === hashes[4])!;
      expect(damaged.files.map((file) => file.path).toSorted()).toEqual(["file.txt", "folder/4.txt"]);
      for (const commit of commits) if (commit !== damaged) expect(commit.files.every((file) => file.additions !== null)).toBe(true);
    });

    it(`loses only the file lists on both sides of a tree: ${how}`, async () => {
      damage(fixture.git(["rev-parse", `${hashes[4]}^{tree}`]), how);
      const { commits, incomplete } = await readHistory();
      expect(commits.map((commit) => commit.subject)).toEqual(subjects.toReversed());
      expect(incomplete.map(({ hash, missing }) => `${hash} ${missing}`).toSorted()).toEqual(
        [`${hashes[4]} files`, `${hashes[5]} files`].toSorted(),
      );
    });

    it(`loses only the commit itself when tags lead behind it: ${how}`, async () => {
      fixture.git(["tag", "behind", hashes[3]!]);
      damage(hashes[4]!, how);
      const { commits, incomplete } = await readHistory();
      expect(commits.map((commit) => commit.subject).toSorted()).toEqual(subjects.filter((subject) => subject !== "Commit 4"));
      expect(incomplete).toContainEqual(expect.objectContaining({ hash: hashes[4], missing: "commit" }));
    });
  }

  it("is read although the very tip is gone", async () => {
    fixture.git(["branch", "side", hashes[5]!]);
    damage(hashes[7]!, "remove");
    const { commits } = await readHistory();
    expect(commits.map((commit) => commit.subject)).toEqual(subjects.slice(0, 6).toReversed());
  });

  it("says what failed, where, and what to do", async () => {
    damage(fixture.git(["rev-parse", `${hashes[4]}:folder/4.txt`]), "remove");
    await expect(commitDiff({ root: fixture.root, hash: hashes[4]! })).rejects.toMatchObject({
      code: "git-failed",
      message: expect.stringMatching(new RegExp(`git log failed in ${fixture.root}: fatal: .*git fsck`)),
      details: { command: "log", exitCode: 128 },
    });
  });
});

describe("what a commit holds", () => {
  it("shows a bounded diff", async () => {
    fixture.write("big.txt", "line\n".repeat(2000));
    fixture.write(":(top)odd*.txt", "odd\n");
    const hash = fixture.commit("Big");
    const { root } = fixture;
    const cut = await commitDiff({ root, hash, path: "big.txt", maxBytes: 1000 });
    expect(cut).toMatchObject({ truncated: true });
    expect(cut.text.length).toBeLessThanOrEqual(1000);
    expect(cut.text.endsWith("\n")).toBe(true);
    // A path is never a pattern.
    expect((await commitDiff({ root, hash, path: ":(top)odd*.txt" })).text).toContain("+odd");
    expect((await commitDiff({ root, hash, path: "*.txt" })).text).toBe("");
  });
});

describe("the digest of refs", () => {
  const digest = (): Promise<string | null> => digestRefs({ root: fixture.root });

  it("changes with every ref that history starts from, and with nothing else", async () => {
    const seen = new Set([await digest()]);
    const isNew = async (): Promise<boolean> => seen.size < seen.add(await digest()).size;
    const first = fixture.commit("First");
    expect(await isNew()).toBe(true);
    const second = fixture.commit("Second");
    expect(await isNew()).toBe(true);
    for (const change of [
      ["tag", "v1", first],
      ["tag", "-f", "v1", second],
      ["branch", "storm", first],
      ["update-ref", "refs/remotes/origin/main", first],
      ["checkout", "-q", "--detach", first],
    ]) {
      fixture.git(change);
      expect(await isNew(), change.join(" ")).toBe(true);
    }
    for (const change of [
      ["pack-refs", "--all"],
      ["update-ref", "refs/stash", first],
      ["notes", "add", "-m", "a note", second],
      ["checkout", "-q", "storm"],
    ]) {
      fixture.git(change);
      expect(await isNew(), change.join(" ")).toBe(false);
    }
    fixture.git(["tag", "-d", "v1"]);
    expect(await isNew()).toBe(true);
  });

  it("is none where a ref is broken, and refs that lead to no commit are no whole list", async () => {
    const first = fixture.commit("First");
    const refs = async () => listHistoryRefs(await gitPlaceOf(fixture.root));
    expect(await refs()).toEqual({ tags: [], tips: [first], isWhole: true });
    fixture.git(["tag", "a-tree", `${first}^{tree}`]);
    expect(await refs()).toEqual({ tags: [{ name: "a-tree", commit: null }], tips: [first], isWhole: false });
    fixture.write(".git/refs/heads/broken", `${"1".repeat(40)}\n`);
    expect(await digest()).toBeNull();
  });
});

describe("session tags", () => {
  it("pairs by session and assistant, then by session, and leaves halves out", async () => {
    const [start, end] = [fixture.commit("Start"), fixture.commit("End")];
    const tag = (name: string, at: string): string => fixture.git(["tag", name, at]);
    tag("session-20260101-010101-start", start);
    tag("session-20260101-010101-end", end);
    tag("session-20260102-010101-claude-start", start);
    tag("session-20260102-010101-claude-end", end);
    tag("session-20260102-010101-gemini-start", end);
    tag("session-20260102-010101-gemini-end", end);
    tag("session-20260103-010101-start", start);
    tag("session-20260103-010101-claude-end", end);
    tag("session-20260104-010101-start", start);
    tag("session-nonsense-end", end);
    tag("session-20260105-010101-start", fixture.git(["rev-parse", `${start}^{tree}`]));
    tag("session-20260105-010101-end", end);
    const pairs = sessionTags(await listTags({ root: fixture.root }));
    expect(pairs.map((pair) => [pair.sessionId, pair.agent, pair.start === start, pair.end === end])).toEqual([
      ["20260101-010101", null, true, true],
      ["20260102-010101", "claude", true, true],
      ["20260102-010101", "gemini", false, true],
      ["20260103-010101", "claude", true, true],
    ]);
  });
});
