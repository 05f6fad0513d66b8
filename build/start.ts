/**
 * `npm start`: the app. Electron where its binary is, or can be had from its makers; else one line says so and the same app
 * opens in the browser. `--web` goes to the browser at once, `--no-open` prints the address and opens nothing.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBundles, ROOT } from "./bundle.ts";
import { ELECTRON_FOLDER, electronBinary, whyNoWindow } from "./electron.ts";

const wantsWeb = process.argv.includes("--web");
await ensureBundles(wantsWeb ? ["main", "renderer"] : ["main", "preload", "renderer"], console.log);
const electron = wantsWeb ? { path: null, reason: "" } : await findElectron();
if (electron.path === null) {
  if (!wantsWeb) console.log(`Electron cannot run here (${electron.reason}): opening Verdigris in the browser instead.`);
  await run(process.execPath, [join(ROOT, "out/main/web.js"), ...process.argv.slice(2).filter((argument) => argument !== "--web")]);
} else {
  await run(electron.path, [ROOT, ...process.argv.slice(2)]);
}

/** Electron's package fetches its binary when it is first asked for. */
async function findElectron(): Promise<{ path: string | null; reason: string }> {
  const reason = whyNoWindow();
  if (reason !== null) return { path: null, reason };
  if (electronBinary() === null) {
    console.log("Fetching Electron from its makers, once…");
    const installer = spawn(process.execPath, [join(ELECTRON_FOLDER, "install.js")], { stdio: "ignore" });
    const timer = setTimeout(() => installer.kill(), 180_000);
    await new Promise((resolve) => installer.once("close", resolve).once("error", resolve));
    clearTimeout(timer);
  }
  return { path: electronBinary(), reason: "its binary could not be fetched" };
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => {
    child.once("error", (error) => {
      console.error(`Verdigris could not be started: ${error.message}`);
      resolve(1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}
