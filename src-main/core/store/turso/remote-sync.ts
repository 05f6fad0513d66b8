import { obstacleOf, toTursoError } from "./errors.ts";
import { libraryOf } from "./marks.ts";
import type { RemoteStore } from "./open-remote.ts";
import type { Outbox } from "./outbox.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import { createSchedule } from "./schedule.ts";
import { createSyncState, phaseOf, type SyncState } from "./sync-state.ts";

/**
 * Looks after a remote database: whether it is there and still the same, and sends what waits for it. There is nothing to fetch:
 * reads go there.
 * @param intervalMs 0 looks only after a failure.
 */
export function createRemoteSync(outbox: Outbox | null, url: string, intervalMs: number, onState: (state: SyncState) => void) {
  const { host } = parsePrimaryUrl(url);
  const state = createSyncState(onState);
  let remote: RemoteStore | null = null;
  const waiting = () => outbox?.size() ?? { operations: 0, bytes: 0 };
  const landed = (): void =>
    state.set({
      phase: waiting().operations === 0 ? "current" : "behind",
      message: "",
      waiting: waiting(),
      syncedAt: new Date().toISOString(),
    });
  const obstructed = (error: unknown): void =>
    state.set({ phase: phaseOf(obstacleOf(error)), message: toTursoError(error, host).message, waiting: waiting() });
  const schedule = createSchedule(async () => {
    try {
      // Before anything is sent: what waits is for this library and no other.
      const library = await remote?.prepare();
      await remote?.writer.drain();
      if (library !== undefined) state.set({ library: libraryOf(library) });
      landed();
    } catch (error) {
      obstructed(error);
      throw error;
    } finally {
      state.set({ nextAt: schedule.nextAt()?.toISOString() ?? null });
    }
  }, intervalMs);

  return {
    hooks: {
      onLanded: landed,
      onObstacle(error: unknown) {
        obstructed(error);
        schedule.later();
      },
    },
    start(opened: RemoteStore): { now(): Promise<void>; state(): SyncState } {
      remote = opened;
      void schedule.now().catch(() => undefined);
      return { now: () => schedule.now(), state: state.current };
    },
    stop: () => schedule.stop(),
  };
}
