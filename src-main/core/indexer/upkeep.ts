import type { CoreContext } from "../core-context.ts";
import { watchFolder } from "../scan/watch.ts";
import type { Checkout, RunRecord } from "../store/machine-store.ts";
import { readHistoryAnew } from "./history-phase.ts";
import { openFolder } from "./open-folder.ts";

/**
 * Starts a run for a checkout as it lies now, also for one whose library lost it when `isLost`. A folder that is gone is left alone:
 * the library shows it as missing.
 */
export async function refreshCheckout(context: CoreContext, checkout: Checkout, isLost = false): Promise<string | null> {
  const known = (await context.store.listRepositories()).find((repository) => repository.id === checkout.repositoryId);
  if (known === undefined && !isLost) return null;
  try {
    const opened = await openFolder(checkout.root);
    const kept = known === undefined ? { id: checkout.repositoryId } : { id: known.id, name: known.name, indexedAt: known.indexedAt };
    const repository = { ...opened.repository, ...kept };
    if (known === undefined) await context.store.upsertRepository(repository);
    return context.runs.start({ repository, checkout, isGit: opened.isGit });
  } catch (error) {
    context.logger.warn("A repository could not be refreshed.", { repository: checkout.root, error });
    return null;
  }
}

/** Goes on with runs that the last process did not end: it was killed, or closed in the middle. */
export async function resumeInterruptedRuns(context: CoreContext): Promise<void> {
  const recorded = await context.machine.listRuns(100);
  // Asked after the records: a run of this process that is in them as running has not told of its end yet, and so is active.
  const active = new Set(context.runs.active().map(({ runId }) => runId));
  const interrupted = recorded.filter((run) => (run.state === "running" || run.state === "paused") && !active.has(run.id));
  if (interrupted.length === 0) return;
  // A library that cannot be reached now leaves them to be resumed when it can.
  await context.store.listRepositories();
  const finishedAt = new Date().toISOString();
  for (const run of interrupted)
    await context.machine.saveRun({ ...run, state: "cancelled", finishedAt, message: "The app ended while it ran." });
  const repositories = new Set(interrupted.map((run) => run.repositoryId));
  for (const checkout of await context.machine.listCheckouts()) {
    if (repositories.has(checkout.repositoryId)) await refreshCheckout(context, checkout);
  }
}

/** Makes failed runs again, each repository's newest: what they failed by is out of the way. */
export async function retryFailedRuns(context: CoreContext): Promise<void> {
  const newest = new Map<string, RunRecord>();
  for (const run of await context.machine.listRuns(1000)) if (!newest.has(run.repositoryId)) newest.set(run.repositoryId, run);
  for (const checkout of await context.machine.listCheckouts()) {
    if (newest.get(checkout.repositoryId)?.state === "failed") await refreshCheckout(context, checkout);
  }
}

/** Reads every file of every repository here again: the library may have lost what it held of them. */
export async function indexAllAnew(context: CoreContext, startRuns: boolean): Promise<void> {
  for (const checkout of await context.machine.listCheckouts()) {
    // Kept, as what this machine has read: a document that came from another one is not taken for a file that is gone.
    const unread = (await context.machine.fileStats(checkout.repositoryId)).map((one) => ({ ...one, mtimeMs: -1, contentHash: "" }));
    await context.machine.saveFileStats(checkout.repositoryId, unread);
    await readHistoryAnew(context.machine, checkout.repositoryId);
    if (startRuns) await refreshCheckout(context, checkout, true);
  }
}

export interface Watching {
  /** Reads what changed while the library could not be reached. */
  readMissed(): Promise<void>;
  stop(): void;
}

/**
 * Watches the checkouts that want it, and follows as they come, go and change. Each is looked at once when its watch begins: nobody saw what
 * was saved before, while the app was closed, say. One that was just added has its first run already.
 */
export function watchCheckouts(context: CoreContext): Watching {
  const watched = new Map<string, AbortController>();
  /** Repositories in which something changed while the library could not be reached. */
  const missed = new Set<string>();
  /** Checkouts that were not watched: all at the start, then those whose watch is off. */
  let unwatched: ReadonlySet<string> | null = null;
  let ended = false;
  let following: Promise<void> = Promise.resolve();

  async function follow(): Promise<void> {
    const checkouts = await context.machine.listCheckouts();
    const wanted = new Map(checkouts.filter((checkout) => checkout.watch).map((one) => [one.root, one]));
    for (const [root, controller] of watched) {
      if (wanted.has(root)) continue;
      controller.abort();
      watched.delete(root);
    }
    for (const [root, checkout] of wanted) {
      if (ended || watched.has(root)) continue;
      const controller = new AbortController();
      watched.set(root, controller);
      const onChange = (): void => void refreshLatest(checkout.repositoryId);
      watchFolder({ root, include: checkout.include, signal: controller.signal, onChange });
      if (unwatched?.has(root) !== false) onChange();
    }
    unwatched = new Set(checkouts.filter((checkout) => !checkout.watch).map(({ root }) => root));
  }
  async function refreshLatest(repositoryId: string): Promise<void> {
    try {
      const checkout = (await context.machine.listCheckouts()).find((one) => one.repositoryId === repositoryId);
      if (!ended && checkout !== undefined) await refreshCheckout(context, checkout);
    } catch (error) {
      if (ended) return;
      missed.add(repositoryId);
      context.logger.warn("A change waits until the library can be reached.", { repositoryId, error });
    }
  }
  function again(): void {
    following = following.then(follow).catch((error: unknown) => context.logger.warn("Watching could not be set up.", { error }));
  }

  const stopListening = context.onLibraryChanged(again);
  again();
  return {
    async readMissed() {
      const repositories = [...missed];
      missed.clear();
      for (const repositoryId of repositories) await refreshLatest(repositoryId);
    },
    stop() {
      ended = true;
      stopListening();
      for (const controller of watched.values()) controller.abort();
      watched.clear();
    },
  };
}
