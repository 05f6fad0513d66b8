import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { foldersLeftOut } from "../../../src-main/core/scan/watched-folders.ts";
import { watchTree } from "../../../src-main/core/scan/watch-tree.ts";

/** How long a busy machine takes is no matter here. */
const PATIENCE = 60_000;

let root = "";
let watching = new AbortController();
let seen: string[] = [];
const onError = vi.fn();

const put = (path: string, text = "x"): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
/** Waits until something at that path was told of. */
const told = (path: string): Promise<void> => vi.waitFor(() => expect(seen).toContain(path), PATIENCE);
/** What happens later is told of; what is already on its way is not waited for. */
const forget = (): void => void (seen = []);

async function start(include: readonly string[] = []): Promise<void> {
  const { signal } = watching;
  const leftOut = () => foldersLeftOut(root, include, signal);
  await watchTree({ root, signal, leftOut, onChange: (path) => void seen.push(path), onError });
}

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "verdigris-watch-")));
  watching = new AbortController();
  seen = [];
  onError.mockReset();
  execFileSync("git", ["init", "-q", root]);
});
afterEach(() => {
  watching.abort();
  rmSync(root, { recursive: true, force: true });
});

describe("watching a tree by its folders", () => {
  it("tells of files made, changed and removed at any depth, and of git's branches", async () => {
    put("a/b/c/deep.md");
    await start();
    put("top.md");
    await told("top.md");
    put("a/b/c/deep.md", "changed");
    await told("a/b/c/deep.md");
    forget();
    rmSync(join(root, "a/b/c/deep.md"));
    await told("a/b/c/deep.md");
    put(".git/refs/heads/main", "0123456789012345678901234567890123456789\n");
    await told(".git/refs/heads/main");
  });

  it("follows folders that come, move and are replaced", async () => {
    await start();
    put("new/inner/first.md");
    // Once for itself, and again when all in it is watched.
    await vi.waitFor(() => expect(seen.filter((path) => path === "new")).toHaveLength(2), PATIENCE);
    put("new/inner/second.md");
    await told("new/inner/second.md");
    renameSync(join(root, "new"), join(root, "moved"));
    await told("moved");
    await vi.waitFor(() => {
      put("moved/inner/third.md", `${seen.length}`);
      expect(seen).toContain("moved/inner/third.md");
    }, PATIENCE);
    rmSync(join(root, "moved"), { recursive: true });
    put("moved/inner/fourth.md");
    forget();
    await vi.waitFor(() => {
      put("moved/inner/fourth.md", `${seen.length}`);
      expect(seen).toContain("moved/inner/fourth.md");
    }, PATIENCE);
    expect(onError).not.toHaveBeenCalled();
  });

  it("does not enter what git ignores as a whole, other repositories, nor git's objects", async () => {
    put(".gitignore", "build/\n");
    put("build/out/made.js");
    put("other/.git/HEAD", "ref: refs/heads/main\n");
    put("docs/seen.md");
    await start();
    for (const path of ["build/out/made.js", "other/file.md", ".git/objects/aa/bb", "docs/seen.md"]) put(path, "again");
    await told("docs/seen.md");
    expect(seen.filter((path) => /^(build|other|\.git\/objects)\//.test(path))).toEqual([]);
  });

  it("enters an ignored folder once a rule takes it back in, whoever's rule it is", async () => {
    put(".gitignore", "notes/\n");
    put("notes/one.md");
    await start();
    put(".gitignore", "\n");
    await vi.waitFor(() => {
      put("notes/one.md", `${seen.length}`);
      expect(seen).toContain("notes/one.md");
    }, PATIENCE);
    watching.abort();
    put(".gitignore", "notes/\n");
    put(".ignore", "!notes/\n");
    watching = new AbortController();
    forget();
    await start();
    put("notes/one.md", "by .ignore");
    await told("notes/one.md");
    watching.abort();
    rmSync(join(root, ".ignore"));
    watching = new AbortController();
    forget();
    await start(["notes/**"]);
    put("notes/one.md", "by the user");
    await told("notes/one.md");
  });

  it("says when the root is gone", async () => {
    await start();
    rmSync(root, { recursive: true });
    await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(1), PATIENCE);
  });

  it.runIf(process.platform === "linux")("takes one watch for a folder, however many files are in it, and gives it back", async () => {
    for (let n = 0; n < 200; n++) put(`many/${n}.md`);
    const watches = (): number =>
      readdirSync("/proc/self/fdinfo")
        .map((fd) => /^inotify wd/gm[Symbol.match](readSafely(`/proc/self/fdinfo/${fd}`))?.length ?? 0)
        .reduce((sum, count) => sum + count, 0);
    const before = watches();
    await start();
    // The root, `many`, `.git`, and its `refs` with `heads` and `tags`.
    expect(watches() - before).toBe(6);
    watching.abort();
    await vi.waitFor(() => expect(watches()).toBe(before), PATIENCE);
  });
});

function readSafely(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
