/**
 * A stand-in for Electron's ipcMain, webContents and preload bridge, which exist only inside Electron: messages are cloned
 * with the structured clone algorithm, arrive later and in order, and are lost once the page is destroyed. The end-to-end
 * tests run the same ports on the real thing.
 */
import { EventEmitter } from "node:events";
import type { IpcMainEvent } from "electron";
import { acceptIpcPorts, type IpcPage, type IpcSource } from "../../../src-main/hosts/electron/ipc-port.ts";
import { preloadPort } from "../../../src-renderer/transport/preload-port.ts";
import { IPC_CHANNEL, type PreloadBridge } from "../../../src-shared/rpc/ipc-channel.ts";
import type { Port } from "../../../src-shared/rpc/port.ts";

export class PageStandIn extends EventEmitter {
  readonly id: number;
  readonly bridge: PreloadBridge;
  readonly #toPage = new EventEmitter();
  #destroyed = false;

  constructor(ipcMain: EventEmitter, id: number) {
    super();
    this.id = id;
    this.bridge = {
      post: (message) => {
        const clone: unknown = structuredClone(message);
        queueMicrotask(() => {
          if (!this.#destroyed) ipcMain.emit(IPC_CHANNEL, { sender: this } as unknown as IpcMainEvent, clone);
        });
      },
      onFrame: (listener) => {
        this.#toPage.on("message", listener);
        return () => this.#toPage.off("message", listener);
      },
    };
  }

  send(_channel: string, message: unknown): void {
    const clone: unknown = structuredClone(message);
    queueMicrotask(() => {
      if (!this.#destroyed) this.#toPage.emit("message", clone);
    });
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    this.#destroyed = true;
    this.emit("destroyed");
  }
}

/** One page with its port, and main's port to it. `endPage` closes from main's side. */
export function connectIpc(ipcMain: EventEmitter): { pagePort: Port; mainPort: Port; endPage: () => void } {
  const page = new PageStandIn(ipcMain, 1);
  let mainPort: Port | undefined;
  const stop = acceptIpcPorts(ipcMain as unknown as IpcSource, {
    isTrusted: () => true,
    onPort: (port) => (mainPort = port),
  });
  // The opening word must not wait: the suite needs both ends now.
  const pagePort = preloadPort({ ...page.bridge, post: openAtOnce(page, ipcMain) });
  if (mainPort === undefined) throw new Error("main accepted no port");
  return { pagePort, mainPort, endPage: stop };
}

function openAtOnce(page: PageStandIn, ipcMain: EventEmitter): PreloadBridge["post"] {
  let isFirst = true;
  return (message) => {
    if (!isFirst) return page.bridge.post(message);
    isFirst = false;
    ipcMain.emit(IPC_CHANNEL, { sender: page as unknown as IpcPage } as unknown as IpcMainEvent, message);
  };
}
