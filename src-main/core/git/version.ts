import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findGit } from "./find-git.ts";
import { hardenedEnvironment } from "./git-hardening.ts";

/** Git's own words on its version, or null when there is no git. Needs no repository and reads none. */
export async function gitVersion(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(findGit(), ["version"], {
      env: hardenedEnvironment(),
      timeout: 10_000,
      windowsHide: true,
    });
    return stdout.trim();
  } catch {
    return null;
  }
}
