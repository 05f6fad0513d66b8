import type { PreloadBridge } from "../../src-shared/rpc/ipc-channel.ts";
import { CLOSE_SIGNAL, createPortEvents, OPEN_SIGNAL, type Port } from "../../src-shared/rpc/port.ts";

/** The page's port to Electron's main process, over the bridge the preload script exposes as `window.verdigris`. Open one per page. */
export function preloadPort(bridge: PreloadBridge): Port {
  const events = createPortEvents(close);
  const stopListening = bridge.onFrame((message) => {
    if (message !== CLOSE_SIGNAL) events.deliver(message);
    else if (events.end("the app closed the connection")) stopListening();
  });

  function close(): void {
    if (!events.end()) return;
    stopListening();
    bridge.post(CLOSE_SIGNAL);
  }

  bridge.post(OPEN_SIGNAL);
  return {
    post(frame) {
      if (!events.isClosed) bridge.post(frame);
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
  };
}
