import { CLOSE_SIGNAL, createPortEvents, type Port, type PortEvents } from "./port.ts";

/**
 * Two connected ports inside one thread. Frames are cloned as they would be between threads, so code that works here does
 * not rely on sharing objects; they arrive later and in order, and a close arrives after the frames sent before it.
 */
export function createMemoryPortPair(): readonly [Port, Port] {
  const left = createPortEvents(() => ends[0].close());
  const right = createPortEvents(() => ends[1].close());
  const ends = [createEnd(left, right), createEnd(right, left)] as const;
  return ends;
}

function createEnd(own: PortEvents, peer: PortEvents): Port {
  let last = Promise.resolve();
  const later = (act: () => void): void => void (last = last.then(act));
  return {
    post(frame, transfer = []) {
      if (own.isClosed) return;
      const clone = structuredClone(frame, { transfer: transfer as never[] });
      later(() => peer.deliver(clone));
    },
    close() {
      if (own.end()) later(() => void peer.end(CLOSE_SIGNAL));
    },
    onFrame: own.onFrame,
    onClose: own.onClose,
  };
}
