/** Runs work at an interval, sooner when asked, and later after failures: at most one at a time. */
export interface Schedule {
  /** Runs now. One that is under way runs once more: it may have looked already. Resolves when that is done. */
  now(): Promise<void>;
  /** Runs soon: several askings within the delay are one run. */
  soon(): void;
  /** After a failure elsewhere: tries again after a pause. */
  later(): void;
  nextAt(): Date | null;
  stop(): Promise<void>;
}

const SOON_MS = 400;
const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 300_000;

/** @param work rejects to be retried with growing pauses. @param intervalMs 0 runs only when asked or after a failure. */
export function createSchedule(work: () => Promise<void>, intervalMs: number): Schedule {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let again = false;
  /** Asked for while a run is under way, which may have looked before the failure. */
  let retry = false;
  let failures = 0;
  let planned: Date | null = null;
  let stopped = false;

  function plan(ms: number): void {
    clearTimeout(timer);
    planned = stopped || ms <= 0 ? null : new Date(Date.now() + ms);
    if (planned !== null) timer = setTimeout(() => void run().catch(() => undefined), ms).unref();
  }
  function run(): Promise<void> {
    clearTimeout(timer);
    planned = null;
    running ??= (async () => {
      try {
        do {
          again = false;
          await work();
        } while (again && !stopped);
        failures = 0;
      } catch (error) {
        failures++;
        throw error;
      } finally {
        running = null;
        const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1));
        const next = retry && (intervalMs <= 0 || intervalMs > FIRST_RETRY_MS) ? FIRST_RETRY_MS : intervalMs;
        retry = false;
        plan(failures > 0 ? pause : next);
      }
    })();
    return running;
  }

  return {
    now: () => {
      if (running === null) return run();
      again = true;
      return running;
    },
    soon() {
      if (stopped || failures > 0) return;
      if (running !== null) again = true;
      else if (planned === null || planned.getTime() - Date.now() > SOON_MS) plan(SOON_MS);
    },
    later() {
      if (stopped) return;
      if (running !== null) {
        retry = true;
        return;
      }
      // Sooner than the interval; a pause after failures stays as it is.
      if (planned === null || (failures === 0 && planned.getTime() - Date.now() > FIRST_RETRY_MS)) plan(FIRST_RETRY_MS);
    },
    nextAt: () => planned,
    async stop() {
      stopped = true;
      again = false;
      clearTimeout(timer);
      planned = null;
      await running?.catch(() => undefined);
    },
  };
}
