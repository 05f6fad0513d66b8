import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Git as it is, but for its log, which says nothing until it is released: an index run stays in its history for as long as a test looks at it. */
export interface HeldGit {
  /** Variables by which a process finds this git. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on the log is read as ever. One that is held already stays so until it is ended. */
  release(): void;
  remove(): void;
}

export function createHeldGit(): HeldGit {
  const folder = mkdtempSync(join(tmpdir(), "verdigris-git-"));
  const path = process.env["PATH"] ?? "";
  const held = join(folder, "held");
  execFileSync("mkfifo", [held]);
  // The shell itself waits for somebody to write into the pipe: when it is killed, nothing is left behind.
  const script = `#!/bin/sh\ncase " $* " in *" log "*) [ ! -p '${held}' ] || read -r line <'${held}';; esac\nPATH='${path}' exec git "$@"\n`;
  writeFileSync(join(folder, "git"), script);
  chmodSync(join(folder, "git"), 0o755);
  return {
    env: { PATH: `${folder}${delimiter}${path}` },
    release: () => rmSync(held),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
