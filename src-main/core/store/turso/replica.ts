import { statSync } from "node:fs";
import { createClient, type Client } from "@libsql/client";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { backupFile } from "./backup.ts";
import { fileUrl, openFile, type SqlClient } from "./client.ts";
import { damageError, guardReplica, isDamage, isDamageReport, onDamage, WAS_DAMAGED, WAS_GONE } from "./damage.ts";
import { fullDiskError, hasRoom, isFullDisk } from "./full-disk.ts";
import { compareMarks, readMarks, type Marks } from "./marks.ts";
import { deleteReplica, replicaExists, requestRebuild } from "./replica-files.ts";
import { runRead } from "./run.ts";
import { whileCompacting } from "./while-compacting.ts";

/** A replica must be built anew, or be gone on with, and this process must end first: libSQL keeps hold of the files. */
export class RebuildNeeded extends Error {
  override readonly name = "RebuildNeeded";
}

export interface Replica {
  /** The file, for reading. @throws VerdigrisError "unavailable" before the first sync. */
  reader(): SqlClient;
  /** Null while there is no replica yet. */
  marks(): Promise<Marks | null>;
  /** Fetches what the primary has. @returns pages fetched. @throws RebuildNeeded when what came cannot be right. */
  pull(primary: Marks): Promise<number>;
  /** Deletes the replica now, if libSQL has not opened it for replication in this process; else asks for a new process. */
  rebuild(reason: string, keepCopyIn: string | null): Promise<void>;
  close(): void;
}

export interface ReplicaOptions {
  readonly path: string;
  /** Scheme http or https, checked. */
  readonly url: string;
  readonly token: string | null;
  /** Before this thread is blocked. */
  readonly onPulling: () => Promise<void>;
  readonly onPull: (pull: { readonly frames: number; readonly milliseconds: number; readonly ok: boolean }) => void;
}

/** As sqld writes them. */
const PAGE_BYTES = 4096;

/**
 * The local file of an embedded replica. libSQL's replication writes it; everything else reads it through a plain client that
 * cannot write. Opening, reading and syncing block the thread.
 */
export async function openReplica({ path, url, token, onPulling, onPull }: ReplicaOptions): Promise<Replica> {
  let syncer: Client | null = null;
  let file: SqlClient | null = null;
  let lastFrame = -1;
  /** What is asked now is asked again of the next process. */
  let ending = false;
  /** The disk was full: libSQL's replication fails from then on in this process, room or not (seen with 0.5.29). */
  let stuck = false;
  /** Which file was opened: another one may be put in its place, or none. */
  let inode = 0;
  if (replicaExists(path)) {
    file = await openReader().catch((error: unknown) => {
      if (!isDamageReport(error)) throw error;
      return null;
    });
  }

  async function openReader(): Promise<SqlClient> {
    inode = fileOf(path).ino;
    return guardReplica(await openFile(path, { readonly: true }).catch((error: unknown) => onDamage(path, error)), path);
  }
  async function rebuild(reason: string, keepCopyIn: string | null): Promise<void> {
    if (keepCopyIn !== null && file !== null) await backupFile(path, keepCopyIn);
    file?.close();
    file = null;
    if (syncer === null) return deleteReplica(path);
    ending = true;
    requestRebuild(path, reason);
    throw new RebuildNeeded(reason);
  }

  return {
    reader() {
      if (ending) throw beingRebuilt();
      if (file === null) throw nothingFetched();
      return file;
    },
    async marks() {
      if (ending) throw beingRebuilt();
      if (file === null) return null;
      const { ino, size } = fileOf(path);
      if (ino === inode && size >= PAGE_BYTES) return runRead(file, readMarks());
      // SQLite takes a file without a whole page for an empty database.
      requestRebuild(path, ino === inode && size > 0 ? WAS_DAMAGED : WAS_GONE);
      throw damageError();
    },
    async pull(primary) {
      if (stuck && !hasRoom(path)) throw fullDiskError(path);
      if (stuck) {
        ending = true;
        throw new RebuildNeeded("There is room on the disk again.");
      }
      await onPulling();
      const started = Date.now();
      let frames = 0;
      let ok = false;
      try {
        syncer ??= createClient({ url: fileUrl(path), syncUrl: url, ...(token === null ? {} : { authToken: token }), timeout: 5000 });
        const syncing = syncer;
        const replicated = await whileCompacting(() => syncing.sync());
        frames = replicated?.frames_synced ?? 0;
        const frame = replicated?.frame_no ?? lastFrame;
        if (frame < lastFrame) return await wrong("The database server went back to an older state.");
        lastFrame = frame;
        ok = true;
      } catch (error) {
        if (isDamage(error)) return await wrong(WAS_DAMAGED);
        if (!isFullDisk(error, path)) throw error;
        stuck = true;
        throw fullDiskError(path, error);
      } finally {
        onPull({ frames, milliseconds: Date.now() - started, ok });
      }
      file ??= await openReader();
      const held = await runRead(file, readMarks());
      if (held === null) return wrong(WAS_DAMAGED);
      const comparison = compareMarks(held, primary);
      // Newer than what was asked before is well: others write too.
      if (comparison === "behind" || comparison === "other-database")
        return wrong("The replica did not follow the database server. It was built anew.");
      return frames;
    },
    rebuild,
    close() {
      syncer?.close();
      file?.close();
    },
  };

  async function wrong(reason: string): Promise<never> {
    await rebuild(reason, null);
    throw new RebuildNeeded(reason);
  }
}

/** Whoever asked is to ask the next process. */
export function beingRebuilt(): VerdigrisError {
  return new VerdigrisError("unavailable", "The replica is built anew from the database server.", { rebuild: true });
}

export function nothingFetched(): VerdigrisError {
  return new VerdigrisError("unavailable", "Nothing has been fetched from the database server yet. It is tried again by itself.", {
    obstacle: "network",
  });
}

/** Zeroes for a file that is not there. */
function fileOf(path: string): { readonly ino: number; readonly size: number } {
  return statSync(path, { throwIfNoEntry: false }) ?? { ino: 0, size: 0 };
}
