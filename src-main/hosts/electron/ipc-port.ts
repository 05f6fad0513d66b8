import type { IpcMain, IpcMainEvent, WebContents } from "electron";
import { IPC_CHANNEL } from "../../../src-shared/rpc/ipc-channel.ts";
import { CLOSE_SIGNAL, createPortEvents, OPEN_SIGNAL, type Port } from "../../../src-shared/rpc/port.ts";

/** What is used of Electron, so that the tests can stand in for it. */
export type IpcSource = Pick<IpcMain, "on" | "removeListener">;
export type IpcPage = Pick<WebContents, "id" | "send" | "isDestroyed" | "once" | "removeListener">;

export interface IpcPortOptions {
  /** Whether a message may be read at all: the window is ours, the frame is its main frame, the origin is ours. */
  readonly isTrusted: (event: IpcMainEvent) => boolean;
  /** Called with the port of each page that opens one. */
  readonly onPort: (port: Port, page: IpcPage) => void;
  /** Called when a message came from a sender that is not trusted. It was dropped. */
  readonly onRejected?: (event: IpcMainEvent) => void;
}

/**
 * Accepts ports from pages. A page has one at a time: a reload opens a new one, and closes the old one with its calls, as
 * does the end of the page or of its process.
 * @returns the function that stops listening and closes every port.
 */
export function acceptIpcPorts(ipcMain: IpcSource, options: IpcPortOptions): () => void {
  const open = new Map<number, PagePort>();

  const onMessage = (event: IpcMainEvent, message: unknown): void => {
    if (!options.isTrusted(event)) return options.onRejected?.(event);
    const current = open.get(event.sender.id);
    if (message === OPEN_SIGNAL) {
      current?.end("the page was loaded again");
      const port = createPagePort(event.sender, () => {
        if (open.get(event.sender.id) === port) open.delete(event.sender.id);
      });
      open.set(event.sender.id, port);
      options.onPort(port, event.sender);
    } else if (message === CLOSE_SIGNAL) {
      current?.end("the page closed the connection");
    } else {
      current?.deliver(message);
    }
  };

  ipcMain.on(IPC_CHANNEL, onMessage);
  return () => {
    ipcMain.removeListener(IPC_CHANNEL, onMessage);
    for (const port of open.values()) port.close();
  };
}

interface PagePort extends Port {
  deliver(frame: unknown): void;
  end(reason: string): void;
}

function createPagePort(page: IpcPage, onEnd: () => void): PagePort {
  const events = createPortEvents(close);
  const onGone = (): void => void end("the page is gone");

  function end(reason?: string): boolean {
    if (!events.end(reason)) return false;
    page.removeListener("destroyed", onGone);
    page.removeListener("render-process-gone", onGone);
    onEnd();
    return true;
  }
  function close(): void {
    if (end() && !page.isDestroyed()) page.send(IPC_CHANNEL, CLOSE_SIGNAL);
  }

  page.once("destroyed", onGone);
  page.once("render-process-gone", onGone);
  return {
    post(frame) {
      if (!events.isClosed && !page.isDestroyed()) page.send(IPC_CHANNEL, frame);
    },
    close,
    onFrame: events.onFrame,
    onClose: events.onClose,
    deliver: (frame) => events.deliver(frame),
    end: (reason) => void end(reason),
  };
}
