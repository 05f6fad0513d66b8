/**
 * What the page is given of Electron: frames to and from the core, and the path of a dropped file. Nothing else: no `ipcRenderer`,
 * no Node. Runs sandboxed.
 */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { IPC_CHANNEL } from "../../src-shared/rpc/ipc-channel.ts";

contextBridge.exposeInMainWorld("verdigris", {
  post: (frame: unknown): void => ipcRenderer.send(IPC_CHANNEL, frame),
  onFrame: (listener: (frame: unknown) => void): (() => void) => {
    const own = (_event: unknown, frame: unknown): void => listener(frame);
    ipcRenderer.on(IPC_CHANNEL, own);
    return () => void ipcRenderer.removeListener(IPC_CHANNEL, own);
  },
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
});
