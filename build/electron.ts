import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The folder of Electron's package. Its binary is fetched only when it is first needed. */
export const ELECTRON_FOLDER = join(createRequire(import.meta.url).resolve("electron/package.json"), "..");

/** Path of Electron's binary, or null when it has not been fetched. */
export function electronBinary(): string | null {
  const pathFile = join(ELECTRON_FOLDER, "path.txt");
  const path = existsSync(pathFile) ? join(ELECTRON_FOLDER, "dist", readFileSync(pathFile, "utf8")) : null;
  return path !== null && existsSync(path) ? path : null;
}

/** Why a window cannot be opened on this machine even with the binary, or null. */
export function whyNoWindow(): string | null {
  if (process.platform !== "linux") return null;
  if (!process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) return "this machine has no display";
  // Chromium's sandbox, without which we do not run, refuses root.
  return process.getuid?.() === 0 ? "it does not run as root" : null;
}
