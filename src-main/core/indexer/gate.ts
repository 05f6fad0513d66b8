/** A gate that long work passes between two items: closed while paused, and it throws once the signal is aborted. */
export interface Gate {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  /** Resolves when open. Rejects with the signal's reason when aborted. */
  pass(signal: AbortSignal): Promise<void>;
}

export function createGate(): Gate {
  let waiting: (() => void)[] = [];
  let isOpen = true;
  return {
    get isOpen() {
      return isOpen;
    },
    open() {
      isOpen = true;
      const released = waiting;
      waiting = [];
      for (const release of released) release();
    },
    close() {
      isOpen = false;
    },
    async pass(signal) {
      signal.throwIfAborted();
      while (!isOpen) {
        await new Promise<void>((resolve) => {
          const release = (): void => {
            signal.removeEventListener("abort", release);
            resolve();
          };
          waiting.push(release);
          signal.addEventListener("abort", release, { once: true });
        });
        signal.throwIfAborted();
      }
    },
  };
}
