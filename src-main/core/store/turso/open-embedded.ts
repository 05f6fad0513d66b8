import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { setImmediate as pause } from "node:timers/promises";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { atMost } from "../../at-most.ts";
import { makeFolder } from "../../make-folder.ts";
import type { KnowledgeStore } from "../knowledge-store.ts";
import { agree, type AgreeParts } from "./agree.ts";
import { backupFile } from "./backup.ts";
import type { SqlClient } from "./client.ts";
import { isDamageReport, WAS_DAMAGED, WAS_GONE } from "./damage.ts";
import { obstacleError, obstacleOf, toTursoError } from "./errors.ts";
import { isFullDisk } from "./full-disk.ts";
import { withTursoErrors } from "./guarded.ts";
import { compareMarks, libraryOf, readMarks, type Marks } from "./marks.ts";
import { connectServer, type ServerOptions } from "./open-remote.ts";
import { bytesOnDisk } from "./open-local.ts";
import type { Outbox } from "./outbox.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import { createPrimaryWriter } from "./primary-writer.ts";
import { isUnfollowable, rebuildIfRequested, rebuildRequested, requestRebuild, wasDeleted } from "./replica-files.ts";
import { holderOf, lockReplica, type ReplicaLock } from "./replica-lock.ts";
import { beingRebuilt, nothingFetched, openReplica, RebuildNeeded, type Replica } from "./replica.ts";
import { runRead } from "./run.ts";
import { createSchedule } from "./schedule.ts";
import { createSyncState, phaseOf, type SyncState } from "./sync-state.ts";
import { createTursoStore } from "./turso-store.ts";

export interface EmbeddedOptions {
  readonly path: string;
  readonly server: ServerOptions;
  /**
   * Null: nothing waits. Opening fails when the first sync does, and a write that cannot land fails. Else it opens with what the
   * replica has, or with nothing to read, and goes on trying.
   */
  readonly outbox: Outbox | null;
  readonly backupsDir: string;
  /** 0 syncs only when asked, and after a write. */
  readonly intervalMs: number;
  readonly onState: (state: SyncState) => void;
  /** The replica changed in a way that what was indexed may be missing in it. */
  readonly onRebuilt: (reason: string) => void;
  /** The replica is a copy of what this machine has elsewhere: nothing is only in it. */
  readonly isCopy?: boolean;
  /** Told before and after each pull: this thread is blocked in between. */
  readonly onPulling: (pulling: boolean, ok: boolean) => void;
  /** For so long nothing is pulled: the last process never came back from it. */
  readonly holdPullMs: number;
  /** Called when this process must end, so that the next one builds the replica anew. */
  readonly onMustRestart: () => void;
}

export interface SyncingStore {
  readonly store: KnowledgeStore;
  readonly state: () => SyncState;
  /** Sends what waits and fetches what is new. */
  readonly syncNow: () => Promise<void>;
}

/** How long the start of a replica that is here waits for its server: one that does not answer is not waited for. */
const FIRST_SYNC_MS = 2500;

/** Bytes of a database page as replication sends it. */
const FRAME_BYTES = 4096 + 24;

/**
 * Opens a replica of a database server: reads are local, writes go to the server, and the replica follows. The server need not be
 * there when the replica is. Whatever is wrong with the replica, it is built anew from the server.
 */
export async function openEmbeddedStore(options: EmbeddedOptions): Promise<SyncingStore> {
  const { path, server, outbox, backupsDir } = options;
  const { url, host } = parsePrimaryUrl(server.url);
  makeFolder(dirname(path));
  let lock = lockIfRoom(path);
  const primary = connectServer(server, "sync").client;
  if (lock !== null && isUnfollowable(path)) requestRebuild(path, WAS_DAMAGED);
  // What cannot be fetched again is not deleted, however damaged: part of it may be readable.
  const refetchable = rebuildRequested(path) && (await runRead(primary, readMarks()).catch(() => null)) !== null;
  const asked = lock !== null && refetchable ? rebuildIfRequested(path) : wasDeleted(path) ? WAS_GONE : null;
  const state = createSyncState(options.onState);
  const nothing = { operations: 0, bytes: 0 };
  const waiting = (): typeof nothing => outbox?.size() ?? nothing;
  /** What is written to. */
  let library: Marks | null = null;
  let rebuilt = asked;
  let landed = 0;
  let pulled = 0;
  const writer = createPrimaryWriter({
    client: primary,
    outbox,
    place: host,
    async library() {
      library ??= await replica.marks();
      if (library === null) throw nothingFetched();
      return library;
    },
    onLanded() {
      landed++;
      // Whoever fills a copy asks for what it reads, and for everything when it is done: a pull between two writes brings pages that the
      // next write changes again.
      if (options.isCopy !== true) schedule.soon();
    },
    onObstacle: (error) => settle(error),
    onRefused: options.onRebuilt,
  });
  const heldUntil = performance.now() + options.holdPullMs;
  const replica: Replica = await openReplica({
    path,
    url,
    token: server.token,
    async onPulling() {
      options.onPulling(true, true);
      // What was told goes out first.
      await pause();
    },
    onPull({ frames, milliseconds, ok }) {
      options.onPulling(false, ok);
      server.onRequest({
        at: new Date(Date.now() - milliseconds).toISOString(),
        host,
        reason: "sync (size from pages)",
        sentBytes: 0,
        receivedBytes: frames * FRAME_BYTES,
        milliseconds,
        status: ok ? 200 : null,
      });
    },
  });
  const schedule = createSchedule(() => sync(), options.intervalMs);
  const agreeing: AgreeParts = {
    path,
    host,
    primary,
    replica,
    backupsDir,
    isCopy: options.isCopy ?? false,
    onRestoring: (reason) => state.set({ phase: "behind", message: reason }),
    onRebuilt: (reason) => (rebuilt = reason),
  };

  /** Shows what stands in the way. */
  function settle(error: unknown): void {
    state.set({ phase: phaseOf(obstacleOf(error)), message: toTursoError(error, host).message, waiting: waiting() });
    schedule.later();
  }

  async function sync(): Promise<void> {
    const started = Date.now();
    const seen = landed;
    let refetch = false;
    try {
      lock ??= lockReplica(path);
      const theirs = await runRead(primary, readMarks());
      refetch = theirs !== null;
      if (lock !== null && refetch && rebuildRequested(path)) throw new RebuildNeeded("The replica is to be built anew.");
      // Before anything is sent: what waits is for this library and no other.
      let goal = await agree(agreeing, theirs, await replica.marks());
      library = goal;
      const sent = await writer.drain();
      if (sent > 0) goal = (await runRead(primary, readMarks())) ?? goal;
      const still = await replica.marks();
      let frames = 0;
      if (lock !== null && (still === null || compareMarks(still, goal) !== "same" || landed > pulled)) {
        if (performance.now() < heldUntil) throw obstacleError("timeout", host);
        frames = await replica.pull(goal);
      }
      pulled = seen;
      // Told when the new one is there: readers let go of the old file then.
      if (rebuilt !== null) options.onRebuilt(rebuilt);
      rebuilt = null;
      const at = new Date().toISOString();
      const report = { at, frames, sent, milliseconds: Date.now() - started };
      state.set({
        phase: lock === null && still !== null && compareMarks(still, goal) !== "same" ? "behind" : "current",
        message: lock === null ? `Another Verdigris on this machine syncs (process ${holderOf(path) ?? "unknown"}).` : "",
        syncedAt: at,
        waiting: waiting(),
        library: libraryOf(goal),
        ...(frames > 0 || sent > 0 ? { last: report } : {}),
      });
    } catch (error) {
      if (error instanceof RebuildNeeded || (isDamageReport(error) && lock !== null && refetch)) {
        options.onMustRestart();
        throw beingRebuilt();
      }
      settle(error);
      throw toTursoError(error, host);
    } finally {
      state.set({ nextAt: schedule.nextAt()?.toISOString() ?? null });
    }
  }

  /** Reads of this handle see its own writes, as long as the primary can be reached. */
  async function client(): Promise<SqlClient> {
    if (landed > pulled) {
      if (lock === null) return primary;
      try {
        await schedule.now();
      } catch (error) {
        // Nothing waits: whoever wrote must be able to read it, or hear why not.
        if (outbox === null) throw error;
        if ((error as VerdigrisError).code === "no-space") return primary;
      }
    }
    return replica.reader();
  }

  const hadReplica = existsSync(path);
  try {
    await (hadReplica && outbox !== null ? atMost(FIRST_SYNC_MS, schedule.now()) : schedule.now());
  } catch (error) {
    // Without a replica there is nothing to read yet; with one, everything but writing works. One that is to be built anew is not
    // served: the next process does that.
    const { code, details } = error as VerdigrisError;
    if (outbox === null || code === "newer-version" || details["rebuild"] === true) {
      await close();
      throw error;
    }
  }

  async function close(): Promise<void> {
    await schedule.stop();
    replica.close();
    primary.close();
    lock?.release();
  }
  const store = createTursoStore({
    mode: "embedded",
    client,
    bytes: () => bytesOnDisk(path),
    async write(call) {
      await writer.write(call);
      state.set({ waiting: waiting() });
    },
    checked: () => primary,
    async backup(target) {
      await client();
      await backupFile(path, target);
    },
    close,
  });
  return { store: withTursoErrors(store, host), state: state.current, syncNow: () => schedule.now() };
}

/** A replica that is here is read on a full disk too: the lock is tried again by the first sync, which says what is wrong. */
function lockIfRoom(path: string): ReplicaLock | null {
  try {
    return lockReplica(path);
  } catch (error) {
    if (isFullDisk((error as VerdigrisError).cause, path)) return null;
    throw error;
  }
}
