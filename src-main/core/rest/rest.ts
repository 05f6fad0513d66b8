import type { Port } from "../../../src-shared/rpc/port.ts";

/** Tells when a thread or process has had nothing to do for a while: the time to give back memory that only work needs. */
export interface Rest {
  /** Something is being done. Cheap: it may be called for every frame. */
  touch(): void;
  close(): void;
}

/** Longer than anyone stops between two searches, so that what rest costs is paid when nobody waits. */
const REST_MS = 10_000;

/** `work` runs once after each time of activity. At rest there is no timer, so nothing wakes up; none keeps the process alive. */
export function createRest(work: () => void, afterMs = REST_MS): Rest {
  let last = 0;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function wait(ms: number): void {
    timer = setTimeout(look, ms).unref();
  }
  function look(): void {
    const left = last + afterMs - performance.now();
    if (left > 0) return wait(Math.ceil(left));
    timer = null;
    work();
  }

  return {
    touch() {
      last = performance.now();
      if (timer === null && !closed) wait(afterMs);
    },
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/** The same port; every frame either way, and its end, is told to `touch` first. */
export function touching(port: Port, touch: () => void): Port {
  port.onClose(touch);
  return {
    ...port,
    post(frame, transfer) {
      touch();
      port.post(frame, transfer);
    },
    onFrame: (listener) =>
      port.onFrame((frame) => {
        touch();
        listener(frame);
      }),
  };
}
