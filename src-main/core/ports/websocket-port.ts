import { WebSocket } from "ws";
import { decodeJsonFrame, encodeJsonFrame } from "../../../src-shared/rpc/json-frame.ts";
import { createPortEvents, type Port } from "../../../src-shared/rpc/port.ts";

/** The largest frame a page may send. Give it to `WebSocketServer` as `maxPayload` too, so that a larger one is never buffered. */
export const MAX_CLIENT_FRAME_BYTES = 4 * 1024 * 1024;

export interface WebSocketPortOptions {
  readonly maxFrameBytes?: number;
  /** A peer that has not answered a ping by the next one is gone. 30,000 ms by default. */
  readonly pingIntervalMs?: number;
  /** Output a slow peer may leave unread before it is disconnected. 64 MiB by default. */
  readonly maxBufferedBytes?: number;
}

/** WebSocket close codes, RFC 6455 section 7.4.1. */
const CLOSE_NORMAL = 1000;
const CLOSE_TOO_LARGE = 1009;

/**
 * The server's side of an accepted WebSocket. Frames are JSON text; binary messages are dropped. The caller has checked who
 * connects (Host, Origin, session) before.
 */
export function webSocketPort(
  socket: WebSocket,
  { maxFrameBytes = MAX_CLIENT_FRAME_BYTES, pingIntervalMs = 30_000, maxBufferedBytes = 64 * 1024 * 1024 }: WebSocketPortOptions = {},
): Port {
  const events = createPortEvents(close);
  let isAlive = true;

  const pings = setInterval(() => {
    if (!isAlive) return fail("the peer stopped answering");
    isAlive = false;
    socket.ping();
  }, pingIntervalMs);
  pings.unref();

  function close(): void {
    if (!events.end()) return;
    clearInterval(pings);
    socket.close(CLOSE_NORMAL);
  }
  function fail(reason: string): void {
    clearInterval(pings);
    events.end(reason);
    socket.terminate();
  }

  socket.on("pong", () => (isAlive = true));
  socket.on("message", (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean) => {
    isAlive = true;
    if (isBinary || !Buffer.isBuffer(data)) return;
    if (data.length > maxFrameBytes) {
      socket.close(CLOSE_TOO_LARGE);
      return fail(`the peer sent a frame of ${data.length} bytes; ${maxFrameBytes} are allowed`);
    }
    events.deliver(decodeJsonFrame(data.toString("utf8")));
  });
  socket.on("error", (error) => fail(error.message));
  socket.on("close", (code) => {
    clearInterval(pings);
    events.end(`the WebSocket closed with code ${code}`);
  });

  return {
    post(frame) {
      if (events.isClosed || socket.readyState !== WebSocket.OPEN) return;
      socket.send(encodeJsonFrame(frame));
      if (socket.bufferedAmount > maxBufferedBytes) fail("the peer reads too slowly");
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
  };
}
