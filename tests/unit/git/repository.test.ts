import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findGit } from "../../../src-main/core/git/find-git.ts";
import { openRepository, withoutCredentials } from "../../../src-main/core/git/repository.ts";
import { readGit } from "../../../src-main/core/git/run-git.ts";
import { createGitFixture, type GitFixture } from "./git-fixture.ts";

let fixture: GitFixture;
beforeEach(() => {
  fixture = createGitFixture();
});
afterEach(() => fixture.remove());

describe("openRepository", () => {
  it("knows a repository by its root commit, from any folder or file in it", async () => {
    const root = fixture.commit("Root");
    fixture.write("deep/er/file.txt", "x");
    fixture.commit("More");
    fixture.git(["remote", "add", "origin", "https://ada:secret@example.org/a/b.git"]);
    const opened = await openRepository(join(fixture.root, "deep", "er"));
    expect(opened).toMatchObject({
      id: root,
      identity: "root-commit",
      root: fixture.root,
      inside: "deep/er",
      name: "repository",
      kind: "main",
      unborn: false,
      remoteUrl: "https://example.org/a/b.git",
      head: { branch: "main", commit: fixture.git(["rev-parse", "HEAD"]) },
    });
    expect((await openRepository(join(fixture.root, "deep/er/file.txt")))?.inside).toBe("deep/er/file.txt");
    fixture.git(["checkout", "-q", "--detach"]);
    expect((await openRepository(fixture.root))?.head.branch).toBeNull();
  });

  it("takes the project's own id first, unless it is a link or malformed", async () => {
    const root = fixture.commit("Root");
    fixture.write(".patina/uid", "2bdc808e\n");
    expect(await openRepository(fixture.root)).toMatchObject({ id: "2bdc808e", identity: "patina-uid" });
    fixture.write(".patina/uid", "../../etc");
    expect(await openRepository(fixture.root)).toMatchObject({ id: root });
    execFileSync("rm", [join(fixture.root, ".patina/uid")]);
    writeFileSync(join(dirname(fixture.root), "uid"), "12345678");
    symlinkSync("../../uid", join(fixture.root, ".patina/uid"));
    expect(await openRepository(fixture.root)).toMatchObject({ id: root });
  });

  it("opens a repository without commits, and gives it an id that holds", async () => {
    const opened = await openRepository(fixture.root);
    expect(opened).toMatchObject({ unborn: true, identity: "path", head: { branch: "main", commit: null } });
    expect((await openRepository(fixture.root))?.id).toBe(opened?.id);
  });

  it("tells worktrees, submodules and bare repositories apart", async () => {
    fixture.write("a", "1");
    const root = fixture.commit("Root");
    const beside = dirname(fixture.root);
    fixture.git(["worktree", "add", "-q", join(beside, "linked")]);
    expect(await openRepository(join(beside, "linked"))).toMatchObject({
      kind: "worktree",
      id: root,
      root: join(beside, "linked"),
      head: { branch: "linked" },
    });
    fixture.git(["clone", "-q", "--bare", fixture.root, join(beside, "bare.git")]);
    expect(await openRepository(join(beside, "bare.git"))).toMatchObject({ kind: "bare", name: "bare", id: root });
    fixture.git(["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", join(beside, "bare.git"), "sub"]);
    expect(await openRepository(join(fixture.root, "sub"))).toMatchObject({ kind: "submodule", root: join(fixture.root, "sub"), id: root });
  });

  it("opens a repository whose HEAD commit is gone", async () => {
    const hash = fixture.commit("Root");
    execFileSync("rm", ["-f", join(fixture.root, ".git/objects", hash.slice(0, 2), hash.slice(2))]);
    expect(await openRepository(fixture.root)).toMatchObject({ identity: "path", head: { branch: "main", commit: hash } });
  });

  it("says plainly what is wrong with a path", async () => {
    await expect(openRepository(join(fixture.root, "none"))).rejects.toMatchObject({ code: "not-found" });
    symlinkSync("loop", join(fixture.root, "loop"));
    await expect(openRepository(join(fixture.root, "loop"))).rejects.toMatchObject({ code: "invalid-input" });
    expect(await openRepository(dirname(fixture.root))).toBeNull();
  });

  it("takes no folder for a repository that only has an empty .git", async () => {
    const folder = join(dirname(fixture.root), "plain");
    mkdirSync(join(folder, ".git"), { recursive: true });
    expect(await openRepository(folder)).toBeNull();
  });
});

describe("withoutCredentials", () => {
  it("never lets a secret through, and keeps host and path", () => {
    const secret = fc.stringMatching(/^[a-z0-9]{12,20}$/).map((text) => `S3CR3T${text}`);
    fc.assert(
      fc.property(
        fc.constantFrom("https", "http", "ssh", "git+ssh", "ftp"),
        secret,
        secret,
        fc.constantFrom("user", "git", ""),
        (scheme, one, two, user) => {
          for (const url of [
            `${scheme}://${user}:${one}@host.example/a/b.git`,
            `${scheme}://${one}@host.example/a/b.git?token=${two}#${one}`,
            `${scheme}://x@${one}:${two}@host.example/a/b.git`,
          ]) {
            expect(withoutCredentials(url)).toBe(`${scheme}://host.example/a/b.git`);
          }
        },
      ),
    );
    expect(withoutCredentials("git@github.com:a/b.git")).toBe("git@github.com:a/b.git");
    expect(withoutCredentials("ssh://git@github.com/a/b.git")).toBe("ssh://git@github.com/a/b.git");
    expect(withoutCredentials("/srv/git/a.git")).toBe("/srv/git/a.git");
  });
});

describe("running git", () => {
  it("takes git from absolute PATH entries only", () => {
    const fake = join(fixture.root, process.platform === "win32" ? "git.exe" : "git");
    writeFileSync(fake, "#!/bin/sh\n");
    chmodSync(fake, 0o755);
    expect(findGit({ PATH: `.:${fixture.root}` })).toBe(fake);
    expect(() => findGit({ PATH: ".::relative" })).toThrow(
      expect.objectContaining({ code: "unavailable", message: expect.stringContaining("Install git") }),
    );
  });

  it.skipIf(process.platform === "win32")("ends a git that says nothing more, as on a pipe named .gitignore", async () => {
    execFileSync("mkfifo", [join(fixture.root, ".gitignore")]);
    expect(existsSync(join(fixture.root, ".gitignore"))).toBe(true);
    const place = { gitDir: join(fixture.root, ".git"), workTree: fixture.root, folder: fixture.root };
    const run = readGit({ place, command: "ls-files", args: ["--others", "--exclude-standard"], silenceMs: 200 });
    await expect(run).rejects.toMatchObject({ code: "git-failed", message: expect.stringContaining("no output") });
  });
});
