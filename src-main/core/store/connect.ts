import { createClient } from "../../../src-shared/rpc/client.ts";
import type { Client } from "../../../src-shared/rpc/contract.ts";
import type { ConfigService } from "../config/config-service.ts";
import type { Searcher } from "../core-context.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ledgerService } from "../ledger/ledger-service.ts";
import type { CorePaths } from "../paths.ts";
import type { ReaderThreadContract, SearchServiceContract } from "../search/search-service.ts";
import type { SpawnThread } from "../workers.ts";
import { createSearcher } from "./connect-searcher.ts";
import type { KnowledgeReader, KnowledgeStore } from "./knowledge-store.ts";
import type { MachineStore } from "./machine-store.ts";
import type { Remote, ServiceClient, ServiceContract } from "./service.ts";
import { machineService, readerService, storeService } from "./services.ts";
import { createGrowingSearch } from "./search-thread.ts";
import type { StoreSettings } from "./store-factory.ts";

/** Both ends of the library, whatever holds it. */
export interface StoreConnection {
  readonly store: Remote<KnowledgeStore>;
  readonly reader: Remote<KnowledgeReader>;
  readonly searcher: Searcher;
  readonly ledger: Remote<Ledger>;
  close(): Promise<void>;
}

function settingsOf(config: ConfigService, paths: CorePaths): StoreSettings {
  return {
    path: config.databasePath(),
    machinePath: paths.machineDatabase,
    backupsDir: paths.backups,
    cacheDir: paths.cache,
    modelsDir: paths.models,
  };
}

/** The store's thread: this machine's own database at once, the knowledge database at the first question about it. */
export async function connectThread(
  spawn: SpawnThread,
  config: ConfigService,
  paths: CorePaths,
): Promise<{ readonly store: Remote<KnowledgeStore>; readonly machine: Remote<MachineStore>; close(): Promise<void> }> {
  const port = spawn("store", settingsOf(config, paths));
  const client = createClient<ServiceContract>(port);
  const store = storeService.remote(client);
  const machine = machineService.remote(client);
  try {
    await machine.listCheckouts();
  } catch (error) {
    client.close();
    throw error;
  }
  return {
    store,
    machine,
    async close() {
      await machine.close().catch(() => undefined);
      client.close();
      await port.exited;
    },
  };
}

/** SQLite: the store in its thread, the reader in another. Rejects with what opening the database threw. */
export async function connectSqlite(
  spawn: SpawnThread,
  config: ConfigService,
  paths: CorePaths,
  store: Remote<KnowledgeStore>,
): Promise<StoreConnection> {
  const thread = startReader(spawn, config, paths);
  try {
    // The writer makes and migrates the file: first.
    await store.info();
    await thread.reader.info();
  } catch (error) {
    await thread.close();
    throw error;
  }
  return { ...thread, store, close: () => closeAll(thread, store) };
}

/**
 * The same for a command, which waits for its own writes: its plain reads are answered by the store's thread, and the reader's is started by the first
 * search.
 */
export async function connectSqliteBriefly(
  spawn: SpawnThread,
  config: ConfigService,
  paths: CorePaths,
  store: Remote<KnowledgeStore>,
): Promise<StoreConnection> {
  await store.info();
  let started: ReaderThread | null = null;
  const thread = (): ReaderThread => (started ??= startReader(spawn, config, paths));
  const client: ReaderThread["client"] = { call: (method, input, options) => thread().client.call(method, input, options) };
  return {
    store,
    // To its own writes a connection's version is blind.
    reader: { ...store, dataVersion: () => thread().reader.dataVersion() },
    ...searching(client),
    close: () => closeAll(started, store),
  };
}

interface ReaderThread extends Pick<StoreConnection, "reader" | "searcher" | "ledger" | "close"> {
  readonly client: Pick<Client<SearchServiceContract>, "call">;
}

/** It opens the database at the first question. */
function startReader(spawn: SpawnThread, config: ConfigService, paths: CorePaths): ReaderThread {
  const settings = settingsOf(config, paths);
  const port = spawn("reader", settings);
  const client = createClient<SearchServiceContract & ReaderThreadContract>(port);
  const search = createGrowingSearch(() => spawn("search", settings), client);
  const { searcher, ledger } = searching(client);
  return {
    client,
    reader: readerService.remote(client as unknown as ServiceClient),
    searcher: { ...searcher, query: search.query },
    ledger,
    async close() {
      await search.close();
      client.close();
      await port.exited;
    },
  };
}

function searching(client: ReaderThread["client"]): Pick<StoreConnection, "searcher" | "ledger"> {
  return { searcher: createSearcher(client), ledger: ledgerService.remote(client as unknown as ServiceClient) };
}

/** The writer closes last: only then is its log written into the database, and removed. */
async function closeAll(thread: ReaderThread | null, store: Remote<KnowledgeStore>): Promise<void> {
  await thread?.close();
  await store.close().catch(() => undefined);
}
