import type { UtilityProcess } from "electron";
import { createPortEvents, type Port } from "../../../src-shared/rpc/port.ts";

/** The port to a utility process, seen from Electron's main process. Closing it ends the process. */
export function utilityProcessPort(child: UtilityProcess): Port {
  const events = createPortEvents(close);
  function close(): void {
    if (events.end()) child.kill();
  }
  child.on("message", (message: unknown) => events.deliver(message));
  const exited = new Promise<void>((resolve) => {
    child.on("exit", (code) => {
      events.end(`the process exited with code ${code}`);
      resolve();
    });
  });
  return {
    post(frame) {
      if (!events.isClosed) child.postMessage(frame);
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
    exited,
  };
}
