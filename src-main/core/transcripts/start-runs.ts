import type { RepositoryId } from "../../../src-shared/domain/index.ts";
import type { CoreContext } from "../core-context.ts";
import { refreshCheckout } from "../indexer/upkeep.ts";
import type { Manifest } from "./archive/manifest.ts";

/** Starts index runs of the repositories that transcripts belong to, where they lie on this machine. */
export async function startRuns(context: CoreContext, changed: readonly Manifest[]): Promise<readonly string[]> {
  const homes = await context.transcripts.homes(changed);
  return startRunsOf(
    context,
    [...homes.values()].flatMap((home) => home?.repositoryId ?? []),
  );
}

export async function startRunsOf(context: CoreContext, repositoryIds: readonly RepositoryId[]): Promise<readonly string[]> {
  const ids = new Set(repositoryIds);
  const started: string[] = [];
  for (const checkout of await context.machine.listCheckouts()) {
    const runId = ids.has(checkout.repositoryId) ? await refreshCheckout(context, checkout) : null;
    if (runId !== null) started.push(runId);
  }
  return started;
}
