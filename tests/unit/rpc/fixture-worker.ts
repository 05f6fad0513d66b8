/** Entry of the conformance suite's worker thread. An aborted handler leaves exit code 42. */
import { parentPort } from "node:worker_threads";
import { messagePort } from "../../../src-main/core/ports/worker-port.ts";
import { createServer } from "../../../src-shared/rpc/server.ts";
import { createFixtureHandlers, fixtureContract, type FixtureContract } from "./fixture-service.ts";

if (parentPort === null) throw new Error("This file runs in a worker thread.");
const handlers = createFixtureHandlers({
  emit: (event, payload) => server.emit(event, payload as never),
  onAborted: () => (process.exitCode = 42),
  die: () => process.exit(3),
});
const server = createServer<FixtureContract>(fixtureContract, handlers);
server.connect(messagePort(parentPort));
