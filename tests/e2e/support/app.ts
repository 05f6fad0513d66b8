import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { test as base, type Page } from "@playwright/test";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { isElectron, startElectron, whyNoElectron } from "./electron.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

export interface RunningApp {
  /** An address that lets one browser in, once. */
  readonly url: string;
  readonly home: string;
  /** The window, where the host has one of its own. */
  readonly window?: Page;
  stop(): Promise<void>;
}

/** Variables that lead readers of transcripts to a home where no assistant ever worked: never to those of whoever runs the tests. */
function noAssistants(home: string): Readonly<Record<string, string>> {
  const empty = join(home, "user");
  const names = ["HOME", "CLAUDE_CONFIG_DIR", "CODEX_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"];
  return Object.fromEntries(names.map((name) => [name, empty]));
}

/** A new data folder with these settings, as a user's file holds them. */
export function createHome(settings = ""): string {
  const home = mkdtempSync(join(tmpdir(), "verdigris-home-"));
  if (settings !== "") writeFileSync(join(home, "config.toml"), settings);
  return home;
}

/** Starts the built web host with a data folder of its own, which is removed when it stops unless it is to be kept. */
export async function startApp(home = createHome(), env: Readonly<Record<string, string>> = {}, keep = false): Promise<RunningApp> {
  const child = spawn(process.execPath, [join(ROOT, "out/main/web.js"), "--no-open", "--port=0"], {
    env: { ...process.env, ...noAssistants(home), ...env, VERDIGRIS_HOME: home },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const url = await addressOf(child);
  return {
    url,
    home,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      if (!keep) rmSync(home, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("The app has no output.");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+\/enter\?token=\S+/.exec(line);
    if (address !== null) return address[0];
  }
  throw new Error("The app ended without an address.");
}

interface Fixtures {
  /** The settings file that the app finds at its start. */
  readonly settings: string;
  /** Skips the test where its project's host cannot run. */
  readonly host: void;
  readonly app: RunningApp;
  readonly repository: FixtureRepository;
}

/** A test with an app and a repository of its own: the web host in a browser, or Electron's own window. */
export const test = base.extend<Fixtures>({
  settings: ["", { option: true }],
  host: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright finds a fixture's needs by its parameter's pattern
    async ({}, run, info) => {
      const reason = isElectron(info) ? whyNoElectron() : null;
      base.skip(reason !== null, `Electron cannot run here: ${reason ?? ""}`);
      await run();
    },
    { auto: true },
  ],
  app: async ({ settings }, run, info) => {
    const home = createHome(settings);
    const app = isElectron(info) ? await startElectron(home) : await startApp(home);
    await run(app);
    await app.stop();
  },
  page: async ({ app, page }, run) => run(app.window ?? page),
  // oxlint-disable-next-line no-empty-pattern -- as above
  repository: async ({}, run) => {
    const repository = createSampleRepository();
    await run(repository);
    repository.remove();
  },
});
export { expect } from "@playwright/test";
