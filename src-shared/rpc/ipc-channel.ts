/** What the page, the preload script and Electron's main process agree on. */

/** The one IPC channel, used in both directions. */
export const IPC_CHANNEL = "verdigris:frame";

/** What the preload script exposes as `window.verdigris`: it passes messages through and knows nothing of them. */
export interface PreloadBridge {
  post(message: unknown): void;
  /** Returns the function that removes the listener. */
  onFrame(listener: (message: unknown) => void): () => void;
}
