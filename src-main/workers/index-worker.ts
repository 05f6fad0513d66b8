/** Entry of an index worker: reads, parses, analyses and embeds. Holds no database and opens no socket. */
import { parentPort } from "node:worker_threads";
import { createServer } from "../../src-shared/rpc/server.ts";
import { createIndexHandlers } from "../core/indexer/index-handlers.ts";
import { indexContract } from "../core/indexer/index-service.ts";
import { messagePort } from "../core/ports/worker-port.ts";

if (parentPort === null) throw new Error("This file is the entry of a worker thread.");
createServer(indexContract, createIndexHandlers()).connect(messagePort(parentPort));
