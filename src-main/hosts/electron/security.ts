import type { App, Session, Shell, WebContents } from "electron";
import { isAppUrl, isExternalUrl } from "./origin.ts";

/** What is used of Electron here, so that a test can record it. */
export interface SecurityTargets {
  readonly app: Pick<App, "on">;
  readonly session: Pick<Session, "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler">;
  readonly shell: Pick<Shell, "openExternal">;
}

/**
 * All hardening in one place, numbered by Electron's checklist (https://www.electronjs.org/docs/latest/tutorial/security).
 * Numbers 1 to 4, 6 and 8 to 11 are in `window-options.ts` (sandbox, isolation, no Node, web security, no experiments, no webview)
 * and in the one content security policy (7); 17 (sender check) is in `ipc-port.ts`; 18 and 19 in `app-protocol.ts` and the fuses of the package.
 */
export function hardenApp({ app, session, shell }: SecurityTargets, developmentUrl: string | null): void {
  // 5. Permissions: the page needs none but writing to the clipboard, which the user starts by a key or a button.
  const isAllowed = (permission: string): boolean => permission === "clipboard-sanitized-write";
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);

  app.on("web-contents-created", (_event, contents) => {
    guardNavigation(contents, developmentUrl);
    // 12. No <webview>, whatever asks for it.
    contents.on("will-attach-webview", (event) => event.preventDefault());
    // 14. No new windows; 15. only web and mail addresses leave, by this one door.
    contents.setWindowOpenHandler(({ url }) => {
      if (isExternalUrl(url)) void shell.openExternal(url);
      return { action: "deny" };
    });
  });
}

/** 13. The page stays the app's own: no navigation, redirect or frame goes anywhere else. */
function guardNavigation(contents: WebContents, developmentUrl: string | null): void {
  contents.on("will-navigate", (event) => {
    if (!isAppUrl(event.url, developmentUrl)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => {
    if (!isAppUrl(event.url, developmentUrl)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!isAppUrl(event.url, developmentUrl)) event.preventDefault();
  });
}
