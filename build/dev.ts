/**
 * `npm run dev`: hot reload. With Electron's binary, electron-vite's own development server; without it, Vite serves the
 * renderer and hands its socket on to the web host, which starts again when the core's sources change.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createServer, type Plugin } from "vite";
import react from "@vitejs/plugin-react";
import { ROOT } from "./bundle.ts";
import { electronBinary, whyNoWindow } from "./electron.ts";

const HOST_PORT = 4318;
if (electronBinary() !== null && whyNoWindow() === null && !process.argv.includes("--web")) {
  const { createServer: createElectronServer } = await import("electron-vite");
  await createElectronServer({ root: ROOT }, {});
} else {
  const host = spawn(
    process.execPath,
    ["--watch-path=src-main", "--watch-path=src-shared", "src-main/hosts/web/main.ts", "--no-open", `--port=${HOST_PORT}`, "--dev"],
    { cwd: ROOT, stdio: "inherit" },
  );
  process.on("exit", () => host.kill());
  const server = await createServer({
    configFile: false,
    root: join(ROOT, "src-renderer"),
    plugins: [react(), developmentPolicy()],
    server: {
      host: "127.0.0.1",
      port: 4317,
      proxy: { "/socket": { target: `http://127.0.0.1:${HOST_PORT}`, ws: true }, "/enter": { target: `http://127.0.0.1:${HOST_PORT}` } },
    },
  });
  await server.listen();
  server.printUrls();
}

/** The page's own policy forbids the inline script that hot reload needs: it is left out in development only. */
function developmentPolicy(): Plugin {
  return {
    name: "development-policy",
    transformIndexHtml: (html) => html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/i, ""),
  };
}
