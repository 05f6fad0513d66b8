import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";

const found = new Map<string, string>();

/**
 * Absolute path of the git executable on `PATH`.
 *
 * We look ourselves because relative and empty `PATH` entries (and, on Windows, the working directory) would let a
 * repository supply its own `git`. Throws `unavailable` when there is none.
 */
export function findGit(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const path = environment["PATH"] ?? environment["Path"] ?? "";
  const known = found.get(path);
  if (known !== undefined) return known;
  const name = platform === "win32" ? "git.exe" : "git";
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const candidate = join(folder, name);
    if (isExecutableFile(candidate)) {
      found.set(path, candidate);
      return candidate;
    }
  }
  throw new VerdigrisError("unavailable", "Git was not found on PATH. Install git (https://git-scm.com) and try again.", { path });
}

function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
