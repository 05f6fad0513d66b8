/** Entry of the reader's thread: reads and searches on a connection of its own, whatever the writer is doing. */
import { parentPort, workerData } from "node:worker_threads";
import { createServer } from "../../src-shared/rpc/server.ts";
import { messagePort } from "../core/ports/worker-port.ts";
import { collectGarbage } from "../core/rest/collect-garbage.ts";
import { createRest, touching } from "../core/rest/rest.ts";
import { createSearchService } from "../core/search/serve-search.ts";
import { openReader, releaseStores, type StoreSettings } from "../core/store/store-factory.ts";

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
createServer(contract, handlers as never).connect(touching(messagePort(parentPort), rest.touch));
