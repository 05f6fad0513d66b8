import { join } from "node:path";
import type { SharedKind, syncContract, SyncPreview, SyncRound, SyncStatus } from "../../../src-shared/contract/sync.ts";
import type { ParsedInputOf } from "../../../src-shared/rpc/contract.ts";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { Notices } from "../notices.ts";
import type { Logger } from "../log/logger.ts";
import { connectTursoStore, type TursoConnection } from "../store/connect-turso.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";
import { parsePrimaryUrl } from "../store/turso/primary-url.ts";
import { obstacleOf } from "../store/turso/errors.ts";
import { createSchedule, type Schedule } from "../store/turso/schedule.ts";
import { phaseOf, type SyncState } from "../store/turso/sync-state.ts";
import { processSpawner, type StorageParts } from "../storage/open-storage.ts";
import { untilAborted } from "../until-aborted.ts";
import { createComparer } from "./compare.ts";
import { previewSending } from "./preview.ts";
import { runRound } from "./round.ts";
import { forgetSettled } from "./settled.ts";

export type SyncChoice = ParsedInputOf<typeof syncContract, "sync.set">;

export interface SyncService {
  status(): SyncStatus;
  set(change: SyncChoice): Promise<SyncStatus>;
  now(): Promise<SyncRound>;
  /** What a round with the server at `url` would send. */
  preview(shared: readonly SharedKind[], url: string): Promise<SyncPreview>;
  /** Looks for changes soon: something was indexed. */
  touch(): void;
  /** Connects anew: the token is another one. */
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

export interface SyncParts extends StorageParts {
  readonly local: Remote<KnowledgeStore>;
  readonly machine: Remote<MachineStore>;
  readonly logger: Logger;
  readonly notices: Notices;
  /** Syncs by itself. A one-off command syncs when it is told to. */
  readonly automatic: boolean;
  readonly onChange: (status: SyncStatus) => void;
  /** Documents came or went here. */
  readonly onLibraryChanged: (round: SyncRound) => void;
  readonly onStarsChanged: () => void;
}

const SYNCED_AT = "sync.syncedAt";
/** Which library the notes of what was sent and fetched are about. */
const LIBRARY = "sync.library";
/** Where that library was met last. */
const LIBRARY_URL = "sync.libraryUrl";

/**
 * Keeps this machine's library and a shared one on a database server alike, as far as the user chose. The local library is
 * complete by itself: searching, reading and indexing never wait for any of this, and turning it off leaves everything here.
 */
export function createSyncService(parts: SyncParts): SyncService {
  const { config, machine, logger, notices } = parts;
  const comparer = createComparer();
  let connection: Promise<TursoConnection> | null = null;
  let schedule: Schedule | null = null;
  let controller = new AbortController();
  let last: SyncRound | null = null;
  let applied = "";
  let isClosed = false;
  let status: SyncStatus = {
    enabled: false,
    phase: "off",
    since: new Date().toISOString(),
    syncedAt: null,
    nextAt: null,
    message: "",
    host: "",
    intervalSeconds: config.current().sync.interval_seconds,
    shared: config.current().sync.shared,
    waiting: 0,
    progress: null,
    last: null,
  };

  function show(change: Partial<SyncStatus>): void {
    const since = change.phase !== undefined && change.phase !== status.phase ? new Date().toISOString() : status.since;
    status = { ...status, ...change, since };
    parts.onChange(status);
  }

  function connect(): Promise<TursoConnection> {
    const { url } = config.current().sync;
    connection ??= connectTursoStore(
      processSpawner(parts.spawnProcess),
      () => ({
        mode: "embedded",
        path: join(parts.paths.home, "sync", "replica.db"),
        url,
        token: parts.secrets.readToken(config.current().turso.token_env).token,
        syncIntervalMs: 0,
        // A round that is cut short is made again: nothing waits, and nothing is noted as sent before it has landed.
        outboxDir: null,
        backupsDir: parts.paths.backups,
        isCopy: true,
        masksSecrets: true,
        holdPullMs: 0,
      }),
      {
        onRequest: parts.network.record,
        onRebuilt(reason) {
          logger.warn("The copy of the shared library was built anew.", { reason });
          notices.add("sync-rebuilt", `Sync: ${reason}`);
        },
      },
      controller.signal,
    ).catch((error: unknown) => {
      connection = null;
      throw error;
    });
    return connection;
  }

  /**
   * The shared library is another one than that of the last round: it was wiped, replaced or brought back from an older copy, or
   * another URL was set. What was fetched from the old one stays here as this machine's own, and goes to the new one.
   */
  async function followLibrary(library: string | null): Promise<void> {
    if (library === null) throw new VerdigrisError("unavailable", "The shared library is not known yet. It is tried again by itself.");
    await machine.writeValue(LIBRARY_URL, config.current().sync.url);
    const before = await machine.readValue(LIBRARY);
    if (before === library) return;
    if (before !== null) {
      logger.warn("The shared library is another one now.", { before, library });
      await machine.removeSyncedDocuments((await machine.syncedDocuments()).map(({ id }) => id));
      await forgetSettled(machine);
      comparer.forget();
    }
    await machine.writeValue(LIBRARY, library);
  }

  async function round(): Promise<void> {
    show({ phase: last === null && status.syncedAt === null ? "connecting" : "syncing", message: "" });
    try {
      const { signal } = controller;
      const turso = await connect();
      await followLibrary((await turso.syncNow(signal)).library);
      last = await untilAborted(
        signal,
        runRound({
          local: parts.local,
          shared: turso.store,
          machine,
          kinds: config.current().sync.shared,
          comparer,
          signal,
          onProgress: (progress) => show({ progress, waiting: progress.phase === "send" ? progress.total - progress.done : 0 }),
        }),
      );
      if (last.sent + last.removedThere + last.stars.sent > 0) await turso.syncNow(signal);
      const syncedAt = new Date().toISOString();
      await machine.writeValue(SYNCED_AT, syncedAt);
      show({
        phase: "current",
        message: "",
        syncedAt,
        waiting: 0,
        progress: null,
        last:
          last.sent + last.fetched + last.removedHere + last.removedThere + last.stars.sent + last.stars.fetched > 0 ? last : status.last,
      });
      if (last.fetched + last.removedHere > 0) parts.onLibraryChanged(last);
      if (last.stars.fetched > 0) parts.onStarsChanged();
    } catch (error) {
      if (controller.signal.aborted) throw error;
      const known =
        error instanceof VerdigrisError ? error : new VerdigrisError("internal", "Sync failed unexpectedly.", {}, { cause: error });
      logger.warn("Sync did not get through.", { error: known });
      show({ phase: phaseOf(obstacleOf(known)), message: known.message, progress: null });
      throw known;
    } finally {
      // The pause until the next attempt is planned when this has returned.
      setTimeout(() => {
        if (schedule !== null) show({ nextAt: schedule.nextAt()?.toISOString() ?? null });
      }, 0);
    }
  }

  /** Follows the settings, one change after the other. */
  let applying: Promise<void> = Promise.resolve();
  function apply(): Promise<void> {
    const turn = applying.then(follow);
    applying = turn.catch((error: unknown) => logger.error("Sync settings were not applied.", { error }));
    return turn;
  }
  async function follow(): Promise<void> {
    const { enabled, url, interval_seconds, shared } = config.current().sync;
    const wanted = JSON.stringify([enabled, url, interval_seconds, shared]);
    if (wanted === applied) return;
    applied = wanted;
    await stop();
    const host = url === "" ? "" : parsePrimaryUrl(url).host;
    const syncedAt = await machine.readValue(SYNCED_AT);
    show({
      enabled,
      host,
      intervalSeconds: interval_seconds,
      shared,
      syncedAt,
      nextAt: null,
      message: "",
      progress: null,
      phase: enabled ? "connecting" : "off",
    });
    if (!enabled) return;
    if (config.current().backend === "turso" && config.current().turso.mode !== "local") {
      show({
        phase: "failed",
        message: "The whole library is kept on a server already. Switch to SQLite or a local file to choose what is shared.",
      });
      return;
    }
    controller = new AbortController();
    schedule = createSchedule(round, parts.automatic ? interval_seconds * 1000 : 0);
    if (parts.automatic) schedule.now().catch(() => undefined);
  }
  async function stop(): Promise<void> {
    controller.abort();
    const [ending, open] = [schedule, connection];
    schedule = null;
    connection = null;
    await ending?.stop();
    await (await open?.catch(() => null))?.close();
  }
  const stopFollowing = config.onChange(() => void apply().catch(() => undefined));
  void apply().catch(() => undefined);

  return {
    status: () => status,
    async set({ enabled, url, intervalSeconds, shared }) {
      const current = config.current();
      if (enabled === true && (url ?? current.sync.url) === "") {
        throw new VerdigrisError("invalid-input", "Name the database's URL first.");
      }
      if (url !== undefined && url !== "") parsePrimaryUrl(url);
      await config.set({
        ...(url === undefined ? {} : { "sync.url": url }),
        ...(intervalSeconds === undefined ? {} : { "sync.interval_seconds": intervalSeconds }),
        ...(shared === undefined ? {} : { "sync.shared": shared }),
        ...(enabled === undefined ? {} : { "sync.enabled": enabled }),
      });
      await apply();
      return status;
    },
    async now() {
      await applying;
      if (isClosed) throw new VerdigrisError("closed", "The library is being closed.");
      if (schedule === null)
        throw new VerdigrisError("unsupported", status.message === "" ? "Sync is off. Turn it on first." : status.message);
      await schedule.now();
      if (last === null) throw new VerdigrisError("unavailable", status.message);
      return last;
    },
    async preview(shared, url) {
      // Notes of what was sent say nothing about another server.
      const noted = await machine.readValue(LIBRARY_URL);
      return previewSending({ local: parts.local, machine, chosen: shared, isKnown: noted === null || noted === url });
    },
    async reconnect() {
      await applying;
      applied = "";
      await apply();
    },
    touch() {
      if (parts.automatic) schedule?.soon();
    },
    async close() {
      isClosed = true;
      stopFollowing();
      await applying;
      await stop();
    },
  };
}

/** Where the whole library is kept on a server, the storage's own state is what there is to tell. */
export function sharingStatus(status: SyncStatus, storage: SyncState | null): SyncStatus {
  if (status.enabled || storage === null) return status;
  const { phase, since, syncedAt, message, nextAt, waiting } = storage;
  return { ...status, phase, since, syncedAt, message, nextAt, waiting: waiting.operations };
}
