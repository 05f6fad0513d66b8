import { createPortEvents, type Port } from "../../../src-shared/rpc/port.ts";
import { parentProcessPort } from "./process-port.ts";

/** Electron's port to the main process, as a utility process sees it. */
interface UtilityParentPort {
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** The port to whoever started this process: Node's channel, or Electron's in a utility process. It ends when its parent does. */
export function parentPortOf(self: NodeJS.Process): Port {
  const utility = (self as { parentPort?: UtilityParentPort }).parentPort;
  const port = utility === undefined ? parentProcessPort(self) : utilityPort(utility);
  // The parent is all there is to live for.
  port.onClose(() => self.exit(0));
  return port;
}

function utilityPort(parent: UtilityParentPort): Port {
  const events = createPortEvents(() => void events.end());
  parent.on("message", ({ data }) => events.deliver(data));
  return {
    post: (frame) => parent.postMessage(frame),
    close: () => void events.end(),
    onFrame: events.onFrame,
    onClose: events.onClose,
  };
}
