import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { codeOf, redactedMessageOf } from "./errors.ts";

/** Less is no room: what replication writes in one go does not fit. */
const LEAST_BYTES = 1024 * 1024;

/** Whether there is room for a replica to grow. True where that cannot be told. */
export function hasRoom(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize >= LEAST_BYTES;
  } catch {
    return true;
  }
}

/**
 * Whether this machine's disk is full where a replica lies, not the server's: file system calls say so, SQLite at times, and of a
 * page that does not fit in the log, libSQL's replication reports only that it was fatal.
 */
export function isFullDisk(error: unknown, path: string): boolean {
  if (["ENOSPC", "EDQUOT"].includes(codeOf(error))) return true;
  const text = redactedMessageOf(error);
  return /DiskFull|disk is full|No space left/i.test(text) || (/Inject|SQLITE_(IOERR|FULL)/i.test(text) && !hasRoom(path));
}

/** Names the folder of this machine; the server has nothing to do with it. */
export function fullDiskError(path: string, cause?: unknown): VerdigrisError {
  const folder = dirname(path);
  const message = `The disk of this machine is full: there is no space left in ${folder}, where a copy of what the database server holds is kept. Nothing was lost. Free some space, then it goes on.`;
  return new VerdigrisError("no-space", message, { path: folder }, { cause });
}

/** Runs what writes small files beside a replica. */
export function withRoom<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw isFullDisk(error, path) ? fullDiskError(path, error) : error;
  }
}
