import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CoreClient } from "../../src-shared/contract/index.ts";
import type { RunReport } from "../../src-shared/contract/library.ts";
import { createCore, type Core } from "../../src-main/core/create-core.ts";
import type { SpawnThread } from "../../src-main/core/workers.ts";
import { createProcessSpawner, createThreadSpawner } from "../../src-main/hosts/shared/spawn.ts";
import { BUNDLED_HOST } from "./bundled-host.ts";

/** A core with its real worker threads and a data folder of its own. */
export interface TestCore {
  readonly home: string;
  readonly client: CoreClient;
  /** Connects as another window does. */
  another(): CoreClient;
  /** Adds a folder and waits for its run. */
  index(path: string): Promise<{ readonly repositoryId: string; readonly report: RunReport }>;
  /** Waits for runs that something else started. */
  settle(runIds: readonly string[]): Promise<readonly RunReport[]>;
  /** Closes it and opens another on the same data. */
  reopen(): Promise<TestCore>;
  /** Closes it and keeps its data. */
  stopKeeping(): Promise<void>;
  /** Closes it and removes its data, unless `home` was given. */
  stop(): Promise<void>;
}

export interface TestCoreOptions {
  readonly home?: string;
  /** Watch folders, and go on with interrupted runs. */
  readonly upkeep?: boolean;
  /** For one command. */
  readonly isBrief?: boolean;
  /** Called before a thread is started, with what it is told. */
  readonly beforeThread?: (...input: Parameters<SpawnThread>) => void;
  /** Called when a thread has ended: by itself with code 0, with another one when it had to be terminated. */
  readonly afterThread?: (name: Parameters<SpawnThread>[0], code: unknown) => void;
}

/** Only one at a time in a process: the data folder is found by `VERDIGRIS_HOME`. */
export async function startTestCore({
  home: given,
  upkeep = false,
  isBrief = false,
  beforeThread,
  afterThread,
}: TestCoreOptions = {}): Promise<TestCore> {
  const home = given ?? mkdtempSync(join(tmpdir(), "verdigris-core-"));
  process.env["VERDIGRIS_HOME"] = home;
  const spawnThread = createThreadSpawner(BUNDLED_HOST);
  const core: Core = await createCore({
    version: "test",
    host: { capabilities: { nativeFolderPicker: false, dropGivesPaths: true, osKeychain: false, opensPaths: false } },
    spawnThread(name, data) {
      beforeThread?.(name, data);
      const port = spawnThread(name, data);
      void port.exited.then((code) => afterThread?.(name, code));
      return port;
    },
    spawnProcess: createProcessSpawner(BUNDLED_HOST),
    upkeep,
    isBrief,
  });
  const client = core.client();
  const ended = (runId: string): Promise<RunReport> => client.call("library.awaitRun", { runId });
  return {
    home,
    client,
    another: () => core.client(),
    async index(path) {
      const { runId, repositoryId } = await client.call("library.add", { path });
      return { repositoryId, report: await ended(runId) };
    },
    settle: (runIds) => Promise.all(runIds.map(ended)),
    async reopen() {
      await core.close();
      return startTestCore({ home, upkeep });
    },
    stopKeeping: () => core.close(),
    async stop() {
      await core.close();
      if (given === undefined) rmSync(home, { recursive: true, force: true });
      delete process.env["VERDIGRIS_HOME"];
    },
  };
}
