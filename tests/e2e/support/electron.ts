import { rmSync } from "node:fs";
import { join } from "node:path";
import { _electron as electron, type TestInfo } from "@playwright/test";
import { ROOT } from "../../../build/bundle.ts";
import { electronBinary, whyNoWindow } from "../../../build/electron.ts";
import type { RunningApp } from "./app.ts";

export function isElectron(info: TestInfo): boolean {
  return info.project.name === "electron";
}

/** Why the Electron project is skipped, or null. Nothing is fetched for a test. */
export function whyNoElectron(): string | null {
  return whyNoWindow() ?? (electronBinary() === null ? "its binary is not on this machine (npm start fetches it)" : null);
}

/** Starts the built app in Electron, with a data folder and a browser profile of its own. */
export async function startElectron(home: string, env: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
  const binary = electronBinary();
  if (binary === null) throw new Error("Electron's binary is not here.");
  const app = await electron.launch({
    executablePath: binary,
    args: [ROOT, `--user-data-dir=${join(home, "profile")}`],
    env: { ...environment(), ...env, VERDIGRIS_HOME: home },
  });
  const window = await app.firstWindow();
  return {
    url: "app://verdigris/",
    home,
    window,
    async stop() {
      await app.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
