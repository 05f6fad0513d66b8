/** Entry of the reader's thread: reads and searches on a connection of its own, whatever the writer is doing. */
import { parentPort, workerData } from "node:worker_threads";
import { mergeContracts } from "../../src-shared/rpc/contract.ts";
import type { Port } from "../../src-shared/rpc/port.ts";
import { createServer } from "../../src-shared/rpc/server.ts";
import { messagePort } from "../core/ports/worker-port.ts";
import { collectGarbage } from "../core/rest/collect-garbage.ts";
import { createRest, touching } from "../core/rest/rest.ts";
import { readerThreadContract, type ReaderThreadContract } from "../core/search/search-service.ts";
import { createSearchService } from "../core/search/serve-search.ts";
import { openReader, releaseStores, type StoreSettings } from "../core/store/store-factory.ts";
import type { Handlers } from "../../src-shared/rpc/contract.ts";

if (parentPort === null) throw new Error("This file is the entry of a worker thread.");
const settings = workerData as StoreSettings;
const { contract, handlers } = createSearchService(
  () => openReader(settings),
  () => settings,
  // One or two milliseconds: this thread does one thing after the other.
  { countedAtOnce: 1000 },
);
const rest = createRest(() => {
  releaseStores();
  collectGarbage();
});
const serve = (port: Port): void => void server.connect(touching(port, rest.touch));
const threadHandlers: Handlers<ReaderThreadContract> = { "reader.serve": (port) => serve(messagePort(port)) };
const server = createServer(mergeContracts(contract, readerThreadContract), { ...handlers, ...threadHandlers } as never);
serve(messagePort(parentPort));
