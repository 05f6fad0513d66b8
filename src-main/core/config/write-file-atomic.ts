import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file so that a reader, or a crash at any moment, finds either the old content or the new, whole. The mode of an
 * existing file is kept, a new one is the user's alone (0600); a symbolic link stays a link, and what it points to is replaced.
 * @param mayReplace asked when the new content is safely on disk, right before it takes the old one's place.
 * @returns false when `mayReplace` said no, and nothing changed.
 */
export async function writeFileAtomic(
  path: string,
  content: string,
  mayReplace: () => Promise<boolean> = async () => true,
): Promise<boolean> {
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (info) => info.mode & 0o777,
    () => 0o600,
  );
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const file = await open(temporary, "wx", mode);
    try {
      await file.chmod(mode); // whatever the umask took away
      await file.writeFile(content, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    if (!(await mayReplace())) return false;
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(target));
  return true;
}

/** Makes the rename itself durable. Windows cannot open a folder for that; there the rename is all that can be had. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
