import { watch, type FSWatcher } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { LeftOut } from "./watched-folders.ts";

export interface TreeWatchOptions {
  readonly root: string;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Asked before folders are looked at: which of them are not watched, nor what is below them. */
  readonly leftOut: () => Promise<LeftOut>;
  /** This path (relative, with `/`) was made, changed, moved or removed, or something below it that nobody watched yet. */
  readonly onChange: (path: string) => void;
  /** The root is gone, or there are more folders than the system watches. The watch has ended. */
  readonly onError: () => void;
}

/** Of a folder that went away, or that may not be read. */
const NOT_THERE: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP"]);
/** Files that say what is left out. */
const RULES: ReadonlySet<string> = new Set([".gitignore", ".ignore"]);

/**
 * Watches a folder and all below it by a watch for each folder, as inotify is meant to be used. Node's own recursive watch takes one for each
 * file on Linux: a megabyte and more of memory for a thousand files, a walk that blocks the thread, and at some size the system's limit.
 * Follows no link, enters no other repository, keeps no process alive. Resolves when everything is watched.
 */
export async function watchTree({ root, signal, leftOut, onChange, onError }: TreeWatchOptions): Promise<void> {
  const watchers = new Map<string, FSWatcher>();
  /** Paths that came or went and may be folders; the root when rules changed. */
  const toLookAt = new Set<string>();
  let looking = false;
  let ended = signal.aborted;

  function end(): void {
    ended = true;
    leave("");
  }
  function fail(): void {
    if (ended) return;
    end();
    onError();
  }
  /** Ends the watch of a folder and of all below it. */
  function leave(path: string): void {
    for (const [watched, watcher] of watchers) {
      if (path !== "" && watched !== path && !watched.startsWith(`${path}/`)) continue;
      watcher.close();
      watchers.delete(watched);
    }
  }

  /** Watches these folders and all that is below them. */
  async function enter(folders: readonly string[]): Promise<void> {
    const out = await leftOut();
    for (let level = folders; level.length > 0 && !ended;) {
      const below: string[] = [];
      for (const path of level) if (!out.has(path)) below.push(...(await watchOne(path, out)));
      level = below;
    }
  }

  /** The folders in it. First it is watched, then listed: what comes in between is in both. */
  async function watchOne(path: string, out: LeftOut): Promise<string[]> {
    if (ended) return [];
    try {
      const watcher = watch(join(root, path), { persistent: false }, (event, name) => happened(path, event, name));
      watcher.on("error", () => (path === "" ? fail() : leave(path)));
      watchers.set(path, watcher);
      const entries = await readdir(join(root, path), { withFileTypes: true });
      const has = (name: string): boolean => entries.some((entry) => entry.name === name);
      if (path !== "" && has(".git")) {
        leave(path);
        return [];
      }
      if (has(".ignore")) await out.meetIgnoreFile(path);
      return entries.filter((entry) => entry.isDirectory()).map((entry) => within(path, entry.name));
    } catch (error) {
      if (path === "" || !NOT_THERE.has((error as NodeJS.ErrnoException).code ?? "")) fail();
      return [];
    }
  }

  function happened(folder: string, event: string, name: string | null): void {
    if (ended) return;
    // A folder that goes away says so by its own name.
    if (event === "rename" && folder === "" && name === basename(root)) void lstat(root).catch(fail);
    const path = name === null ? folder : within(folder, name);
    onChange(path);
    if (RULES.has(name ?? "")) toLookAt.add("");
    else if (event === "rename" && path !== "") toLookAt.add(path);
    if (!looking && toLookAt.size > 0) void look();
  }

  /** Follows folders that came, went, or were replaced by others of their name. */
  async function look(): Promise<void> {
    looking = true;
    try {
      while (toLookAt.size > 0 && !ended) {
        const paths = toLookAt.has("") ? [""] : [...toLookAt];
        toLookAt.clear();
        for (const path of paths) leave(path);
        const stats = await Promise.all(paths.map((path) => lstat(join(root, path)).catch(() => null)));
        const folders = paths.filter((_, at) => stats[at]?.isDirectory() === true);
        if (folders.length === 0) continue;
        await enter(folders);
        // What came into them before they were watched.
        for (const path of folders) if (watchers.has(path)) onChange(path);
      }
    } catch {
      fail();
    } finally {
      looking = false;
    }
  }

  if (ended) return;
  signal.addEventListener("abort", end, { once: true });
  await enter([""]).catch(fail);
}

function within(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
