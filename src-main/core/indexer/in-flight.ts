/** Bounds how much work is under way at once, and hands on the first failure. Memory stays bounded by `limit` batches. */
export interface InFlight {
  /** Starts a task as soon as fewer than `limit` run. Rejects with the first failure of any task. */
  add(task: () => Promise<void>): Promise<void>;
  /** Resolves when all have ended; rejects with the first failure. */
  drain(): Promise<void>;
}

export function createInFlight(limit: number): InFlight {
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;

  function throwFailure(): void {
    if (failure !== null) throw failure.error;
  }
  return {
    async add(task) {
      while (running.size >= limit) await Promise.race(running);
      throwFailure();
      const tracked = task()
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .then(() => void running.delete(tracked));
      running.add(tracked);
    },
    async drain() {
      while (running.size > 0) await Promise.race(running);
      throwFailure();
    },
  };
}
