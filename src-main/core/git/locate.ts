import { lstat, readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";

/** Where git runs: both are given to git explicitly, so that neither `core.worktree` nor discovery decides what is read. */
export interface GitPlace {
  /** The `.git` folder or file, or the bare repository itself. */
  readonly gitDir: string;
  /** Top folder of the work tree; null when bare. */
  readonly workTree: string | null;
  /** Folder git runs in: the work tree's top or a folder below it. */
  readonly folder: string;
}

/** What the `.git` of a work tree is. */
export type WorkTreeKind = "main" | "worktree" | "submodule";

export interface LocatedRepository {
  readonly place: GitPlace;
  readonly kind: WorkTreeKind | "bare";
}

/**
 * The repository that holds a folder, found as git does (setup.c, `setup_git_directory_gently`): the nearest ancestor with a valid
 * `.git`, or one that is itself a bare repository. Null when there is none. The folder must exist; links in it are resolved.
 *
 * We look ourselves, because git would take `core.worktree` from the configuration, and a hostile repository could so present
 * any folder of the machine as its own.
 */
export async function locateRepository(folder: string): Promise<LocatedRepository | null> {
  const start = await realpath(resolve(folder));
  for (let at = start; ; at = dirname(at)) {
    const found = await repositoryAt(at);
    if (found !== null) return { kind: found.kind, place: { ...found.place, folder: found.place.workTree === null ? at : start } };
    if (dirname(at) === at) return null;
  }
}

/** The repository whose top is exactly this folder, or null. */
export async function repositoryAt(folder: string): Promise<LocatedRepository | null> {
  const dotGit = join(folder, ".git");
  const entry = await stat(dotGit).catch(() => null);
  if (entry?.isDirectory() === true && (await isGitDirectory(dotGit))) {
    return { kind: "main", place: { gitDir: dotGit, workTree: folder, folder } };
  }
  if (entry?.isFile() === true) {
    const target = await readGitFile(dotGit);
    if (target !== null && (await isGitDirectory(target))) {
      const kind = /[/\\]worktrees[/\\][^/\\]+$/.test(target) ? "worktree" : /[/\\]modules[/\\]/.test(target) ? "submodule" : "main";
      return { kind, place: { gitDir: dotGit, workTree: folder, folder } };
    }
  }
  if (entry === null && (await isGitDirectory(folder)) && (await isBare(folder))) {
    return { kind: "bare", place: { gitDir: folder, workTree: null, folder } };
  }
  return null;
}

/** Target of a `gitdir: <path>` file (gitrepository-layout), or null when it is none. */
async function readGitFile(path: string): Promise<string | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  const match = /^gitdir: (.+?)\r?\n*$/.exec(text.slice(0, 4096));
  const target = match?.[1];
  if (target === undefined) return null;
  return isAbsolute(target) ? target : resolve(dirname(path), target);
}

/** As git's `is_git_directory`: a HEAD, and objects and refs of its own or of its common folder. */
async function isGitDirectory(path: string): Promise<boolean> {
  const head = await lstat(join(path, "HEAD")).catch(() => null);
  if (head === null || !(head.isFile() || head.isSymbolicLink())) return false;
  const common = await readFile(join(path, "commondir"), "utf8").catch(() => null);
  const base = common === null ? path : resolve(path, common.trim());
  const [objects, refs] = await Promise.all([stat(join(base, "objects")).catch(() => null), stat(join(base, "refs")).catch(() => null)]);
  return objects?.isDirectory() === true && refs?.isDirectory() === true;
}

/** A folder that only looks like git's inside of a work tree (`.git` itself) is no bare repository to be opened. */
async function isBare(path: string): Promise<boolean> {
  const config = await readFile(join(path, "config"), "utf8").catch(() => "");
  return /^\s*bare\s*=\s*true\s*$/im.test(config);
}
