import { defineContract, event, mergeContracts, method, trusted } from "../../../src-shared/rpc/contract.ts";
import type { ConnectionCheck, ConnectionReport } from "../../../src-shared/contract/storage.ts";
import { storeService } from "./services.ts";
import type { OutboundRequest } from "./turso/http-fetch.ts";
import type { SyncState } from "./turso/sync-state.ts";
import type { TursoSettings } from "./turso-settings.ts";

/** What a libSQL process offers beside the store's own methods. Nothing else is answered before `turso.start`. */
export const tursoControl = defineContract({
  methods: {
    "turso.start": method(trusted<TursoSettings>()).returns<void>(),
    "turso.syncNow": method(trusted<null>()).returns<SyncState>(),
    "turso.state": method(trusted<null>()).returns<SyncState | null>(),
    /** Tries a server. Needs no start. */
    "turso.test": method(trusted<{ readonly url: string; readonly token: string | null }>())
      .returns<ConnectionReport>()
      .reports<ConnectionCheck>(),
  },
  events: {
    "turso.state": event<SyncState>(),
    "turso.request": event<OutboundRequest>(),
    /** Replication begins, which blocks the process, or has ended, well or not. */
    "turso.pulling": event<{ readonly pulling: boolean; readonly ok: boolean }>(),
    /** The replica was built anew: what this machine indexed may be missing in it. */
    "turso.rebuilt": event<{ readonly reason: string }>(),
  },
});
export type TursoControl = typeof tursoControl;
export const tursoContract = mergeContracts(storeService.contract, tursoControl);
