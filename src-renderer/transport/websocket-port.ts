import { decodeJsonFrame, encodeJsonFrame } from "../../src-shared/rpc/json-frame.ts";
import { createPortEvents, type Port } from "../../src-shared/rpc/port.ts";

/**
 * Opens a WebSocket to the web host and resolves with its port. A port that has closed stays closed: whether and when to
 * open another is the caller's decision.
 * @throws Error when the socket cannot be opened; the signal's reason when it is aborted first.
 */
export function openWebSocketPort(url: string | URL, signal?: AbortSignal): Promise<Port> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const socket = new WebSocket(url);
    const events = createPortEvents(close);

    function close(): void {
      if (events.end()) socket.close();
    }
    const onAbort = (): void => {
      reject(signal?.reason as Error);
      close();
    };
    signal?.addEventListener("abort", onAbort, { once: true });

    socket.addEventListener("open", () => {
      signal?.removeEventListener("abort", onAbort);
      resolve({
        post(frame) {
          if (!events.isClosed && socket.readyState === WebSocket.OPEN) socket.send(encodeJsonFrame(frame));
        },
        close,
        onFrame: events.onFrame,
        onClose: events.onClose,
      });
    });
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data === "string") events.deliver(decodeJsonFrame(data));
    });
    // A socket that fails fires "error", without a cause that a page may see, and then "close".
    socket.addEventListener("close", ({ code }) => {
      signal?.removeEventListener("abort", onAbort);
      events.end(`the WebSocket closed with code ${code}`);
      reject(new Error("The connection to Verdigris could not be opened. See that it is running, then reload the page."));
    });
  });
}
