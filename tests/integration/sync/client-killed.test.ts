/**
 * kill -9 of a core and its libSQL processes at ten moments of a sync round that sends and fetches: the next start serves, the next
 * round completes, and both sides hold what they would hold had nothing happened.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SHARED_KINDS } from "../../../src-shared/contract/sync.ts";
import { startCoreProcess } from "../../support/core-process.ts";
import { dumpDatabase, dumpServer, type Dump } from "../../support/dump-database.ts";
import { createRepository, createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore } from "../../support/test-core.ts";

const MOMENTS = 10;
/** Documents enough for several batches each way. */
const NOTES = 60;

describeWithSqld("killed in a sync round", () => {
  const root = mkdtempSync(join(tmpdir(), "verdigris-sync-killed-"));
  const [here, elsewhere] = [createSampleRepository(), createRepository("harbour")];
  const library = join(root, "library");
  const before = join(root, "server");
  let server: Sqld;
  let own: Dump;
  /** What an undisturbed round leads to, on both sides. */
  let both: Dump;
  let steps = 0;
  let cutOff = 0;

  async function indexed(home: string, repository: FixtureRepository): Promise<void> {
    for (let n = 0; n < NOTES; n++) repository.write(`docs/${n}.md`, `# Chapter ${n}\n\nThe keeper wrote entry ${n}.\n`);
    repository.commit("Write the chapters");
    const core = await startTestCore({ home });
    await core.index(repository.root);
    await core.client.call("storage.saveToken", { token: server.token() });
    await core.client.call("sync.set", { enabled: true, url: server.url, shared: [...SHARED_KINDS] });
    await core.stop();
  }
  /** A round that is left alone. Returns its steps, counted as the killed one counts them. */
  async function syncAlone(home: string): Promise<number> {
    const core = await startCoreProcess({ home });
    let count = 0;
    core.client.on("network.request", () => count++);
    core.client.on("sync.changed", ({ progress }) => (count += progress === null ? 0 : 1));
    await core.client.call("sync.now", {});
    await core.close();
    return count;
  }
  /** The server as it was before the round. */
  async function resetServer(): Promise<void> {
    await server.kill();
    server.wipe();
    cpSync(before, server.dataFolder, { recursive: true });
    await server.start();
  }

  beforeAll(async () => {
    server = await startSqld();
    await indexed(join(root, "other"), elsewhere);
    await syncAlone(join(root, "other"));
    await indexed(library, here);
    own = dumpDatabase(library);
    await server.kill();
    cpSync(server.dataFolder, before, { recursive: true });
    await server.start();
    cpSync(library, join(root, "alone"), { recursive: true });
    steps = await syncAlone(join(root, "alone"));
    both = dumpDatabase(join(root, "alone"));
    expect(both).not.toEqual(own);
    expect(await dumpServer(server)).toEqual(both);
  });
  afterAll(async () => {
    await server.remove();
    here.remove();
    elsewhere.remove();
    rmSync(root, { recursive: true });
  });

  test.each(Array.from({ length: MOMENTS }, (_, part) => [part]))("in part %i of ten", async (part) => {
    await resetServer();
    const home = join(root, `killed-${part}`);
    cpSync(library, home, { recursive: true });
    const killed = await startCoreProcess({ home, killAtStep: Math.floor((part / MOMENTS) * steps) });
    await killed.client.call("sync.now", {}).then(
      () => undefined,
      () => cutOff++,
    );
    await killed.kill();

    const core = await startCoreProcess({ home });
    expect((await core.client.call("search.query", { text: "keeper repo:lighthouse" })).results.length).toBeGreaterThan(0);
    await core.client.call("sync.now", {});
    expect(await core.client.call("sync.now", {})).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
    expect(await core.client.call("sync.status", {})).toMatchObject({ phase: "current", waiting: 0, message: "" });
    expect((await core.client.call("search.query", { text: "keeper repo:harbour" })).results.length).toBeGreaterThan(0);
    await core.close();
    expect(dumpDatabase(home)).toEqual(both);
    expect(await dumpServer(server)).toEqual(both);
  });

  test("nearly all of these rounds were cut off: how many requests one makes depends a little on its speed", () => {
    expect(cutOff).toBeGreaterThanOrEqual(MOMENTS - 2);
  });
});
