/**
 * A stand-in for the `electron` module, for running the built main bundle under plain Node. It records what the app registers
 * and lets the test, over Node's process channel, play the window's part. It shows the wiring and the protections that the app asks for, not that
 * Electron grants them: that is for the runs on machines that have Electron's binary.
 */
import { EventEmitter } from "node:events";

const send = (message: unknown): void => void process.send?.(message);
const recorded = (name: string, value: unknown): void => send({ recorded: name, value });

class WebContents extends EventEmitter {
  id = 1;
  mainFrame = { url: "app://verdigris/" };
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(channel: string, frame: unknown): void {
    send({ frame, channel });
  }
  isDestroyed(): boolean {
    return false;
  }
}

class StandInApp extends EventEmitter {
  isPackaged = true;
  requestSingleInstanceLock = (): boolean => true;
  setAsDefaultProtocolClient = (scheme: string): void => recorded("deepLinks", scheme);
  whenReady = (): Promise<void> => Promise.resolve();
  getPath = (): string => process.env["VERDIGRIS_HOME"] ?? "/nowhere";
  quit = (): void => {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    this.emit("before-quit", event);
    if (!event.prevented) process.exit(0);
  };
  exit = (code: number): void => process.exit(code);
}

export const app = new StandInApp();
const contents = new WebContents();

export class BrowserWindow extends EventEmitter {
  webContents = contents;
  constructor(options: unknown) {
    super();
    recorded("window", options);
    app.emit("web-contents-created", {}, contents);
  }
  loadURL = (url: string): Promise<void> => {
    recorded("loaded", url);
    return Promise.resolve();
  };
  show(): void {
    recorded("shown", true);
  }
  maximize(): void {}
  focus(): void {}
  restore(): void {}
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  getNormalBounds = (): unknown => ({ x: 0, y: 0, width: 1280, height: 800 });
}

let protocolHandler: ((request: Request) => Promise<Response>) | null = null;
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown): void => recorded("schemes", schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => {
    protocolHandler = handler;
    recorded("protocol", scheme);
  },
};

type Permission = (contents: unknown, permission: string, answer?: (allowed: boolean) => void) => unknown;
const permissions: { request?: Permission; check?: Permission; device?: Permission } = {};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: Permission): void => void (permissions.request = handler),
    setPermissionCheckHandler: (handler: Permission): void => void (permissions.check = handler),
    setDevicePermissionHandler: (handler: Permission): void => void (permissions.device = handler),
  },
};

export const ipcMain = new EventEmitter();
export const shell = {
  openExternal: (url: string): void => recorded("openedOutside", url),
  openPath: (): Promise<string> => Promise.resolve(""),
};
export const dialog = {
  showErrorBox: (title: string, text: string): void => recorded("errorBox", `${title}: ${text}`),
  showOpenDialog: (): Promise<unknown> => Promise.resolve({ canceled: false, filePaths: ["/chosen"] }),
};
export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => recorded("menu", menu),
};
export const screen = { getAllDisplays: (): unknown[] => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };

/** What the test may ask. */
const requests: Readonly<Record<string, (input: never) => unknown>> = {
  fetch: async (url: string) => {
    const response = await protocolHandler?.(new Request(url));
    return { status: response?.status, headers: Object.fromEntries(response?.headers ?? []), body: await response?.text() };
  },
  permission: (permission: string) => {
    let requested = false;
    permissions.request?.(contents, permission, (allowed) => (requested = allowed));
    return { requested, checked: permissions.check?.(contents, permission), device: permissions.device?.({}, permission) };
  },
  navigate: (url: string) =>
    Object.fromEntries(
      ["will-navigate", "will-redirect", "will-frame-navigate", "will-attach-webview"].map((name) => {
        let prevented = false;
        contents.emit(name, { url, preventDefault: () => (prevented = true) });
        return [name, prevented];
      }),
    ),
  openWindow: (url: string) => contents.openHandler?.({ url }),
  frame: ({ frame, sender, frameUrl, isMain }: { frame: unknown; sender: number; frameUrl: string; isMain: boolean }) => {
    const senderFrame = isMain ? Object.assign(contents.mainFrame, { url: frameUrl }) : { url: frameUrl };
    ipcMain.emit(
      "verdigris:frame",
      { sender: Object.assign(contents, { id: 1 }), senderFrame, ...(sender === 1 ? {} : { sender: { id: sender } }) },
      frame,
    );
    return true;
  },
  quit: () => app.quit(),
};

process.on("message", (message: { id: number; request: string; input: unknown }) => {
  const handler = Object.hasOwn(requests, message.request) ? requests[message.request] : undefined;
  void Promise.resolve(handler?.(message.input as never)).then((answer) => send({ id: message.id, answer }));
});
/** A machine without a keychain: secrets then lie in a file that only the user can read. */
export const safeStorage = { isEncryptionAvailable: (): boolean => false };
export const utilityProcess = {
  fork(): never {
    throw new Error("The stand-in starts no utility process.");
  },
};
