import type { NetworkRequest } from "../../../src-shared/contract/network.ts";
import type { Searcher } from "../core-context.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ledgerService } from "../ledger/ledger-service.ts";
import { atMost } from "../at-most.ts";
import { untilAborted } from "../until-aborted.ts";
import type { SpawnProcess } from "../workers.ts";
import type { KnowledgeReader, KnowledgeStore } from "./knowledge-store.ts";
import type { Remote } from "./service.ts";
import { createSearcher } from "./connect-searcher.ts";
import { healing } from "./healing.ts";
import { readerService, storeService } from "./services.ts";
import { supervise, type Supervised } from "./supervised.ts";
import type { OutboundRequest } from "./turso/http-fetch.ts";
import type { SyncState } from "./turso/sync-state.ts";
import type { TursoReaderSettings, TursoSettings } from "./turso-settings.ts";

/** A libSQL store in its process. */
export interface TursoConnection {
  readonly store: Remote<KnowledgeStore>;
  syncNow(signal?: AbortSignal): Promise<SyncState>;
  state(): Promise<SyncState | null>;
  /** Starts the process again, with the settings as they are now: another token, say. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface TursoListeners {
  readonly onRequest: (request: NetworkRequest) => void;
  readonly onState?: (state: SyncState) => void;
  readonly onRebuilt?: (reason: string) => void;
  /** The process ended by itself and is started again: readers of the same file must let go of it. */
  readonly onRestart?: () => void;
}

export function toNetworkRequest({ at, host, reason, sentBytes, receivedBytes, status }: OutboundRequest): NetworkRequest {
  return { at, host, method: "POST", reason: `Database: ${reason}`, bytesSent: sentBytes, bytesReceived: receivedBytes, status };
}

/** How long a store may take to close in an orderly way: its process may be stuck in libSQL, waiting for a server. */
const CLOSE_MS = 2000;

/** One that ends again and again is started no more often than this. */
const REVIVE_MS = 1000;

/**
 * Starts the store's process and waits until the database is open. Rejects with what opening it threw.
 * @param settings asked at each start of the process.
 * @param signal gives up waiting, and ends the process.
 */
export async function connectTursoStore(
  spawn: SpawnProcess,
  settings: () => TursoSettings,
  listeners: TursoListeners,
  signal?: AbortSignal,
): Promise<TursoConnection> {
  const process = supervise({
    spawn: () => spawn("turso-store"),
    start: async (client) => void (await client.call("turso.start" as never, settings() as never)),
    onExit() {
      listeners.onRestart?.();
      // It may have ended to be followed by the next one, with nobody asking: it syncs by itself.
      setTimeout(() => void process.call("turso.state", null).catch(() => undefined), REVIVE_MS).unref();
    },
  });
  listenTo(process, listeners);
  const store = storeService.remote(healing(process, () => process.call("turso.syncNow", null)));
  const letGo = () => atMost(CLOSE_MS, store.close()).catch(() => undefined);
  try {
    await untilAborted(signal, process.call("turso.state", null));
  } catch (error) {
    await process.close();
    throw error;
  }
  return {
    store,
    syncNow: async (signal) => (await process.call("turso.syncNow", null, signal === undefined ? {} : { signal })) as SyncState,
    state: async () => (await process.call("turso.state", null)) as SyncState | null,
    async restart() {
      await letGo();
      process.restart();
      await process.call("turso.state", null);
    },
    async close() {
      await letGo();
      await process.close();
    },
  };
}

function listenTo(process: Supervised, { onRequest, onState, onRebuilt }: TursoListeners): void {
  process.on("turso.request", (request: OutboundRequest) => onRequest(toNetworkRequest(request)));
  if (onState !== undefined) process.on("turso.state", (state: SyncState) => onState(state));
  if (onRebuilt !== undefined) process.on("turso.rebuilt", ({ reason }: { readonly reason: string }) => onRebuilt(reason));
}

/**
 * Starts the process that reads and searches. It opens the database at its first question.
 * @param heal has a replica that it found damaged built anew.
 */
export function connectTursoReader(
  spawn: SpawnProcess,
  settings: () => TursoReaderSettings,
  onRequest: TursoListeners["onRequest"],
  heal: () => Promise<unknown>,
): { reader: Remote<KnowledgeReader>; searcher: Searcher; ledger: Remote<Ledger>; restart(): void; close(): Promise<void> } {
  const supervised = supervise({
    spawn: () => spawn("turso-reader"),
    start: async (client) => void (await client.call("turso.startReader" as never, settings() as never)),
  });
  const process = healing(supervised, async () => {
    await heal();
    supervised.restart();
  });
  process.on("turso.request", (request: OutboundRequest) => onRequest(toNetworkRequest(request)));
  return {
    reader: readerService.remote(process),
    ledger: ledgerService.remote(process),
    searcher: createSearcher(process as unknown as Parameters<typeof createSearcher>[0]),
    restart: () => process.restart(),
    close: () => process.close(),
  };
}
