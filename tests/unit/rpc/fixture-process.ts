/** Entry of the conformance suite's child process. An aborted handler leaves exit code 42. */
import { parentProcessPort } from "../../../src-main/core/ports/process-port.ts";
import { createServer } from "../../../src-shared/rpc/server.ts";
import { createFixtureHandlers, fixtureContract, type FixtureContract } from "./fixture-service.ts";

const handlers = createFixtureHandlers({
  emit: (event, payload) => server.emit(event, payload as never),
  onAborted: () => (process.exitCode = 42),
  die: () => process.exit(3),
});
const server = createServer<FixtureContract>(fixtureContract, handlers);
server.connect(parentProcessPort(process));
