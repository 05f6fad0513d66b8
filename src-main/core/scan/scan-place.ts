import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locateRepository, type GitPlace } from "../git/locate.ts";

/** Where git lists a folder's files. `close` must be called. */
export interface ScanPlace {
  readonly place: GitPlace;
  readonly isRepository: boolean;
  close(): Promise<void>;
}

/**
 * The repository that holds the folder; for a folder that no repository holds, an empty git directory of our own with the folder as its
 * work tree, so that ignore rules count there alike and nothing is written into the folder.
 */
export async function openScanPlace(root: string): Promise<ScanPlace> {
  const located = await locateRepository(root);
  if (located !== null && located.place.workTree !== null) {
    return { place: located.place, isRepository: true, close: () => Promise.resolve() };
  }
  const gitDir = await mkdtemp(join(tmpdir(), "verdigris-scan-"));
  try {
    await mkdir(join(gitDir, "objects"));
    await mkdir(join(gitDir, "refs"));
    await writeFile(join(gitDir, "HEAD"), "ref: refs/heads/main\n");
    await writeFile(join(gitDir, "config"), emptyConfig(process.platform));
  } catch (error) {
    await rm(gitDir, { recursive: true, force: true });
    throw error;
  }
  return {
    place: { gitDir, workTree: root, folder: root },
    isRepository: false,
    close: () => rm(gitDir, { recursive: true, force: true }),
  };
}

/** What `git init` would write: how names compare depends on the platform's usual file system. */
function emptyConfig(platform: NodeJS.Platform): string {
  const ignoreCase = platform === "darwin" || platform === "win32";
  return `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tignorecase = ${ignoreCase}\n\tprecomposeunicode = ${platform === "darwin"}\n`;
}
