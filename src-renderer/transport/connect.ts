import type { CoreClient, CoreContract } from "../../src-shared/contract/index.ts";
import { createClient } from "../../src-shared/rpc/client.ts";
import { VerdigrisError } from "../../src-shared/rpc/errors.ts";
import type { PreloadBridge } from "../../src-shared/rpc/ipc-channel.ts";
import type { Port } from "../../src-shared/rpc/port.ts";
import { preloadPort } from "./preload-port.ts";
import { openWebSocketPort } from "./websocket-port.ts";

export type ConnectionState = "connecting" | "open" | "lost";

/** The page's one connection to the core. It lasts for the page's life: a lost socket is opened again behind the same client. */
export interface Transport {
  readonly core: CoreClient;
  readonly state: () => ConnectionState;
  readonly onState: (listener: () => void) => () => void;
  /** The path of a dropped file, or null where the host gives none. */
  readonly pathForFile: (file: File) => string | null;
  /** Tries to connect now instead of at the next turn. */
  readonly retry: () => void;
}

declare global {
  interface Window {
    readonly verdigris?: PreloadBridge & { readonly pathForFile: (file: File) => string };
  }
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;

type Listener = Parameters<CoreClient["on"]>;

/** Connects over Electron's bridge where it is, else over the web host's socket. */
export function connectTransport(): Transport {
  const bridge = window.verdigris;
  const open = async (): Promise<Port> => (bridge === undefined ? openWebSocketPort(socketUrl()) : preloadPort(bridge));
  const stateListeners = new Set<() => void>();
  const subscriptions = new Set<{ readonly args: Listener; stop: () => void }>();
  let state: ConnectionState = "connecting";
  let client: CoreClient | null = null;
  let waiting = Promise.withResolvers<CoreClient>();
  let wake: () => void = () => undefined;

  function become(next: ConnectionState): void {
    state = next;
    for (const listener of stateListeners) listener();
  }

  async function keepConnected(): Promise<void> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        const connected = createClient<CoreContract>(await open());
        client = connected;
        for (const subscription of subscriptions) subscription.stop = connected.on(...subscription.args);
        waiting.resolve(connected);
        become("open");
        wait = FIRST_WAIT_MS;
        await connected.closed;
        client = null;
        waiting = Promise.withResolvers<CoreClient>();
      } catch {
        // Tried again below: the state says that there is no connection.
      }
      become("lost");
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  void keepConnected();

  const core: CoreClient = {
    async call(method, input, options) {
      const connected = client ?? (await untilAborted(waiting.promise, options?.signal));
      return connected.call(method, input, options);
    },
    on(...args: Listener) {
      const subscription = { args, stop: client === null ? () => undefined : client.on(...args) };
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
        subscription.stop();
      };
    },
    close: () => client?.close(),
    closed: new Promise<void>(() => undefined),
  } as CoreClient;

  return {
    core,
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
    pathForFile: (file) => (bridge === undefined ? null : bridge.pathForFile(file)),
    retry: () => wake(),
  };
}

function socketUrl(): URL {
  const url = new URL("/socket", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new VerdigrisError("cancelled", "The call was cancelled."));
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
