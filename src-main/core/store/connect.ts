import { createClient } from "../../../src-shared/rpc/client.ts";
import type { ConfigService } from "../config/config-service.ts";
import type { Searcher } from "../core-context.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ledgerService } from "../ledger/ledger-service.ts";
import type { CorePaths } from "../paths.ts";
import type { SearchServiceContract } from "../search/search-service.ts";
import type { SpawnThread } from "../workers.ts";
import type { KnowledgeReader, KnowledgeStore } from "./knowledge-store.ts";
import type { MachineStore } from "./machine-store.ts";
import type { Remote, ServiceClient, ServiceContract } from "./service.ts";
import { machineService, readerService, storeService } from "./services.ts";
import type { StoreSettings } from "./store-factory.ts";

function settingsOf(config: ConfigService, paths: CorePaths): StoreSettings {
  return {
    backend: "sqlite",
    path: config.databasePath(),
    machinePath: paths.machineDatabase,
    backupsDir: paths.backups,
    cacheDir: paths.cache,
    modelsDir: paths.models,
  };
}

/** Starts the store's thread and waits until both databases are open. Rejects with what opening them threw. */
export async function connectStore(
  spawn: SpawnThread,
  config: ConfigService,
  paths: CorePaths,
): Promise<{ store: Remote<KnowledgeStore>; machine: Remote<MachineStore>; close(): Promise<void> }> {
  const port = spawn("store", settingsOf(config, paths));
  const client = createClient<ServiceContract>(port);
  const store = storeService.remote(client);
  const machine = machineService.remote(client);
  try {
    await store.info();
    await machine.listCheckouts();
  } catch (error) {
    client.close();
    throw error;
  }
  return {
    store,
    machine,
    async close() {
      await store.close().catch(() => undefined);
      await machine.close().catch(() => undefined);
      client.close();
      await client.closed;
    },
  };
}

/** Starts the reader's thread. The store must be open: it has migrated the file. */
export async function connectReader(
  spawn: SpawnThread,
  config: ConfigService,
  paths: CorePaths,
): Promise<{ reader: Remote<KnowledgeReader>; searcher: Searcher; ledger: Remote<Ledger>; close(): Promise<void> }> {
  const port = spawn("reader", settingsOf(config, paths));
  const client = createClient<SearchServiceContract>(port);
  const reader = readerService.remote(client as unknown as ServiceClient);
  try {
    await reader.info();
  } catch (error) {
    client.close();
    throw error;
  }
  return {
    reader,
    ledger: ledgerService.remote(client as unknown as ServiceClient),
    searcher: {
      query: (input, signal) => client.call("engine.query", input, { signal }),
      similar: (passageId, limit) => client.call("engine.similar", { passageId, limit }),
      matches: (query, text) => client.call("engine.matches", { query, text }),
    },
    async close() {
      client.close();
      await client.closed;
    },
  };
}
