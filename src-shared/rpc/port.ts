/** Any two-way connection that carries frames: a worker, a child process, a WebSocket, Electron's IPC, or memory. */
export interface Port {
  /**
   * Sends a frame. On a closed port it does nothing: `onClose` has told.
   * @param transfer objects to move instead of copy, where the transport can; others copy them.
   * @throws when this frame cannot be sent (it holds a function, say); the port stays usable.
   */
  post(frame: unknown, transfer?: readonly unknown[]): void;
  /** Frames that came before the first listener are kept and handed to it at once. Returns the function that removes the listener. */
  onFrame(listener: (frame: unknown) => void): () => void;
  /** Closes both ends. Safe to call again. */
  close(): void;
  /** Called once, when either end has closed; later listeners too. The reason is for a log. Returns the function that removes the listener. */
  onClose(listener: (reason: string | undefined) => void): () => void;
  /** Of a port to a thread or a process that was started for it: resolves when that has ended, some time after the port closed. Never rejects. */
  readonly exited?: Promise<unknown>;
}

/** Words a transport without connections of its own sends beside frames (which are objects), to say that an end opens or closes. */
export const OPEN_SIGNAL = "open";
export const CLOSE_SIGNAL = "close";

/** Frames kept for the first listener. A peer that sends more before anyone listens is out of order; the port closes. */
const MAX_EARLY_FRAMES = 10_000;

/** The half of a port that is the same for every transport: listeners, early frames, and closing once. */
export interface PortEvents {
  readonly isClosed: boolean;
  deliver(frame: unknown): void;
  /** Returns false when it was closed already. */
  end(reason?: string): boolean;
  onFrame: Port["onFrame"];
  onClose: Port["onClose"];
}

/** Builds the listener half of a port. `onOverflow` must close the transport. */
export function createPortEvents(onOverflow: () => void): PortEvents {
  const frameListeners = new Set<(frame: unknown) => void>();
  const closeListeners = new Set<(reason: string | undefined) => void>();
  let early: unknown[] | undefined = [];
  let closed = false;
  let closeReason: string | undefined;

  return {
    get isClosed() {
      return closed;
    },
    deliver(frame) {
      if (closed) return;
      if (early === undefined) {
        // A copy, so that a listener which subscribes anew does not meet the same frame again.
        for (const listener of Array.from(frameListeners)) listener(frame);
      } else if (early.length < MAX_EARLY_FRAMES) {
        early.push(frame);
      } else {
        early = [];
        onOverflow();
      }
    },
    end(reason) {
      if (closed) return false;
      closed = true;
      closeReason = reason;
      frameListeners.clear();
      for (const listener of closeListeners) listener(reason);
      closeListeners.clear();
      return true;
    },
    onFrame(listener) {
      // An own function each time, so that one listener added twice is two subscriptions.
      const own = (frame: unknown): void => listener(frame);
      const kept = early;
      early = undefined;
      if (!closed) frameListeners.add(own);
      for (const frame of kept ?? []) own(frame);
      return () => void frameListeners.delete(own);
    },
    onClose(listener) {
      let wanted = true;
      const own = (reason: string | undefined): void => {
        if (wanted) listener(reason);
      };
      if (closed) void Promise.resolve().then(() => own(closeReason));
      else closeListeners.add(own);
      return () => {
        wanted = false;
        closeListeners.delete(own);
      };
    },
  };
}
