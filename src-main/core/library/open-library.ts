import type { ConfigService } from "../config/config-service.ts";
import { openStorage, type OpenStorage, type StorageHooks, type StorageParts } from "../storage/open-storage.ts";
import { connectThread } from "../store/connect.ts";
import type { MachineStore } from "../store/machine-store.ts";
import type { Remote } from "../store/service.ts";

/** An open storage with this machine's own database, before anything stands on it. */
export interface OpenLibrary {
  /** The configuration that named it. */
  readonly config: ConfigService;
  readonly storage: OpenStorage;
  readonly machine: Remote<MachineStore>;
  /** What the storage tells of itself. What it told before anyone listened is told then. */
  listen(hooks: StorageHooks): void;
  close(): Promise<void>;
}

/** Opens the storage that the configuration names. Rejects with what opening it threw; nothing is left open then. */
export async function openLibrary(parts: StorageParts): Promise<OpenLibrary> {
  const early: ((hooks: StorageHooks) => void)[] = [];
  let listener: StorageHooks | null = null;
  function tell(what: (hooks: StorageHooks) => void): void {
    if (listener === null) early.push(what);
    else what(listener);
  }
  const thread = await connectThread(parts.spawnThread, parts.config, parts.paths);
  const storage = await openStorage(parts, thread.store, {
    onState: (state) => tell((hooks) => hooks.onState(state)),
    onRebuilt: (reason) => tell((hooks) => hooks.onRebuilt(reason)),
  }).catch(async (error: unknown) => {
    await thread.close();
    throw error;
  });
  return {
    config: parts.config,
    storage,
    machine: thread.machine,
    listen(hooks) {
      listener = hooks;
      for (const what of early.splice(0)) what(hooks);
    },
    async close() {
      await storage.close();
      await thread.close();
    },
  };
}
