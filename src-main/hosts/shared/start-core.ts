import { createCore, type Core } from "../../core/create-core.ts";
import type { HostServices } from "../../core/core-context.ts";
import type { SpawnProcess } from "../../core/workers.ts";
import { createProcessSpawner, createThreadSpawner } from "./spawn.ts";
import { VERSION } from "./version.ts";

/**
 * Starts the core as every host does: this machine's data folder, worker threads beside the host's entry. A one-off command
 * turns `upkeep` off, and neither watches folders nor goes on with runs of others; it is brief. Its failures end it; an app that stays open
 * outlives a failure in the background, and its log has it.
 */
export async function startCore(
  entryUrl: string,
  host: HostServices,
  {
    upkeep = true,
    isBrief = false,
    spawnProcess = createProcessSpawner(entryUrl),
  }: { readonly upkeep?: boolean; readonly isBrief?: boolean; readonly spawnProcess?: SpawnProcess } = {},
): Promise<Core> {
  const core = await createCore({ version: VERSION, host, spawnThread: createThreadSpawner(entryUrl), spawnProcess, upkeep, isBrief });
  if (upkeep) process.on("unhandledRejection", core.reportFault);
  return core;
}
