/** Entry of a core in a process of its own. See core-process.ts. */
import { createCore } from "../../src-main/core/create-core.ts";
import { parentProcessPort } from "../../src-main/core/ports/process-port.ts";
import { createProcessSpawner, createThreadSpawner } from "../../src-main/hosts/shared/spawn.ts";
import type { Port } from "../../src-shared/rpc/port.ts";
import { BUNDLED_HOST } from "./bundled-host.ts";

const killAt = Number(process.env["KILL_AT_STEP"] ?? Number.POSITIVE_INFINITY);
let steps = 0;

/** Counts what the core says of a round or a switch, and dies at the step that was asked for. */
function counted(port: Port): Port {
  return {
    ...port,
    post(frame) {
      if (isStep(frame) && steps++ === killAt) process.kill(-process.pid, "SIGKILL");
      port.post(frame);
    },
  };
}

function isStep(frame: unknown): boolean {
  const { kind, event, payload } = frame as { kind?: string; event?: string; payload?: { progress?: unknown } };
  if (kind === "progress") return true;
  return kind === "event" && (event === "network.request" || (event === "sync.changed" && payload?.progress != null));
}

const core = await createCore({
  version: "test",
  host: { capabilities: { nativeFolderPicker: false, dropGivesPaths: true, osKeychain: false, opensPaths: false } },
  spawnThread: createThreadSpawner(BUNDLED_HOST),
  spawnProcess: createProcessSpawner(BUNDLED_HOST),
  upkeep: false,
});
const port = parentProcessPort(process);
core.connect(counted(port));
process.once("disconnect", () => void core.close().then(() => process.exit(0)));
