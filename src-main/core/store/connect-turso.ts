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
import { watchPulls } from "./pull-watch.ts";
import { readerService, storeService } from "./services.ts";
import { supervise, type Supervised } from "./supervised.ts";
import { obstacleError, obstacleOf, toTursoError } from "./turso/errors.ts";
import { boundedFetch, type OutboundRequest } from "./turso/http-fetch.ts";
import { parsePrimaryUrl } from "./turso/primary-url.ts";
import { phaseOf, type SyncState } from "./turso/sync-state.ts";
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

/** How long a server may take to say that it is there, and how long a storage whose server left it in the middle of a pull pulls nothing. */
const PROBE_MS = 5000;
const FIRST_HOLD_MS = 5000;
const LONGEST_HOLD_MS = 300_000;

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
  /** Pulls in a row that never ended. */
  let stalls = 0;
  let state: SyncState | null = null;
  const watch = watchPulls({
    path: settings().path,
    probe: async () => {
      const ask = boundedFetch((request) => listeners.onRequest(toNetworkRequest(request)), { reason: "is it there", timeoutMs: PROBE_MS });
      await ask(new Request(`${parsePrimaryUrl(settings().url).url}/health`));
    },
    onStall() {
      stalls++;
      const { url, isCopy } = settings();
      const error = obstacleError("timeout", parsePrimaryUrl(url).host);
      // Of a copy nobody waits for more than the round, which is made again. A storage goes on with what it has.
      process.interrupt(isCopy ? error : undefined);
      if (state !== null) listeners.onState?.((state = { ...state, phase: "offline", message: error.message }));
      if (!isCopy) revive();
    },
  });
  /** It syncs by itself, with nobody asking. */
  const revive = (): void => {
    setTimeout(() => void process.call("turso.state", null).catch(() => undefined), REVIVE_MS).unref();
  };
  const process = supervise({
    spawn: () => spawn("turso-store"),
    async start(client) {
      const holdPullMs = stalls === 0 || settings().isCopy ? 0 : Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** (stalls - 1));
      await client.call("turso.start" as never, { ...settings(), holdPullMs } as never);
    },
    onExit() {
      watch.end();
      beginAnew();
      listeners.onRestart?.();
      // It may have ended to be followed by the next one.
      revive();
    },
  });
  process.on("turso.pulling", ({ pulling, ok }: { readonly pulling: boolean; readonly ok: boolean }) => {
    if (pulling) return watch.begin();
    watch.end();
    if (ok) stalls = 0;
  });
  process.on("turso.state", (told: SyncState) => (state = told));
  listenTo(process, listeners);
  /** What the last process told says nothing of the next one, which may take long to know how it stands. */
  function beginAnew(): void {
    if (state === null || state.phase === "connecting") return;
    state = { ...state, phase: "connecting", since: new Date().toISOString(), message: "", nextAt: null };
    listeners.onState?.(state);
  }
  const store = storeService.remote(healing(process, () => process.call("turso.syncNow", null)));
  async function letGo(): Promise<void> {
    watch.end();
    await atMost(CLOSE_MS, store.close()).catch(() => undefined);
  }
  try {
    await untilAborted(signal, process.call("turso.state", null));
  } catch (error) {
    watch.end();
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
      beginAnew();
      try {
        await process.call("turso.state", null);
      } catch (error) {
        if (state?.phase === "connecting") {
          const { message } = toTursoError(error, parsePrimaryUrl(settings().url).host);
          listeners.onState?.((state = { ...state, phase: phaseOf(obstacleOf(error)), message }));
        }
        throw error;
      }
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

export interface ReaderListeners {
  readonly onRequest: TursoListeners["onRequest"];
  /** It could not reach the server. */
  readonly onObstacle: () => void;
}

/**
 * Starts the process that reads and searches. It opens the database at its first question.
 * @param heal has a replica that it found damaged built anew.
 */
export function connectTursoReader(
  spawn: SpawnProcess,
  settings: () => TursoReaderSettings,
  { onRequest, onObstacle }: ReaderListeners,
  heal: () => Promise<unknown>,
): { reader: Remote<KnowledgeReader>; searcher: Searcher; ledger: Remote<Ledger>; restart(): void; close(): Promise<void> } {
  const supervised = supervise({
    spawn: () => spawn("turso-reader"),
    start: async (client) => void (await client.call("turso.startReader" as never, settings() as never)),
  });
  const watched: Supervised = {
    ...supervised,
    async call(method, input, options) {
      try {
        return await supervised.call(method, input, options);
      } catch (error) {
        if (obstacleOf(error) !== null) onObstacle();
        throw error;
      }
    },
  };
  const process = healing(watched, async () => {
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
