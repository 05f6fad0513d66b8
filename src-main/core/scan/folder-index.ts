import type { Ignore } from "ignore";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Look, Seen } from "./look.ts";
import { compilePatterns, testPatterns } from "./patterns.ts";

const MAX_IGNORE_BYTES = 1024 * 1024;

/** What holds for everything in a folder. */
export interface FolderFacts {
  /** `link`: it or a folder above it is a symbolic link now, whatever git's index says. */
  readonly state: "folder" | "link" | "gone" | "unreadable";
  /** The `.ignore` files from this folder upwards, nearest first. */
  readonly ignoreFiles: readonly IgnoreFile[];
  /** What they say of this folder itself. */
  readonly verdict: IgnoreVerdict | null;
}

interface IgnoreFile {
  /** With `/` at its end; empty for the root. */
  readonly prefix: string;
  readonly patterns: Ignore;
}

export interface IgnoreVerdict {
  readonly ignored: boolean;
  /** `docs/.ignore: *.bak`. */
  readonly rule: string;
}

/** Looks at each folder of a scan once: whether it is really a folder, and its `.ignore` file. */
export interface FolderIndex {
  /** `path` relative to the root, empty for the root. */
  facts(path: string): Promise<FolderFacts>;
  /** Some `.ignore` seen so far takes ignored files back in. */
  hasNegation(): boolean;
}

export function createFolderIndex(root: string, lookAt: Look): FolderIndex {
  const known = new Map<string, Promise<FolderFacts>>();
  let negation = false;

  function facts(path: string): Promise<FolderFacts> {
    let found = known.get(path);
    if (found === undefined) {
      found = look(path);
      known.set(path, found);
    }
    return found;
  }

  async function look(path: string): Promise<FolderFacts> {
    const above = path === "" ? null : await facts(parentOf(path));
    if (above !== null && above.state !== "folder") return { ...above, ignoreFiles: [], verdict: null };
    const state = path === "" ? "folder" : folderState(await lookAt(join(root, path)));
    const verdict = above === null ? null : ignoreVerdict(above, `${path}/`);
    if (state !== "folder") return { state, ignoreFiles: [], verdict };
    const ignoreFile = join(root, path, ".ignore");
    const own = (await lookAt(ignoreFile)) === null ? null : await readIgnoreFile(ignoreFile);
    const inherited = above?.ignoreFiles ?? [];
    if (own === null) return { state, ignoreFiles: inherited, verdict };
    negation ||= own.negation;
    return { state, ignoreFiles: [{ prefix: path === "" ? "" : `${path}/`, patterns: own.patterns }, ...inherited], verdict };
  }

  return { facts, hasNegation: () => negation };
}

/**
 * What `.ignore` files say of a path in a folder (a folder's path ends in `/`), as ripgrep reads them: the nearest file that matches
 * decides, and what lies in an ignored folder stays ignored.
 */
export function ignoreVerdict(folder: FolderFacts, path: string): IgnoreVerdict | null {
  if (folder.verdict?.ignored === true) return folder.verdict;
  for (const { prefix, patterns } of folder.ignoreFiles) {
    const verdict = testPatterns(patterns, path.slice(prefix.length));
    if (verdict !== null) return { ignored: verdict.ignored, rule: `${prefix}.ignore: ${verdict.pattern}` };
  }
  return folder.verdict;
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

function folderState(seen: Seen): FolderFacts["state"] {
  if (seen === null) return "gone";
  if (seen instanceof Error) return "unreadable";
  return seen.isSymbolicLink() ? "link" : seen.isDirectory() ? "folder" : "gone";
}

/** A link or FIFO of that name is none: reading it could leave the root or never end. */
async function readIgnoreFile(path: string): Promise<{ readonly patterns: Ignore; readonly negation: boolean } | null> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (handle === null) return null;
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > MAX_IGNORE_BYTES) return null;
    const lines = (await handle.readFile("utf8")).replace(/^\uFEFF/, "").split("\n");
    const patterns = compilePatterns(lines);
    return patterns === null ? null : { patterns, negation: lines.some((line) => line.startsWith("!")) };
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
