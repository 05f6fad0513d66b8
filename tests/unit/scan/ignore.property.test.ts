/** What a scan leaves out, held to `git check-ignore` on generated trees and rules. */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { scanFolder } from "../../../src-main/core/scan/scan-folder.ts";
import { createRepository, type FixtureRepository } from "../../support/fixture-repository.ts";

const CAPS = { maxFileBytes: 1 << 20, maxTranscriptBytes: 1 << 20 };
let repository: FixtureRepository;
const environment = { ...process.env };

beforeEach(() => {
  repository = createRepository("ignore");
  process.env["GIT_CONFIG_NOSYSTEM"] = "1";
  process.env["GIT_CONFIG_GLOBAL"] = join(dirname(repository.root), "gitconfig");
  writeFileSync(process.env["GIT_CONFIG_GLOBAL"], `[core]\n\texcludesFile = ${join(dirname(repository.root), "global-ignore")}\n`);
});
afterEach(() => {
  process.env = { ...environment };
  repository.remove();
});

async function scanned(): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of scanFolder({ root: repository.root, rules: { exclude: [], include: [] }, caps: CAPS }))
    if (entry.kind === "file") paths.push(entry.path);
  return paths.sort();
}

/** Those of the paths that git itself does not ignore; tracked files are never ignored. */
function notIgnored(paths: readonly string[]): string[] {
  const result = execGit(["check-ignore", "-z", "--stdin"], paths.map((path) => `${path}\0`).join(""));
  const ignored = new Set(result.split("\0"));
  return paths.filter((path) => !ignored.has(path)).sort();
}

function execGit(args: readonly string[], input: string): string {
  try {
    return execFileSync("git", args, { cwd: repository.root, input, encoding: "utf8" });
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    if (status === 1) return stdout; // None of them is ignored.
    throw error;
  }
}

const name = fc.constantFrom("a", "b", "out", "a.log", "b.md", "Out", "x y", "é", "[k]", "-q");
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
const glob = fc.constantFrom(
  "a",
  "b",
  "out",
  "*.log",
  "*",
  "?",
  "a*",
  "[ab]",
  "[!a]*",
  "**",
  "x\\ y",
  "é",
  "\\[k\\]",
  "-q",
  "OUT",
  "*.m[a-d]",
);
const pattern = fc
  .tuple(fc.boolean(), fc.boolean(), fc.array(glob, { minLength: 1, maxLength: 3 }), fc.boolean(), fc.constantFrom("", " ", "\\ ", "\t"))
  .map(
    ([negated, anchored, parts, folder, end]) => `${negated ? "!" : ""}${anchored ? "/" : ""}${parts.join("/")}${folder ? "/" : ""}${end}`,
  );
const rules = fc.array(fc.oneof({ weight: 9, arbitrary: pattern }, { weight: 1, arbitrary: fc.constantFrom("", "# a", "\\#a", "!") }), {
  maxLength: 5,
});
const folder = fc.array(fc.constantFrom("a", "b", "out"), { maxLength: 2 }).map((parts) => parts.join("/"));

/** A tree of the paths as far as they fit into one another: a file is no folder at the same time. */
function treeOf(paths: readonly string[]): string[] {
  const wanted = new Set(paths);
  return [...wanted].filter((one) => ![...wanted].some((other) => other.startsWith(`${one}/`)));
}

function empty(): void {
  execFileSync("git", ["rm", "-r", "-q", "--cached", "--ignore-unmatch", "."], { cwd: repository.root });
  execFileSync("git", ["clean", "-x", "-d", "-f", "-f", "-q"], { cwd: repository.root });
}

describe("what is left out", () => {
  test("is what git check-ignore names: nested, negated, info/exclude and global rules, tracked files", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { minLength: 1, maxLength: 14 }),
        fc.array(fc.tuple(folder, rules), { maxLength: 4 }),
        rules,
        rules,
        fc.nat(4),
        async (paths, ignoreFiles, info, global, trackEvery) => {
          empty();
          const files = treeOf(paths);
          for (const file of files) repository.write(file, "text\n");
          if (trackEvery > 1) {
            const tracked = files.filter((_, index) => index % trackEvery === 0);
            execFileSync("git", ["--literal-pathspecs", "add", "-f", "--", ...tracked], { cwd: repository.root });
          }
          const written = new Set<string>();
          for (const [at, lines] of ignoreFiles) {
            if (files.some((file) => at === file || at.startsWith(`${file}/`))) continue;
            const ignoreFile = at === "" ? ".gitignore" : `${at}/.gitignore`;
            mkdirSync(dirname(join(repository.root, ignoreFile)), { recursive: true });
            appendFileSync(join(repository.root, ignoreFile), `${lines.join("\n")}\n`);
            written.add(ignoreFile);
          }
          mkdirSync(join(repository.root, ".git/info"), { recursive: true });
          writeFileSync(join(repository.root, ".git/info/exclude"), `${info.join("\n")}\n`);
          writeFileSync(join(dirname(repository.root), "global-ignore"), `${global.join("\n")}\n`);
          expect(await scanned()).toEqual(notIgnored([...files, ...written]));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("by an .ignore file is what git would ignore by the same lines", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        // ASCII only: `?` is one character in an .ignore file, and one byte in git.
        fc.array(
          path.filter((one) => !one.includes("é")),
          { minLength: 1, maxLength: 12 },
        ),
        fc.array(fc.tuple(folder, rules), { minLength: 1, maxLength: 3 }),
        async (paths, ignoreFiles) => {
          empty();
          const files = treeOf(paths);
          for (const file of files) repository.write(file, "text\n");
          const folders = new Map<string, string>();
          for (const [at, lines] of ignoreFiles) {
            if (files.some((file) => at === file || at.startsWith(`${file}/`))) continue;
            folders.set(at, `${folders.get(at) ?? ""}${lines.join("\n")}\n`);
          }
          for (const [at, text] of folders) repository.write(at === "" ? ".ignore" : `${at}/.ignore`, text);
          const found = (await scanned()).filter((one) => !one.endsWith(".ignore"));
          for (const [at, text] of folders) {
            rmSync(join(repository.root, at, ".ignore"));
            repository.write(at === "" ? ".gitignore" : `${at}/.gitignore`, text);
          }
          expect(found).toEqual(notIgnored(files));
        },
      ),
      { numRuns: 60 },
    );
  });
});
