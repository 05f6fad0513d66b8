import type { CoreHandlers } from "../../../src-shared/contract/index.ts";
import type { CoreContext } from "../core-context.ts";
import type { StorageService } from "../storage/storage-service.ts";
import type { SyncService } from "../sync/sync-service.ts";
import { createBeliefsApi } from "./beliefs-api.ts";
import { createDocumentsApi } from "./documents-api.ts";
import { createEmbeddingApi, type EmbeddingServices } from "./embedding-api.ts";
import { createExportApi } from "./export-api.ts";
import { createHistoryApi } from "./history-api.ts";
import { createHostApi } from "./host-api.ts";
import { createInsightsApi } from "./insights-api.ts";
import { createLedgerApi } from "./ledger-api.ts";
import { createLibraryApi } from "./library-api.ts";
import { createNetworkApi } from "./network-api.ts";
import { createSearchApi } from "./search-api.ts";
import { createSessionsApi } from "./sessions-api.ts";
import { createSettingsApi } from "./settings-api.ts";
import { createStarsApi } from "./stars-api.ts";
import { createStorageApi } from "./storage-api.ts";
import { createSyncApi } from "./sync-api.ts";
import { createTranscriptsApi } from "./transcripts-api.ts";

export interface ApiServices extends EmbeddingServices {
  readonly storages: StorageService;
  readonly sync: SyncService;
}

/** Every handler of the contract, for one library. */
export function createApi(context: CoreContext, { spaces, downloads, storages, sync }: ApiServices): CoreHandlers {
  const sessionsApi = createSessionsApi(context);
  return {
    ...createHostApi(context, storages),
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
  };
}
