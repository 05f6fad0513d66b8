/** A file system of its own that is soon full: a real one, where this user may mount. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Mounts a file system of a few megabytes, or returns the reason why there is none. */
export function mountSmall(folder: string, size: string): string | null {
  const { status, stderr, error } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "none", folder], { encoding: "utf8" });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}

export interface SmallDisk {
  readonly folder: string;
  /** Leaves no more than some bytes, until `free`. */
  fill(left: number): void;
  free(): void;
  remove(): void;
}

/** The reason, in words, where none can be mounted. */
export function openSmallDisk(folder: string, size: string): SmallDisk | string {
  mkdirSync(folder, { recursive: true });
  const refused = mountSmall(folder, size);
  if (refused !== null) return `a small file system cannot be mounted here: ${refused}`;
  const filler = join(folder, "filler");
  return {
    folder,
    fill(left) {
      rmSync(filler, { force: true });
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    },
    free: () => rmSync(filler, { force: true }),
    remove() {
      // A process that ends just now may still hold a file of it.
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
