import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readGit } from "../git/run-git.ts";
import { openScanPlace } from "./scan-place.ts";

/** Which folders (relative to the root, with `/`) are not watched, nor anything below them. Walked from the root down. */
export interface LeftOut {
  has(folder: string): boolean;
  /** Told of a folder with an `.ignore` file before those in it are asked about: its rules may take back what git ignores. */
  meetIgnoreFile(folder: string): Promise<void>;
}

/**
 * The folders in which nothing happens that an index run would see: those that git ignores as a whole (builds and installed packages write
 * thousands of files there), and most of git's own. When the user's rules take something in, only the latter. Never throws: without git,
 * nothing is left out but git's own.
 */
export async function foldersLeftOut(root: string, include: readonly string[], signal: AbortSignal): Promise<LeftOut> {
  const ignored = include.length > 0 ? new Set<string>() : await ignoredFolders(root, signal).catch(() => new Set<string>());
  const takingBack: string[] = [];
  return {
    has: (folder) => isGitsOwn(folder) || (ignored.has(folder) && !takingBack.some((above) => folder.startsWith(above))),
    async meetIgnoreFile(folder) {
      const text = await readFile(join(root, folder, ".ignore"), "utf8").catch(() => "");
      if (/^!/m.test(text)) takingBack.push(folder === "" ? "" : `${folder}/`);
    },
  };
}

/** Git's own files matter only where they say that history or the branch moved. */
function isGitsOwn(folder: string): boolean {
  if (folder === ".git" || folder === ".git/refs" || folder.startsWith(".git/refs/")) return false;
  return folder.startsWith(".git/") || folder.endsWith("/.git");
}

async function ignoredFolders(root: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { place, close } = await openScanPlace(root);
  try {
    const args = ["-z", "--others", "--ignored", "--exclude-standard", "--directory"];
    const { bytes } = await readGit({ place, command: "ls-files", args, signal });
    const names = bytes.toString("utf8").split("\0");
    return new Set(names.filter((name) => name.endsWith("/")).map((name) => name.slice(0, -1)));
  } finally {
    await close();
  }
}
