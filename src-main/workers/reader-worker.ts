/** Entry of the reader's thread: reads and searches on a connection of its own, whatever the writer is doing. */
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { mergeContracts, type Contract, type Handlers } from "../../src-shared/rpc/contract.ts";
import { createServer } from "../../src-shared/rpc/server.ts";
import { createLedger } from "../core/ledger/ledger.ts";
import { ledgerService } from "../core/ledger/ledger-service.ts";
import { messagePort } from "../core/ports/worker-port.ts";
import { queryEmbedder } from "../core/embed/query-embedder.ts";
import { createSearchEngine } from "../core/search/engine.ts";
import { searchServiceContract, type SearchServiceContract } from "../core/search/search-service.ts";
import { lazily } from "../core/store/service.ts";
import { readerService } from "../core/store/services.ts";
import { createVectorSearch } from "../core/vectors/vector-search.ts";
import { openReader, type StoreSettings } from "../core/store/store-factory.ts";

if (parentPort === null) throw new Error("This file is the entry of a worker thread.");
const settings = workerData as StoreSettings;
const reader = lazily(() => openReader(settings));
const vectors = lazily(() =>
  createVectorSearch(reader(), {
    file: (space) => join(settings.cacheDir, `vectors-${space.replace(/[^A-Za-z0-9-]/g, "_")}.bin`),
    onProblem: (error) => console.warn("Vectors could not be held in memory.", error),
  }),
);
/** The store's reads, but vectors are searched in memory. */
const engine = lazily(() =>
  createSearchEngine(
    { ...reader(), vectorCandidates: (query) => vectors().candidates(query) },
    { embedderOf: queryEmbedder(settings.modelsDir) },
  ),
);
const ledger = lazily(() => createLedger(reader()));
const searchHandlers: Handlers<SearchServiceContract> = {
  "engine.query": (input, { signal }) => engine().query(input, signal),
  "engine.similar": ({ passageId, limit }) => engine().similar(passageId, limit),
  "engine.matches": ({ query, text }) => engine().matches(query, text),
};
createServer<Contract>(mergeContracts(readerService.contract, ledgerService.contract, searchServiceContract), {
  ...readerService.handlers(reader),
  ...ledgerService.handlers(ledger),
  ...searchHandlers,
} as never).connect(messagePort(parentPort));
