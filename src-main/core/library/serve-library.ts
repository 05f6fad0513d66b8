import { homedir } from "node:os";
import type { CoreContract, CoreHandlers } from "../../../src-shared/contract/index.ts";
import type { Server } from "../../../src-shared/rpc/server.ts";
import { createApi } from "../api/create-api.ts";
import { readEmbeddingStatus } from "../api/embedding-api.ts";
import { readStatus } from "../api/host-api.ts";
import { scopedConfig } from "../config/scoped-config.ts";
import type { CoreContext, HostServices } from "../core-context.ts";
import { chosenEmbedder } from "../embed/choice.ts";
import type { Downloads } from "../embed/downloads.ts";
import { withQueryVector } from "../embed/endpoint-query.ts";
import { createSpaceService } from "../embed/space-service.ts";
import { createRunManager } from "../indexer/run-manager.ts";
import { indexAllAnew, resumeInterruptedRuns, retryFailedRuns, watchCheckouts, type Watching } from "../indexer/upkeep.ts";
import { createWorkerPool, defaultThreads } from "../indexer/worker-pool.ts";
import { createChangedSymbols } from "../links/changed-symbols.ts";
import type { Logger } from "../log/logger.ts";
import { createNotices } from "../notices.ts";
import { followLibrary } from "../storage/follow-library.ts";
import type { StorageParts } from "../storage/open-storage.ts";
import { createStorageService, type MoveLibrary } from "../storage/storage-service.ts";
import { holdWrites } from "../store/write-hold.ts";
import type { SyncState } from "../store/turso/sync-state.ts";
import { createSyncService, sharingStatus } from "../sync/sync-service.ts";
import { MAX_STREAMED_BYTES } from "../transcripts/cap.ts";
import { keepSweeping } from "../transcripts/keep-sweeping.ts";
import { createTranscriptService } from "../transcripts/transcript-service.ts";
import type { OpenLibrary } from "./open-library.ts";

/** What outlives a library: a switch of the storage puts another in its place. */
export interface LibraryParts extends StorageParts {
  readonly version: string;
  readonly host: HostServices;
  readonly logger: Logger;
  readonly downloads: Downloads;
  /** Watch repositories, sync, and go on with interrupted runs. */
  readonly upkeep: boolean;
  readonly emit: Server<CoreContract>["emit"];
  readonly move: MoveLibrary;
}

/** Everything that stands on one open storage, from the services to the handlers of the contract. */
export interface ServedLibrary {
  readonly handlers: CoreHandlers;
  /** Called once, when it serves. `isLost`: what is on this machine is to be read into it. */
  begin(isLost?: boolean): Promise<void>;
  /** Cancels a move to another storage that is under way, and resolves when none is. */
  stopMoving(): Promise<void>;
  /** What this process wrote goes where another one has moved the library, if one has. */
  settle(): Promise<void>;
  /** Ends what it does by itself: runs (the next start goes on with them), builds, sync. It answers as before. Safe to call again. */
  rest(): Promise<void>;
  /** The same for good: nothing is written to it any more. */
  leave(): Promise<void>;
  /** Safe to call again. */
  close(): Promise<void>;
  announceEmbedding(): void;
}

export function serveLibrary(opened: OpenLibrary, parts: LibraryParts): ServedLibrary {
  const { paths, logger, network, upkeep, downloads } = parts;
  const config = scopedConfig(parts.config);
  const { machine, storage } = opened;
  const { reader, searcher, ledger } = storage;
  const writes = holdWrites(storage.store);
  const { store } = writes;
  let storageState: SyncState | null = null;
  let wasAway = false;
  let isServing = false;
  const emit: LibraryParts["emit"] = (event, payload) => {
    if (isServing) parts.emit(event, payload);
  };
  const reports = (message: string) => (error: unknown) => logger.error(message, { error });

  const notices = createNotices(announceStatus);
  const { threads } = config.current().indexing;
  const pool = createWorkerPool(threads > 0 ? threads : defaultThreads(), () => parts.spawnThread("index", {}));
  const transcripts = createTranscriptService({
    store,
    machine,
    pool,
    logger,
    folder: paths.archive,
    here: () => ({ home: homedir(), env: process.env, platform: process.platform }),
    maxTranscriptBytes: () => Math.max(MAX_STREAMED_BYTES, config.sourceCaps().maxTranscriptBytes),
  });
  const runs = createRunManager({
    store,
    machine,
    pool,
    transcripts,
    caps: () => config.sourceCaps(),
    logger,
    onProgress: (progress) => emit("library.progress", progress),
    onEnd: (report) => {
      emit("library.changed", { repositoryId: report.repositoryId, at: new Date().toISOString() });
      sync.touch();
      announceStatus();
      ensureSpaces();
    },
  });
  const spaces = createSpaceService({
    store,
    pool,
    logger,
    chosen: () => chosenEmbedder(config.current().embedding, paths.models, network),
    onChange: announceEmbedding,
  });
  const libraryListeners = new Set<() => void>();
  const context: CoreContext = {
    version: parts.version,
    notices,
    paths,
    logger,
    host: parts.host,
    config,
    store,
    reader,
    machine,
    searcher: withQueryVector(searcher, reader, () => config.current().embedding, network, logger),
    ledger,
    runs,
    transcripts,
    changedSymbols: createChangedSymbols(pool, () => config.sourceCaps().parseTimeoutMs),
    sync: () => sharingStatus(sync.status(), storageState),
    network,
    onLibraryChanged(listener) {
      libraryListeners.add(listener);
      return () => void libraryListeners.delete(listener);
    },
    emit: (event, payload) => {
      emit(event, payload);
      if (event === "stars.changed") sync.touch();
      if (event === "library.changed") for (const listener of libraryListeners) listener();
      announceStatus();
    },
  };
  const follower = followLibrary({
    machine,
    place: opened.config.current().turso.url,
    readAnew: () => indexAllAnew(context, upkeep),
    onError: reports("Repositories are not read again."),
  });
  const storages = createStorageService({
    ...parts,
    config,
    serving: opened.config,
    reader,
    machine,
    writes,
    markUnread: () => indexAllAnew(context, false),
    reconnect: async () => void (await Promise.all([storage.reconnect(), sync.reconnect()])),
    onChange: (view) => emit("storage.changed", view),
  });
  const sync = createSyncService({
    ...parts,
    config,
    local: store,
    machine,
    notices,
    automatic: upkeep,
    onChange(status) {
      emit("sync.changed", status);
      announceStatus();
    },
    onStarsChanged: () => emit("stars.changed", { at: new Date().toISOString() }),
    onLibraryChanged(round) {
      for (const repositoryId of new Set(round.changes.map((change) => change.repositoryId))) {
        context.emit("library.changed", { repositoryId, at: round.at });
      }
      ensureSpaces();
    },
  });
  const handlers = createApi(context, { spaces, downloads, storages, sync });

  function ensureSpaces(): void {
    if (upkeep) void spaces.ensure().catch(() => undefined);
  }
  function announceStatus(): void {
    if (!isServing) return;
    void readStatus(context)
      .then((status) => emit("host.statusChanged", status))
      .catch((error: unknown) => logger.warn("The status could not be read.", { error }));
  }
  function announceEmbedding(): void {
    if (!isServing) return;
    void readEmbeddingStatus(context, { spaces, downloads })
      .then((status) => emit("embedding.changed", status))
      .catch((error: unknown) => logger.warn("The state of the embedding models could not be read.", { error }));
  }
  /** The server of the library answers again: what waited for it goes on, and pages ask again. */
  async function onStorageBack(): Promise<void> {
    for (const { id } of await store.listRepositories()) {
      context.emit("library.changed", { repositoryId: id, at: new Date().toISOString() });
    }
    if (!upkeep) return;
    await resumeInterruptedRuns(context);
    await retryFailedRuns(context);
    await watching?.readMissed();
  }

  opened.listen({
    onState(state) {
      // On its way back it is behind first.
      wasAway ||= ["offline", "sign-in", "failed"].includes(state.phase);
      storageState = state;
      if (state.library !== null) follower.seen(state.library);
      if (!isServing) return;
      emit("sync.changed", context.sync());
      announceStatus();
      if (!wasAway || state.phase !== "current") return;
      wasAway = false;
      void onStorageBack().catch(reports("Runs were not resumed."));
    },
    onRebuilt: (reason) => {
      logger.warn("The library's storage was built anew.", { reason });
      notices.add("storage-rebuilt", reason);
      follower.lost();
    },
  });

  let watching: Watching | null = null;
  const stops: (() => void)[] = [];
  let resting: Promise<void> | null = null;
  let closing: Promise<void> | null = null;
  function rest(): Promise<void> {
    resting ??= (async () => {
      for (const stop of stops.splice(0)) stop();
      await Promise.allSettled([runs.close(), spaces.close(), sync.close()]);
      isServing = false;
    })();
    return resting;
  }
  return {
    handlers,
    announceEmbedding,
    async begin(isLost = false) {
      isServing = true;
      if (isLost) await indexAllAnew(context, upkeep).catch(reports("Repositories are not read again."));
      if (!upkeep) return;
      watching = watchCheckouts(context);
      stops.push(() => watching?.stop(), keepSweeping(context));
      ensureSpaces();
      void resumeInterruptedRuns(context).catch(reports("Interrupted runs were not resumed."));
    },
    stopMoving: () => storages.stopMoving(),
    settle: () => storages.settle(),
    rest,
    leave() {
      // What runs is told to end before its writes are refused: it counts as cut off then, and not as failed.
      const ended = rest();
      writes.leave();
      return ended;
    },
    close() {
      closing ??= (async () => {
        await rest();
        pool.close();
        config.close();
        await opened.close();
      })();
      return closing;
    },
  };
}
