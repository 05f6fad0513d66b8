import { join } from "node:path";
import { repositoryAt } from "../git/locate.ts";
import { capFor, type SourceCaps } from "./caps.ts";
import { createFolderIndex, ignoreVerdict, parentOf, type FolderIndex, type IgnoreVerdict } from "./folder-index.ts";
import { listFiles, listIgnoredFiles, type ListedName } from "./list-files.ts";
import { createLook, type Seen } from "./look.ts";
import { compilePatterns, testPatterns } from "./patterns.ts";
import { openScanPlace } from "./scan-place.ts";

/** The user's own rules for a folder, gitignore syntax relative to its root. `include` wins over every rule that leaves a file out. */
export interface ScanRules {
  readonly exclude: readonly string[];
  readonly include: readonly string[];
}

export type ExclusionReason =
  | "ignored"
  | "rule"
  | "symlink"
  | "submodule"
  | "nested-repository"
  | "worktree"
  | "too-large"
  | "unreadable"
  | "not-a-file"
  | "not-utf8-name";

export interface ScannedFile {
  readonly kind: "file";
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

export interface ExcludedPath {
  readonly kind: "excluded";
  readonly path: string;
  readonly reason: ExclusionReason;
  /** For a person; names the rule or the size. */
  readonly detail: string;
}

export type ScanEntry = ScannedFile | ExcludedPath;

export interface ScanOptions {
  readonly root: string;
  readonly rules: ScanRules;
  readonly caps: SourceCaps;
  readonly signal?: AbortSignal | undefined;
}

/** Looked at together; the file system answers them in any order, they are given in git's. */
const BATCH = 256;

/**
 * The files git would take for a folder's own: tracked, or untracked and not ignored by any `.gitignore`, `.git/info/exclude` or the user's global
 * rules; less what `.ignore` files and the user's rules leave out, and with what those take back in. Each path once, in git's order. No
 * link is followed. What git ignores is not named (see `listIgnored`), nor is a tracked file that is gone.
 *
 * Taking back in differs from ripgrep in one point: a folder that git ignores and `!folder/` in a `.ignore` takes back comes with
 * all that is in it, even what another `.gitignore` rule matches.
 * @throws VerdigrisError `git-failed`, `cancelled`, `unavailable` without git.
 */
export async function* scanFolder(options: ScanOptions): AsyncGenerator<ScanEntry> {
  const { root, signal } = options;
  const opened = await openScanPlace(root);
  try {
    const scan = createScan(options);
    for await (const names of listFiles(opened.place, signal)) yield* scan.entries(names, false);
    if (scan.mayTakeBack()) for await (const names of listIgnoredFiles(opened.place, signal)) yield* scan.entries(names, true);
  } finally {
    await opened.close();
  }
}

interface Scan {
  entries(names: readonly ListedName[], gitIgnored: boolean): AsyncGenerator<ScanEntry>;
  mayTakeBack(): boolean;
}

function createScan({ root, rules, caps, signal }: ScanOptions): Scan {
  const look = createLook();
  const folders = createFolderIndex(root, look);
  const exclude = compilePatterns(rules.exclude);
  const include = compilePatterns(rules.include);

  /** Null: taken; otherwise why not. `gitIgnored` paths are out unless something takes them back. */
  function ruling(path: string, verdict: IgnoreVerdict | null, gitIgnored: boolean): ExcludedPath | "silent" | null {
    if (include !== null && testPatterns(include, path)?.ignored === true) return null;
    const excluded = exclude === null ? null : testPatterns(exclude, path);
    if (excluded?.ignored === true) return gitIgnored ? "silent" : leftOut(path, "rule", `Your rule: ${excluded.pattern}`);
    if (gitIgnored) return verdict?.ignored === false ? null : "silent";
    return verdict?.ignored === true ? leftOut(path, "ignored", verdict.rule) : null;
  }

  async function entry(name: ListedName, gitIgnored: boolean): Promise<ScanEntry | null> {
    const { path } = name;
    if (name.kind === "not-utf8") return gitIgnored ? null : leftOut(path, "not-utf8-name", "Its name is not UTF-8 text.");
    if (name.kind === "unopened") return leftOut(path, "unreadable", "The folder cannot be opened. Check its permissions.");
    const folder = await folders.facts(parentOf(path));
    if (folder.state === "gone")
      return name.kind === "submodule" ? leftOut(path, "submodule", "A submodule that is not checked out.") : null;
    const asFolder = name.kind === "file" ? path : `${path}/`;
    const rule = ruling(asFolder, ignoreVerdict(folder, asFolder), gitIgnored);
    if (rule !== null) return rule === "silent" ? null : rule;
    if (folder.state === "link") return leftOut(path, "symlink", "It lies behind a symbolic link, which is not followed.");
    if (name.kind === "submodule") return leftOut(path, "submodule", "A submodule. Add its folder by itself to index it.");
    if (name.kind === "folder") return nestedRepository(root, path);
    return fileEntry(path, await look(join(root, path)), caps);
  }

  return {
    mayTakeBack: () => include !== null || folders.hasNegation(),
    async *entries(names, gitIgnored) {
      for (let from = 0; from < names.length; from += BATCH) {
        signal?.throwIfAborted();
        const batch = names.slice(from, from + BATCH);
        await prepare(folders, batch);
        for (const one of await Promise.all(batch.map((name) => entry(name, gitIgnored)))) if (one !== null) yield one;
      }
    },
  };
}

/** So that a folder's many files wait for one look at it and not each for its own. */
async function prepare(folders: FolderIndex, names: readonly ListedName[]): Promise<void> {
  await Promise.all([...new Set(names.map((name) => parentOf(name.path)))].map((path) => folders.facts(path)));
}

function fileEntry(path: string, stat: Seen, caps: SourceCaps): ScanEntry | null {
  if (stat === null) return null;
  if (stat instanceof Error) return leftOut(path, "unreadable", `It cannot be read (${stat.code ?? stat.message}).`);
  if (stat.isSymbolicLink()) return leftOut(path, "symlink", "A symbolic link, which is not followed.");
  // A tracked file that is a folder now: git lists what is in it by itself.
  if (stat.isDirectory()) return null;
  if (!stat.isFile()) return leftOut(path, "not-a-file", "A pipe, socket or device.");
  const cap = capFor(path, caps);
  if (stat.size > cap) return leftOut(path, "too-large", `${stat.size} bytes; the limit is ${cap}.`);
  return { kind: "file", path, bytes: stat.size, mtimeMs: stat.mtimeMs, inode: stat.ino };
}

async function nestedRepository(root: string, path: string): Promise<ExcludedPath> {
  const found = await repositoryAt(join(root, path)).catch(() => null);
  if (found?.kind === "worktree")
    return leftOut(path, "worktree", "Another work tree of a repository. Add its folder by itself to index it.");
  return leftOut(path, "nested-repository", "A repository of its own. Add its folder by itself to index it.");
}

function leftOut(path: string, reason: ExclusionReason, detail: string): ExcludedPath {
  return { kind: "excluded", path, reason, detail };
}
