import { createClient, type Client } from "@libsql/client";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import type { Rows } from "../ops/operation.ts";
import { backupFile } from "./backup.ts";
import { fileUrl, openFile, type SqlClient } from "./client.ts";
import { codeOf, messageOf } from "./errors.ts";
import { compareMarks, readMarks, type Comparison, type Marks } from "./marks.ts";
import { deleteReplica, replicaExists, requestRebuild } from "./replica-files.ts";
import { runRead } from "./run.ts";

/** A replica must be built anew, and this process must end first: libSQL keeps hold of the files. */
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
  readonly onPull: (pull: { readonly frames: number; readonly milliseconds: number; readonly ok: boolean }) => void;
}

/**
 * The local file of an embedded replica. libSQL's replication writes it; everything else reads it through a plain client that
 * cannot write. Opening, reading and syncing block the thread.
 */
export async function openReplica({ path, url, token, onPull }: ReplicaOptions): Promise<Replica> {
  let syncer: Client | null = null;
  let file: SqlClient | null = null;
  let lastFrame = -1;
  if (replicaExists(path)) file = await openReader(path);

  function damaged(error: unknown): boolean {
    return /SQLITE_(CORRUPT|NOTADB)|malformed|not a database|InvalidHeader|invalid.*(header|metadata|checksum)/i.test(
      `${codeOf(error)} ${messageOf(error)}`,
    );
  }
  async function openReader(place: string): Promise<SqlClient> {
    return guardReads(await openFile(place, { readonly: true }), (error) => {
      if (!damaged(error)) return;
      requestRebuild(path, "The replica on this machine was damaged.");
      throw new RebuildNeeded("damaged", { cause: error });
    });
  }
  async function rebuild(reason: string, keepCopyIn: string | null): Promise<void> {
    if (keepCopyIn !== null && file !== null) await backupFile(path, keepCopyIn);
    file?.close();
    file = null;
    if (syncer === null) return deleteReplica(path);
    requestRebuild(path, reason);
    throw new RebuildNeeded(reason);
  }

  return {
    reader() {
      if (file === null) throw nothingFetched();
      return file;
    },
    marks: async () => (file === null ? null : runRead(file, readMarks())),
    async pull(primary) {
      const started = Date.now();
      let frames = 0;
      let ok = false;
      try {
        syncer ??= createClient({ url: fileUrl(path), syncUrl: url, ...(token === null ? {} : { authToken: token }), timeout: 5000 });
        const replicated = await syncer.sync();
        frames = replicated?.frames_synced ?? 0;
        const frame = replicated?.frame_no ?? lastFrame;
        if (frame < lastFrame) return await wrong("The database server went back to an older state.");
        lastFrame = frame;
        ok = true;
      } catch (error) {
        if (damaged(error)) return await wrong("The replica on this machine was damaged.");
        throw error;
      } finally {
        onPull({ frames, milliseconds: Date.now() - started, ok });
      }
      file ??= await openReader(path);
      const held = await runRead(file, readMarks());
      const comparison: Comparison = held === null ? "other-database" : compareMarks(held, primary);
      // Newer than what was asked before is well: others write too.
      if (comparison === "behind" || comparison === "other-database") return wrong("The replica did not follow the database server.");
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

export function nothingFetched(): VerdigrisError {
  return new VerdigrisError("unavailable", "Nothing has been fetched from the database server yet. It is tried again by itself.", {
    obstacle: "network",
  });
}

function guardReads(client: SqlClient, onError: (error: unknown) => void): SqlClient {
  return {
    ...client,
    async query(statements): Promise<readonly Rows[]> {
      try {
        return await client.query(statements);
      } catch (error) {
        onError(error);
        throw error;
      }
    },
  };
}
