import { join } from "node:path";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { ConfigService } from "../config/config-service.ts";
import type { NetworkLedger } from "../network/network-ledger.ts";
import type { CorePaths } from "../paths.ts";
import type { SecretStore } from "../secrets/secret-store.ts";
import { connectSqlite, connectSqliteBriefly, type StoreConnection } from "../store/connect.ts";
import { connectTursoReader, connectTursoStore, type TursoConnection } from "../store/connect-turso.ts";
import type { KnowledgeStore } from "../store/knowledge-store.ts";
import type { Remote } from "../store/service.ts";
import type { TursoSettings } from "../store/turso-settings.ts";
import type { SyncState } from "../store/turso/sync-state.ts";
import type { SpawnProcess, SpawnThread } from "../workers.ts";

export interface StorageParts {
  readonly config: ConfigService;
  readonly paths: CorePaths;
  readonly network: NetworkLedger;
  readonly secrets: SecretStore;
  readonly spawnThread: SpawnThread;
  /** Absent in a host that has no processes to lend: Turso is unsupported there. */
  readonly spawnProcess: SpawnProcess | undefined;
  /** One command is answered, and then all ends: a thread to search is started only for a search. */
  readonly isBrief: boolean;
}

export interface StorageHooks {
  readonly onState: (state: SyncState) => void;
  readonly onRebuilt: (reason: string) => void;
}

/** The library, with the libSQL process behind it when there is one. */
export interface OpenStorage extends StoreConnection {
  readonly turso: TursoConnection | null;
  /** Starts what reaches a server anew: with a token that was saved, or because someone wants to try again now. */
  reconnect(): Promise<void>;
}

/** Opens the storage that the configuration names. */
export async function openStorage(parts: StorageParts, thread: Remote<KnowledgeStore>, hooks: StorageHooks): Promise<OpenStorage> {
  const { config, paths, network } = parts;
  if (config.current().backend === "sqlite") {
    const connect = parts.isBrief ? connectSqliteBriefly : connectSqlite;
    return { ...(await connect(parts.spawnThread, config, paths, thread)), turso: null, reconnect: () => Promise.resolve() };
  }
  const spawn = processSpawner(parts.spawnProcess);
  // What was chosen at the start, until the next one; the token as it is now.
  const chosen = tursoSettings(parts);
  const settings = () => ({ ...chosen, token: tursoSettings(parts).token });
  const record = network.record;
  const { promise: opened, resolve: markOpened } = Promise.withResolvers<TursoConnection>();
  let state: SyncState | null = null;
  let isLooking = false;
  /** What cannot be read is not called current. Only once: from then on it is looked at in growing pauses. */
  function look(): void {
    if (isLooking || state === null || !["current", "behind"].includes(state.phase)) return;
    isLooking = true;
    void opened
      .then((turso) => turso.syncNow())
      .catch(() => undefined)
      .finally(() => (isLooking = false));
  }
  const reading = connectTursoReader(
    spawn,
    () => ({ turso: settings(), cacheDir: paths.cache, modelsDir: paths.models }),
    { onRequest: record, onObstacle: look },
    () => opened.then((turso) => turso.syncNow()),
  );
  try {
    const opening = connectTursoStore(spawn, settings, {
      onRequest: record,
      onState(told) {
        state = told;
        hooks.onState(told);
      },
      onRebuilt(reason) {
        // It holds the file that was deleted, or caches of another library.
        reading.restart();
        hooks.onRebuilt(reason);
      },
      onRestart: reading.restart,
    });
    opening.then(markOpened, () => undefined);
    const turso = await opening;
    return {
      ...reading,
      store: turso.store,
      turso,
      async reconnect() {
        reading.restart();
        await turso.restart();
      },
      async close() {
        await reading.close();
        await turso.close();
      },
    };
  } catch (error) {
    await reading.close();
    throw error;
  }
}

export function tursoSettings({ config, paths, secrets }: Pick<StorageParts, "config" | "paths" | "secrets">): TursoSettings {
  const { mode, url, sync_interval_seconds, token_env } = config.current().turso;
  return {
    mode,
    path: config.tursoPath(),
    url,
    token: mode === "local" ? null : secrets.readToken(token_env).token,
    syncIntervalMs: sync_interval_seconds * 1000,
    outboxDir: join(paths.home, "outbox"),
    backupsDir: paths.backups,
    isCopy: false,
    masksSecrets: false,
    holdPullMs: 0,
  };
}

/** @throws VerdigrisError "unsupported" where the host has no processes to lend. */
export function processSpawner(spawn: SpawnProcess | undefined): SpawnProcess {
  if (spawn !== undefined) return spawn;
  throw new VerdigrisError("unsupported", 'This host cannot run Turso. Set backend = "sqlite".');
}
