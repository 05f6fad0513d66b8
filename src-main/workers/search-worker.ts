/** Entry of the search's own thread, on a connection of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { createServer } from "../../src-shared/rpc/server.ts";
import { messagePort } from "../core/ports/worker-port.ts";
import { collectGarbage } from "../core/rest/collect-garbage.ts";
import { createRest, touching } from "../core/rest/rest.ts";
import { createSearchThread } from "../core/search/serve-search-thread.ts";
import { openReader, releaseStores, type StoreSettings } from "../core/store/store-factory.ts";

if (parentPort === null) throw new Error("This file is the entry of a worker thread.");
const settings = workerData as StoreSettings;
const rest = createRest(() => {
  releaseStores();
  collectGarbage();
});
const { contract, handlers, close } = createSearchThread(
  () => openReader(settings),
  (port) => touching(port, rest.touch),
);
const port = messagePort(parentPort);
port.onClose(close);
createServer(contract, handlers).connect(touching(port, rest.touch));
