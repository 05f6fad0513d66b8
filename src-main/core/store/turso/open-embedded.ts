import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { VerdigrisError } from "../../../../src-shared/rpc/errors.ts";
import { makeFolder } from "../../make-folder.ts";
import type { KnowledgeStore } from "../knowledge-store.ts";
import { assertNotNewer } from "../ops/schema.ts";
import { KNOWLEDGE_MIGRATIONS } from "../schema/knowledge-schema.ts";
import { backupFile } from "./backup.ts";
import type { SqlClient } from "./client.ts";
import { obstacleOf, toTursoError } from "./errors.ts";
import { withTursoErrors } from "./guarded.ts";
import { compareMarks, readMarks, type Marks } from "./marks.ts";
import { migrate } from "./migrate.ts";
import { connectServer, type ServerOptions } from "./open-remote.ts";
import { bytesOnDisk } from "./open-local.ts";
import type { Outbox } from "./outbox.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import { createPrimaryWriter } from "./primary-writer.ts";
import { rebuildIfRequested } from "./replica-files.ts";
import { lockReplica } from "./replica-lock.ts";
import { openReplica, RebuildNeeded, type Replica } from "./replica.ts";
import { runRead } from "./run.ts";
import { createSchedule } from "./schedule.ts";
import { createSyncState, phaseOf, type SyncState } from "./sync-state.ts";
import { createTursoStore } from "./turso-store.ts";

export interface EmbeddedOptions {
  readonly path: string;
  readonly server: ServerOptions;
  readonly outbox: Outbox;
  readonly backupsDir: string;
  /** 0 syncs only when asked, and after a write. */
  readonly intervalMs: number;
  readonly onState: (state: SyncState) => void;
  /** The replica changed in a way that what was indexed may be missing in it. */
  readonly onRebuilt: (reason: string) => void;
  /** Called when this process must end, so that the next one builds the replica anew. */
  readonly onMustRestart: (reason: string) => void;
}

export interface SyncingStore {
  readonly store: KnowledgeStore;
  readonly state: () => SyncState;
  /** Sends what waits and fetches what is new. */
  readonly syncNow: () => Promise<void>;
}

/** Bytes of a database page as replication sends it. */
export const FRAME_BYTES = 4096 + 24;

/**
 * Opens a replica of a database server: reads are local, writes go to the server, and the replica follows. The server need not be
 * there when the replica is. Whatever is wrong with the replica, it is built anew from the server.
 */
export async function openEmbeddedStore(options: EmbeddedOptions): Promise<SyncingStore> {
  const { path, server, outbox, backupsDir } = options;
  const { url, host } = parsePrimaryUrl(server.url);
  makeFolder(dirname(path));
  const lock = lockReplica(path);
  const asked = lock === null ? null : rebuildIfRequested(path);
  if (asked !== null) options.onRebuilt(asked);
  const primary = connectServer(server, "sync").client;
  const state = createSyncState(options.onState);
  let landed = 0;
  let starting = true;
  let pulled = 0;
  const writer = createPrimaryWriter({
    client: primary,
    outbox,
    place: host,
    onLanded() {
      landed++;
      schedule.soon();
    },
    onObstacle: (error) => settle(error),
  });
  const replica: Replica = await openReplica({
    path,
    url,
    token: server.token,
    onPull: ({ frames, milliseconds, ok }) =>
      server.onRequest({
        at: new Date(Date.now() - milliseconds).toISOString(),
        host,
        reason: "sync (size from pages)",
        sentBytes: 0,
        receivedBytes: frames * FRAME_BYTES,
        milliseconds,
        status: ok ? 200 : null,
      }),
  });
  const schedule = createSchedule(() => sync(), options.intervalMs);

  /** Shows what stands in the way. */
  function settle(error: unknown): void {
    state.set({ phase: phaseOf(obstacleOf(error)), message: toTursoError(error, host).message, waiting: outbox.size() });
    if (!starting) schedule.later();
  }

  async function sync(): Promise<void> {
    const started = Date.now();
    const seen = landed;
    try {
      const sent = await writer.drain();
      const [theirs, own] = [await runRead(primary, readMarks()), await replica.marks()];
      const goal = await agree(theirs, own);
      const still = await replica.marks();
      let frames = 0;
      if (lock !== null && (still === null || compareMarks(still, goal) !== "same" || landed > pulled)) frames = await replica.pull(goal);
      pulled = seen;
      const at = new Date().toISOString();
      const report = { at, frames, sent, milliseconds: Date.now() - started };
      state.set({
        phase: lock === null && still !== null && compareMarks(still, goal) !== "same" ? "behind" : "current",
        message: lock === null ? "Another Verdigris on this machine syncs." : "",
        syncedAt: at,
        waiting: outbox.size(),
        ...(frames > 0 || sent > 0 ? { last: report } : {}),
      });
    } catch (error) {
      if (error instanceof RebuildNeeded) {
        options.onMustRestart(error.message);
        throw new VerdigrisError("unavailable", "The replica is built anew from the database server.", { rebuild: true });
      }
      settle(error);
      throw toTursoError(error, host);
    } finally {
      state.set({ nextAt: schedule.nextAt()?.toISOString() ?? null });
    }
  }

  /** Decides whether replica and primary belong together. Returns the primary's marks. */
  async function agree(theirs: Marks | null, own: Marks | null): Promise<Marks> {
    if (theirs !== null && theirs.schema > newest()) await runRead(primary, assertNotNewer(KNOWLEDGE_MIGRATIONS, host));
    if (own === null) {
      if (theirs !== null && theirs.schema >= newest()) return theirs;
      await migrate(primary, KNOWLEDGE_MIGRATIONS, host, null);
      return (await runRead(primary, readMarks())) ?? never();
    }
    const comparison = compareMarks(own, theirs);
    if (comparison === "wiped" || theirs === null) {
      throw new VerdigrisError(
        "conflict",
        `The database at ${host} is empty. Everything is still here. Switch to a local file, then turn sync on again to upload it, or restore the database.`,
        { wiped: true },
      );
    }
    if (comparison === "other-database" || comparison === "gone-back") {
      const reason =
        comparison === "gone-back"
          ? "The database server went back to an older state. What was newer here is kept as a backup."
          : "The database server holds another database now. What was here is kept as a backup.";
      const stamp = new Date().toISOString().replaceAll(/[:.]/g, "-");
      await replica.rebuild(reason, join(backupsDir, `replica-${own.id.slice(0, 8)}-${stamp}.db`));
      options.onRebuilt(reason);
      if (theirs.schema < newest()) await migrate(primary, KNOWLEDGE_MIGRATIONS, host, null);
      return (await runRead(primary, readMarks())) ?? never();
    }
    if (theirs.schema < newest()) {
      await migrate(primary, KNOWLEDGE_MIGRATIONS, host, null);
      landed++;
      return (await runRead(primary, readMarks())) ?? never();
    }
    return theirs;
  }

  /** Reads of this handle see its own writes, as long as the primary can be reached. */
  async function client(): Promise<SqlClient> {
    if (landed > pulled) {
      if (lock === null) return primary;
      await schedule.now().catch(() => undefined);
    }
    return replica.reader();
  }

  const hadReplica = existsSync(path);
  starting = false;
  try {
    await schedule.now();
  } catch (error) {
    // Without a replica there is nothing to serve; with one, everything but writing works.
    // One that is to be built anew is not served: the next process does that.
    const { code, details } = error as VerdigrisError;
    if (!hadReplica || code === "newer-version" || details["rebuild"] === true) {
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
      state.set({ waiting: outbox.size() });
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

function newest(): number {
  return KNOWLEDGE_MIGRATIONS.at(-1)?.version ?? 0;
}

function never(): never {
  throw new VerdigrisError("internal", "The database server has no identity after it was set up.");
}
