/** Entry of the store's thread: the one writer of the knowledge database, and this machine's own database. */
import { parentPort, workerData } from "node:worker_threads";
import { mergeContracts } from "../../src-shared/rpc/contract.ts";
import { createServer } from "../../src-shared/rpc/server.ts";
import { messagePort } from "../core/ports/worker-port.ts";
import { collectGarbage } from "../core/rest/collect-garbage.ts";
import { createRest, touching } from "../core/rest/rest.ts";
import { lazily } from "../core/store/service.ts";
import { machineService, storeService } from "../core/store/services.ts";
import { openMachine, openStore, releaseStores, type StoreSettings } from "../core/store/store-factory.ts";

if (parentPort === null) throw new Error("This file is the entry of a worker thread.");
const settings = workerData as StoreSettings;
const rest = createRest(() => {
  releaseStores();
  collectGarbage();
});
createServer(mergeContracts(storeService.contract, machineService.contract), {
  ...storeService.handlers(lazily(() => openStore(settings))),
  ...machineService.handlers(lazily(() => openMachine(settings))),
}).connect(touching(messagePort(parentPort), rest.touch));
