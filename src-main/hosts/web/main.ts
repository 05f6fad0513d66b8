/** Entry of the web host: the same core, served to a browser on this machine. `npm start` comes here where Electron cannot run. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VerdigrisError } from "../../../src-shared/rpc/errors.ts";
import { keepCompiledCode } from "../shared/engine.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4319" },
    "no-open": { type: "boolean", default: false },
    dev: { type: "boolean", default: false },
  },
});

keepCompiledCode();
try {
  // What is imported above is compiled before that.
  const { serveWeb } = await import("./serve.ts");
  const served = await serveWeb({ entryUrl: import.meta.url, port: Number(values.port), ...(values.dev ? { developmentPort: 4317 } : {}) });
  const url = served.entryUrl();
  console.log(`Verdigris is at ${url}`);
  console.log("Press Enter for a new address, Ctrl+C to stop.");
  if (!values["no-open"]) openInBrowser(url);
  // Input that is a file (such as /dev/null) has no `unref`, and does not keep the process alive either.
  const input: NodeJS.ReadStream & { readonly unref?: () => unknown } = process.stdin;
  input.on("data", () => console.log(`Verdigris is at ${served.entryUrl()}`)).unref?.();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => void served.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(error instanceof VerdigrisError ? error.message : error);
  process.exitCode = 1;
}

/** The user's default browser; on a machine without one the printed address has to do. */
function openInBrowser(url: string): void {
  const [command, args] =
    process.platform === "darwin"
      ? ["open", [url]]
      : process.platform === "win32"
        ? ["cmd", ["/c", "start", "", url]]
        : ["xdg-open", [url]];
  const known =
    process.platform !== "linux" || (process.env["PATH"] ?? "").split(":").some((folder) => existsSync(join(folder, "xdg-open")));
  if (known)
    spawn(command as string, args as string[], { stdio: "ignore", detached: true })
      .on("error", () => undefined)
      .unref();
}
