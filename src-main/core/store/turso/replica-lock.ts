import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";

/** Held by the one process that syncs a replica. */
export interface ReplicaLock {
  /** The process before ended without letting go: what it left may be half-written. */
  readonly afterCrash: boolean;
  release(): void;
}

/** Null when another living process holds it. That one syncs; this one reads, and writes to the primary. */
export function lockReplica(path: string): ReplicaLock | null {
  const file = `${path}.lock`;
  let afterCrash = false;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = openSync(file, "wx", 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return { afterCrash, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (isHeld(file)) return null;
      afterCrash = true;
      rmSync(file, { force: true });
    }
  }
  return null;
}

function isHeld(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    if (!Number.isInteger(pid) || pid <= 0) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
