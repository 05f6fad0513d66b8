import { obstacleOf, toTursoError } from "./errors.ts";
import type { Outbox } from "./outbox.ts";
import { parsePrimaryUrl } from "./primary-url.ts";
import type { PrimaryWriter } from "./primary-writer.ts";
import { createSchedule } from "./schedule.ts";
import { createSyncState, phaseOf, type SyncState } from "./sync-state.ts";

/** Sends what waits for a remote database, and tells how it stands. There is nothing to fetch: reads go there. */
export function createRemoteSync(outbox: Outbox, url: string, onState: (state: SyncState) => void) {
  const { host } = parsePrimaryUrl(url);
  const state = createSyncState(onState);
  let writer: PrimaryWriter | null = null;
  const landed = (): void =>
    state.set({
      phase: outbox.size().operations === 0 ? "current" : "behind",
      message: "",
      waiting: outbox.size(),
      syncedAt: new Date().toISOString(),
    });
  const obstructed = (error: unknown): void =>
    state.set({ phase: phaseOf(obstacleOf(error)), message: toTursoError(error, host).message, waiting: outbox.size() });
  const schedule = createSchedule(async () => {
    try {
      await writer?.drain();
      landed();
    } catch (error) {
      obstructed(error);
      throw error;
    }
  }, 0);

  return {
    hooks: {
      onLanded: landed,
      onObstacle(error: unknown) {
        obstructed(error);
        schedule.later();
      },
    },
    start(opened: PrimaryWriter): { now(): Promise<void>; state(): SyncState } {
      writer = opened;
      void schedule.now().catch(() => undefined);
      return { now: () => schedule.now(), state: state.current };
    },
  };
}
