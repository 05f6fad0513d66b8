import { availableParallelism, homedir } from "node:os";
import { coreContract, type CoreClient, type CoreContract } from "../../src-shared/contract/index.ts";
import { createClient } from "../../src-shared/rpc/client.ts";
import { createMemoryPortPair } from "../../src-shared/rpc/memory-port.ts";
import type { Port } from "../../src-shared/rpc/port.ts";
import { createServer } from "../../src-shared/rpc/server.ts";
import { createBeliefsApi } from "./api/beliefs-api.ts";
import { createDocumentsApi } from "./api/documents-api.ts";
import { createEmbeddingApi, readEmbeddingStatus } from "./api/embedding-api.ts";
import { createExportApi } from "./api/export-api.ts";
import { createHistoryApi } from "./api/history-api.ts";
import { createHostApi, readStatus } from "./api/host-api.ts";
import { createInsightsApi } from "./api/insights-api.ts";
import { createLedgerApi } from "./api/ledger-api.ts";
import { createLibraryApi } from "./api/library-api.ts";
import { createNetworkApi } from "./api/network-api.ts";
import { createSearchApi } from "./api/search-api.ts";
import { createSessionsApi } from "./api/sessions-api.ts";
import { createSettingsApi } from "./api/settings-api.ts";
import { createTranscriptsApi } from "./api/transcripts-api.ts";
import { createStarsApi } from "./api/stars-api.ts";
import { createStorageApi } from "./api/storage-api.ts";
import { createSyncApi } from "./api/sync-api.ts";
import { applyRestore } from "./backup/restore-backup.ts";
import { openConfig } from "./config/config-service.ts";
import type { CoreContext, HostServices } from "./core-context.ts";
import { chosenEmbedder } from "./embed/choice.ts";
import { createDownloads } from "./embed/downloads.ts";
import { withQueryVector } from "./embed/endpoint-query.ts";
import { createSpaceService } from "./embed/space-service.ts";
import { createRunManager } from "./indexer/run-manager.ts";
import { indexAllAnew, resumeInterruptedRuns, retryFailedRuns, watchCheckouts } from "./indexer/upkeep.ts";
import { createWorkerPool } from "./indexer/worker-pool.ts";
import { createChangedSymbols } from "./links/changed-symbols.ts";
import { openLogger } from "./log/open-logger.ts";
import { createNotices } from "./notices.ts";
import { openNetworkLedger } from "./network/network-ledger.ts";
import { preparePaths } from "./paths.ts";
import { MAX_STREAMED_BYTES } from "./transcripts/cap.ts";
import { createTranscriptService } from "./transcripts/transcript-service.ts";
import { keepSweeping } from "./transcripts/keep-sweeping.ts";
import { openSecrets } from "./secrets/secret-store.ts";
import { followLibrary } from "./storage/follow-library.ts";
import { createStorageService } from "./storage/storage-service.ts";
import { openStorage } from "./storage/open-storage.ts";
import { connectThread } from "./store/connect.ts";
import { createSyncService, sharingStatus } from "./sync/sync-service.ts";
import type { SyncState } from "./store/turso/sync-state.ts";
import { trackThreads, type SpawnProcess, type SpawnThread } from "./workers.ts";

export interface CoreOptions {
  readonly version: string;
  readonly host: HostServices;
  readonly spawnThread: SpawnThread;
  /** Where Turso runs. A core without it keeps to SQLite. */
  readonly spawnProcess?: SpawnProcess;
  /** Watch repositories and go on with interrupted runs. A one-off command leaves both. */
  readonly upkeep?: boolean;
}

export interface Core {
  /** Answers a client. */
  readonly connect: (port: Port) => void;
  /** A client in this process. */
  client(): CoreClient;
  /** Ends runs (the next start goes on with them), closes the databases. Safe to call again. */
  close(): Promise<void>;
}

/**
 * The composition root: everything the core is made of is put together here and nowhere else.
 * @throws VerdigrisError when the data folder or the database cannot be used; the message says which and what to do.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const paths = preparePaths();
  const logger = openLogger(paths);
  const config = await openConfig(paths, logger);
  // A storage on a server speaks before there is anyone to tell.
  let isServing = false;
  const { promise: started, resolve: markStarted } = Promise.withResolvers<void>();
  const upkeep = options.upkeep !== false;
  const network = openNetworkLedger(paths.networkLedger, logger, (request) => {
    if (isServing) server.emit("network.request", request);
  });
  const secrets = openSecrets(paths.home, options.host.cipher ?? null);
  await applyRestore({ paths, config }, logger);
  const { spawnThread, ended: threadsEnded } = trackThreads(options.spawnThread);
  const thread = await connectThread(spawnThread, config, paths);
  const { machine } = thread;
  const { spawnProcess } = options;
  const parts = { config, paths, network, secrets, spawnThread, spawnProcess };
  let storageState: SyncState | null = null;
  const notices = createNotices(() => {
    if (isServing) announceStatus();
  });
  let wasAway = false;
  const follower = followLibrary({
    machine,
    place: config.current().turso.url,
    readAnew: async () => started.then(() => indexAllAnew(context, upkeep)),
    onError: (error) => logger.error("Repositories are not read again.", { error }),
  });
  const storage = await openStorage(parts, thread.store, {
    onState(state) {
      // On its way back it is behind first.
      wasAway ||= ["offline", "sign-in", "failed"].includes(state.phase);
      storageState = state;
      if (state.library !== null) follower.seen(state.library);
      if (!isServing) return;
      server.emit("sync.changed", context.sync());
      announceStatus();
      if (!wasAway || state.phase !== "current") return;
      wasAway = false;
      void onStorageBack().catch((error: unknown) => logger.error("Runs were not resumed.", { error }));
    },
    onRebuilt: (reason) => {
      logger.warn("The library's storage was built anew.", { reason });
      notices.add("storage-rebuilt", reason);
      follower.lost();
    },
  }).catch(async (error: unknown) => {
    await thread.close();
    throw error;
  });
  const { store, reader, searcher, ledger } = storage;
  /** The server of the library answers again: what waited for it goes on, and pages ask again. */
  async function onStorageBack(): Promise<void> {
    for (const { id } of await store.listRepositories()) {
      context.emit("library.changed", { repositoryId: id, at: new Date().toISOString() });
    }
    if (!upkeep) return;
    await resumeInterruptedRuns(context);
    await retryFailedRuns(context);
  }
  const { threads } = config.current().indexing;
  const pool = createWorkerPool(threads > 0 ? threads : Math.max(1, Math.min(8, availableParallelism())), () => spawnThread("index", {}));

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
    onProgress: (progress) => server.emit("library.progress", progress),
    onEnd: (report) => {
      server.emit("library.changed", { repositoryId: report.repositoryId, at: new Date().toISOString() });
      sync.touch();
      announceStatus();
      if (options.upkeep !== false) void spaces.ensure().catch(() => undefined);
    },
  });
  const announceEmbedding = (): void => {
    if (closing !== null) return;
    void readEmbeddingStatus(context, { spaces, downloads })
      .then((status) => server.emit("embedding.changed", status))
      .catch((error: unknown) => logger.warn("The state of the embedding models could not be read.", { error }));
  };
  const chosen = () => chosenEmbedder(config.current().embedding, paths.models, network);
  const spaces = createSpaceService({ store, pool, logger, chosen, onChange: announceEmbedding });
  const downloads = createDownloads(paths.models, network, announceEmbedding);
  const libraryListeners = new Set<() => void>();
  const context: CoreContext = {
    version: options.version,
    notices,
    paths,
    logger,
    host: options.host,
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
      server.emit(event, payload);
      if (event === "stars.changed") sync.touch();
      if (event === "library.changed") for (const listener of libraryListeners) listener();
      announceStatus();
    },
  };
  const sessionsApi = createSessionsApi(context);
  const storages = createStorageService({
    ...parts,
    store,
    reader,
    machine,
    runs,
    logger,
    reconnect: async () => void (await Promise.all([storage.reconnect(), sync.reconnect()])),
    onChange: (view) => server.emit("storage.changed", view),
  });
  const sync = createSyncService({
    ...parts,
    local: store,
    machine,
    logger,
    notices,
    automatic: options.upkeep !== false,
    onChange(status) {
      server.emit("sync.changed", status);
      announceStatus();
    },
    onStarsChanged: () => server.emit("stars.changed", { at: new Date().toISOString() }),
    onLibraryChanged(round) {
      for (const repositoryId of new Set(round.changes.map((change) => change.repositoryId))) {
        context.emit("library.changed", { repositoryId, at: round.at });
      }
      if (options.upkeep !== false) void spaces.ensure().catch(() => undefined);
    },
  });
  const server = createServer<CoreContract>(
    coreContract,
    {
      ...createHostApi(context),
      ...createLibraryApi(context),
      ...createSearchApi(context),
      ...createDocumentsApi(context),
      ...sessionsApi,
      ...createLedgerApi(context),
      ...createBeliefsApi(context),
      ...createInsightsApi(context),
      ...createHistoryApi(context),
      ...createExportApi(context, sessionsApi),
      ...createSettingsApi(context),
      ...createEmbeddingApi(context, { spaces, downloads }),
      ...createNetworkApi(context),
      ...createTranscriptsApi(context),
      ...createStarsApi(context),
      ...createStorageApi(storages),
      ...createSyncApi(sync, context),
    },
    { onFault: ({ name, code, cause }) => logger.error("A call failed unexpectedly.", { name, code, error: cause }) },
  );

  let closing: Promise<void> | null = null;
  isServing = true;
  markStarted();
  function announceStatus(): void {
    if (closing !== null) return;
    void readStatus(context)
      .then((status) => server.emit("host.statusChanged", status))
      .catch((error: unknown) => logger.warn("The status could not be read.", { error }));
  }

  const stopWatching = options.upkeep === false ? () => undefined : watchCheckouts(context);
  const stopSweeping = options.upkeep === false ? () => undefined : keepSweeping(context);
  if (options.upkeep !== false) void spaces.ensure().catch(() => undefined);
  if (options.upkeep !== false)
    void resumeInterruptedRuns(context).catch((error: unknown) => logger.error("Interrupted runs were not resumed.", { error }));

  return {
    connect: (port) => void server.connect(port),
    client() {
      const [near, far] = createMemoryPortPair();
      server.connect(far);
      return createClient<CoreContract>(near);
    },
    close() {
      closing ??= (async () => {
        stopWatching();
        stopSweeping();
        downloads.close();
        await runs.close();
        await spaces.close();
        await server.close();
        pool.close();
        await sync.close();
        await storage.close();
        await thread.close();
        await threadsEnded();
        config.close();
        await logger.close();
      })();
      return closing;
    },
  };
}
