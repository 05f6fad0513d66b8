import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const KNOWN = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The browser that tests run in, got where there is none: Debian's `chromium` when root, else Playwright's own.
 * @throws Error when none can be had: tests must fail then, and not be skipped.
 */
export async function ensureBrowser(): Promise<string> {
  const found = await find();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("No browser here: installing Debian's chromium…");
    run("apt-get", ["update", "-qq"]);
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]);
  } else {
    console.log("No browser here: fetching Playwright's…");
    run(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"]);
  }
  const installed = await find();
  if (installed === null) throw new Error("No browser could be had for the tests. Install chromium and run npm test again.");
  return installed;
}

async function find(): Promise<string | null> {
  const known = KNOWN.find((path) => existsSync(path));
  if (known !== undefined) return known;
  const { chromium } = await import("playwright");
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0) console.error(`${command} ${args[0] ?? ""} ended with ${status ?? "no"} status.`);
}
