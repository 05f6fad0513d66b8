/** Entry of the Electron host: a window, a protocol and a port around the core. Nothing of the app itself is here. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, screen, session, shell, utilityProcess } from "electron";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import type { HostServices } from "../../core/core-context.ts";
import type { Core } from "../../core/create-core.ts";
import { entryOf } from "../shared/spawn.ts";
import { startCore } from "../shared/start-core.ts";
import { registerAppScheme, serveApp } from "./app-protocol.ts";
import { acceptIpcPorts } from "./ipc-port.ts";
import { menuTemplate } from "./menu.ts";
import { APP_ORIGIN, isAppUrl, LINK_SCHEME } from "./origin.ts";
import { hardenApp } from "./security.ts";
import { windowOptions } from "./window-options.ts";
import { utilityProcessPort } from "./utility-port.ts";
import { readWindowState, visibleBounds, writeWindowState } from "./window-state.ts";

/** electron-vite's development server; never set in a packaged app. */
const developmentUrl = app.isPackaged ? null : (process.env["ELECTRON_RENDERER_URL"] ?? null);
const preload = fileURLToPath(new URL("../preload/preload.cjs", import.meta.url));
const rendererFolder = fileURLToPath(new URL("../renderer", import.meta.url));
let window: BrowserWindow | null = null;
let core: Core | null = null;

registerAppScheme(protocol);
if (app.requestSingleInstanceLock()) {
  app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on("second-instance", showWindow);
  app.on("open-url", (event) => {
    event.preventDefault();
    showWindow();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("before-quit", closeCoreFirst);
  void app.whenReady().then(start).catch(fail);
} else {
  app.quit();
}

async function start(): Promise<void> {
  hardenApp({ app, session: session.defaultSession, shell }, developmentUrl);
  serveApp(protocol, rendererFolder);
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
  const keychain = safeStorage.isEncryptionAvailable();
  const services: HostServices = {
    capabilities: { nativeFolderPicker: true, dropGivesPaths: true, osKeychain: keychain, opensPaths: true },
    pickFolder: async () => {
      const options = { properties: ["openDirectory" as const], title: "Choose a repository" };
      const { canceled, filePaths } = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
    openPath: async (path) => {
      const problem = await shell.openPath(path);
      if (problem !== "") throw new VerdigrisError("unavailable", `${path} could not be opened: ${problem}`, { path });
    },
    ...(keychain
      ? {
          cipher: { encrypt: (text) => safeStorage.encryptString(text), decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)) },
        }
      : {}),
  };
  const started = await startCore(import.meta.url, services, {
    spawnProcess: (name) =>
      utilityProcessPort(
        utilityProcess.fork(fileURLToPath(entryOf(import.meta.url, `${name}-process`)), [], {
          serviceName: `verdigris ${name}`,
          stdio: "ignore",
        }),
      ),
  });
  core = started;
  acceptIpcPorts(ipcMain, {
    isTrusted: (event) =>
      window !== null &&
      event.sender.id === window.webContents.id &&
      event.senderFrame !== null &&
      event.senderFrame === window.webContents.mainFrame &&
      isAppUrl(event.senderFrame.url, developmentUrl),
    onPort: (port) => started.connect(port),
  });
  openWindow();
  app.on("activate", () => (window === null ? openWindow() : showWindow()));
}

function openWindow(): void {
  const statePath = join(app.getPath("userData"), "window.json");
  const state = readWindowState(statePath);
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const opened = new BrowserWindow(windowOptions(preload, visibleBounds(state.bounds, displays)));
  window = opened;
  if (state.maximised) opened.maximize();
  opened.once("ready-to-show", () => opened.show());
  opened.on("close", () => writeWindowState(statePath, { bounds: opened.getNormalBounds(), maximised: opened.isMaximized() }));
  opened.on("closed", () => (window = null));
  void opened.loadURL(developmentUrl ?? `${APP_ORIGIN}/`);
}

function showWindow(): void {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Quitting waits until runs have stopped between two writes and the databases are closed. */
function closeCoreFirst(event: { preventDefault(): void }): void {
  const closing = core;
  if (closing === null) return;
  event.preventDefault();
  core = null;
  void closing.close().finally(() => app.quit());
}

function fail(error: unknown): void {
  dialog.showErrorBox("Verdigris could not start", error instanceof VerdigrisError ? error.message : String(error));
  app.exit(1);
}
