import { readdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scanFolder, type ExcludedPath, type ScanRules } from "../../../src-main/core/scan/scan-folder.ts";
import { createRepository, type FixtureRepository } from "../../support/fixture-repository.ts";

const CAPS = { maxFileBytes: 1000, maxTranscriptBytes: 5000 };
let repository: FixtureRepository;

beforeEach(() => {
  repository = createRepository("scan");
});
afterEach(() => repository.remove());

async function scan(rules: Partial<ScanRules> = {}) {
  const files: string[] = [];
  const excluded: ExcludedPath[] = [];
  for await (const entry of scanFolder({ root: repository.root, rules: { exclude: [], include: [], ...rules }, caps: CAPS })) {
    if (entry.kind === "file") files.push(entry.path);
    else excluded.push(entry);
  }
  return { files: files.sort(), excluded: new Map(excluded.map((one) => [one.path, one.reason])) };
}

test("submodules, nested repositories and worktrees are named and not entered", async () => {
  const library = createRepository("library");
  library.write("lib.md", "# Library\n");
  library.commit("A library");
  repository.write("a.md", "# A\n");
  repository.commit("First");
  repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.root, "vendor/library");
  repository.git("clone", "-q", library.root, "nested");
  repository.git("worktree", "add", "-q", "trees/feature");
  const { files, excluded } = await scan();
  expect(files).toEqual([".gitmodules", "a.md"]);
  expect(Object.fromEntries(excluded)).toEqual({
    "vendor/library": "submodule",
    nested: "nested-repository",
    "trees/feature": "worktree",
  });
  library.remove();
});

test("a link is named and not followed, wherever it leads", async () => {
  repository.write("a.md", "# A\n");
  symlinkSync(".", join(repository.root, "loop"));
  symlinkSync("..", join(repository.root, "above"));
  symlinkSync("/etc/passwd", join(repository.root, "passwd.md"));
  symlinkSync("nothing", join(repository.root, "dangling.md"));
  const { files, excluded } = await scan();
  expect(files).toEqual(["a.md"]);
  expect(Object.fromEntries(excluded)).toEqual({ loop: "symlink", above: "symlink", "passwd.md": "symlink", "dangling.md": "symlink" });
});

test("a tracked file behind a folder that became a link is not read through it", async () => {
  repository.write("docs/a.md", "# A\n");
  repository.commit("First");
  repository.git("mv", "docs", "kept");
  repository.git("reset", "-q");
  symlinkSync("kept", join(repository.root, "docs"));
  const { files, excluded } = await scan();
  expect(files).toEqual(["kept/a.md"]);
  expect(excluded.get("docs/a.md")).toBe("symlink");
});

test("a tracked file that is gone is no file, and one that is both staged thrice and there is one file", async () => {
  repository.write("a.md", "one\n");
  repository.write("gone.md", "gone\n");
  const base = repository.commit("Base");
  repository.write("a.md", "two\n");
  repository.commit("Ours");
  repository.git("checkout", "-q", "-b", "theirs", base);
  repository.write("a.md", "three\n");
  repository.commit("Theirs");
  expect(() => repository.git("merge", "-q", "main")).toThrow();
  repository.git("rm", "-q", "--cached", "gone.md");
  repository.git("clean", "-q", "-f", "gone.md");
  expect(await scan()).toEqual({ files: ["a.md"], excluded: new Map() });
});

test("a file over its cap is named with the limit; transcripts have their own", async () => {
  repository.write("big.md", "x".repeat(1001));
  repository.write("log.jsonl", "x".repeat(4000));
  const { files, excluded } = await scan();
  expect(files).toEqual(["log.jsonl"]);
  expect(excluded.get("big.md")).toBe("too-large");
});

test("the user's own rules leave out, and take back what git and .ignore leave out", async () => {
  repository.write(".gitignore", "build/\n");
  repository.write(".ignore", "drafts/\n");
  for (const path of ["a.md", "b.log", "build/out.md", "build/x.js", "drafts/d.md"]) repository.write(path, "text\n");
  const base = [".gitignore", ".ignore", "a.md"];
  expect((await scan()).files).toEqual([...base, "b.log"]);
  expect((await scan({ exclude: ["*.log"] })).excluded.get("b.log")).toBe("rule");
  expect((await scan({ include: ["build/*.md", "drafts/"] })).files).toEqual([...base, "b.log", "build/out.md", "drafts/d.md"]);
});

test("a folder without git is scanned by the same rules, and nothing is written into it", async () => {
  repository.write("a.md", "text\n");
  repository.write("b.log", "text\n");
  repository.write(".gitignore", "*.log\n");
  renameSync(join(repository.root, ".git"), join(repository.root, "..", "git-elsewhere"));
  expect((await scan()).files).toEqual([".gitignore", "a.md"]);
  expect(readdirSync(repository.root).sort()).toEqual([".gitignore", "a.md", "b.log"]);
});
