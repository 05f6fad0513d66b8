import { mergeContracts } from "../rpc/contract.ts";
import type { Client, Handlers } from "../rpc/contract.ts";
import { beliefsContract } from "./beliefs.ts";
import { documentsContract } from "./documents.ts";
import { embeddingContract } from "./embedding.ts";
import { exportContract } from "./export.ts";
import { historyContract } from "./history.ts";
import { hostContract } from "./host.ts";
import { insightsContract } from "./insights.ts";
import { ledgerContract } from "./ledger.ts";
import { libraryContract } from "./library.ts";
import { networkContract } from "./network.ts";
import { searchContract } from "./search.ts";
import { sessionsContract } from "./sessions.ts";
import { settingsContract } from "./settings.ts";
import { transcriptsContract } from "./transcripts.ts";
import { starsContract } from "./stars.ts";
import { storageContract } from "./storage.ts";
import { syncContract } from "./sync.ts";

export * from "./beliefs.ts";
export * from "./documents.ts";
export * from "./embedding.ts";
export * from "./export.ts";
export * from "./history.ts";
export * from "./host.ts";
export * from "./insights.ts";
export * from "./ledger.ts";
export * from "./library.ts";
export * from "./network.ts";
export * from "./search.ts";
export * from "./sessions.ts";
export * from "./settings.ts";
export * from "./transcripts.ts";
export * from "./stars.ts";
export * from "./storage.ts";
export * from "./sync.ts";

/** Everything the core offers: to the renderer, the CLI and tools alike. */
export const coreContract = mergeContracts(
  hostContract,
  libraryContract,
  searchContract,
  documentsContract,
  sessionsContract,
  ledgerContract,
  beliefsContract,
  insightsContract,
  historyContract,
  exportContract,
  settingsContract,
  transcriptsContract,
  starsContract,
  storageContract,
  syncContract,
  embeddingContract,
  networkContract,
);
export type CoreContract = typeof coreContract;
export type CoreClient = Client<CoreContract>;
export type CoreHandlers = Handlers<CoreContract>;
