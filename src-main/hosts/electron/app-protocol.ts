import type { Protocol } from "electron";
import { SECURITY_HEADERS } from "../shared/content-security-policy.ts";
import { readStaticFile } from "../shared/static-files.ts";
import { APP_SCHEME } from "./origin.ts";

/** Must be called before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, "registerSchemesAsPrivileged">): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer under `app://verdigris/`, and nothing outside its folder. */
export function serveApp(protocol: Pick<Protocol, "handle">, rendererFolder: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url);
    const file = url.host === "verdigris" && request.method === "GET" ? await readStaticFile(rendererFolder, url.pathname) : null;
    if (file === null)
      return new Response("There is no such page.\n", { status: 404, headers: { ...SECURITY_HEADERS, "Content-Type": "text/plain" } });
    return new Response(new Uint8Array(file.body), { headers: { ...SECURITY_HEADERS, "Content-Type": file.contentType } });
  });
}
