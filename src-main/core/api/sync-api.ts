import type { syncContract } from "../../../src-shared/contract/sync.ts";
import type { CoreContext, Handlers } from "../core-context.ts";
import type { SyncService } from "../sync/sync-service.ts";

/** Sync with a server of the user's: on and off, what is shared, what it would send. */
export function createSyncApi(sync: SyncService, context: CoreContext): Handlers<typeof syncContract> {
  return {
    "sync.status": () => context.sync(),
    "sync.set": (change) => sync.set(change),
    "sync.now": () => sync.now(),
    "sync.preview": ({ shared, url }) => sync.preview(shared ?? sync.status().shared, url ?? context.config.current().sync.url),
  };
}
