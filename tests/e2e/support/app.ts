import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { test as base } from "@playwright/test";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

export interface RunningApp {
  /** An address that lets one browser in, once. */
  readonly url: string;
  readonly home: string;
  stop(): Promise<void>;
}

/** Starts the built web host with a data folder of its own. */
export async function startApp(home = mkdtempSync(join(tmpdir(), "verdigris-home-"))): Promise<RunningApp> {
  const child = spawn(process.execPath, [join(ROOT, "out/main/web.js"), "--no-open", "--port=0"], {
    env: { ...process.env, VERDIGRIS_HOME: home },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const url = await addressOf(child);
  return {
    url,
    home,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      rmSync(home, { recursive: true, force: true });
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

/** A test with an app and a repository of its own. */
export const test = base.extend<{ app: RunningApp; repository: FixtureRepository }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright finds a fixture's needs by its parameter's pattern
  app: async ({}, run) => {
    const app = await startApp();
    await run(app);
    await app.stop();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  repository: async ({}, run) => {
    const repository = createSampleRepository();
    await run(repository);
    repository.remove();
  },
});
export { expect } from "@playwright/test";
