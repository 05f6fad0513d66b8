/** A full disk under the copy of a server's library: the storage's replica, and the one that sync reads. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { SHARED_KINDS } from "../../../src-shared/contract/sync.ts";
import { dumpDatabase, dumpServer } from "../../support/dump-database.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { found, SESSION, whenStatus } from "../../support/server-faults.ts";
import { openSmallDisk, type SmallDisk } from "../../support/small-disk.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

describeWithSqld("a full disk under a replica", () => {
  const root = mkdtempSync(join(tmpdir(), "verdigris-full-replica-"));
  let server: Sqld;
  let repository: FixtureRepository;
  let disk: SmallDisk;
  let core: TestCore;

  beforeAll(async () => {
    server = await startSqld();
  });
  afterAll(async () => {
    await server.remove();
    rmSync(root, { recursive: true });
  });
  beforeEach(async ({ skip }) => {
    const home = mkdtempSync(join(root, "home-"));
    const opened = openSmallDisk(join(home, "sync"), "24m");
    if (typeof opened === "string") return skip(opened);
    disk = opened;
    repository = createSampleRepository();
    await server.kill();
    server.wipe();
    await server.start();
    core = await startTestCore({ home });
    await core.index(repository.root);
    await core.client.call("storage.saveToken", { token: server.token() });
  });
  afterEach(async () => {
    await core.stop();
    disk.remove();
    repository.remove();
  });

  function write(folder: string): void {
    for (let n = 0; n < 60; n++) {
      const words = Array.from({ length: 300 }, (_, at) => `${folder}${(n * 7919 + at * 104_729) % 99_991}`);
      repository.write(`${folder}/${n}.md`, `# About ${folder} ${n}\n\n${words.join(" ")}\n`);
    }
  }
  /** The words name this machine's disk and the folder; not the server. */
  const full = () => expect.stringMatching(new RegExp(`disk of this machine is full.*${disk.folder}.*Free some space`)) as string;

  test("the storage's: a switch says so and can be made again; what is indexed lands, searching goes on, with room it follows by itself", async () => {
    write("kelp");
    await core.index(repository.root);
    const target = { kind: "turso-embedded", url: server.url, path: join(disk.folder, "replica.db") } as const;
    for (const left of [0, 8192, 400_000]) {
      disk.fill(left);
      const switching = core.client.call("storage.switch", { target });
      await expect(switching, `${left} bytes left`).rejects.toMatchObject({ code: "no-space", message: full() });
      disk.free();
    }
    expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "sqlite", next: null });
    await core.client.call("storage.switch", { target });
    core = await core.reopen();

    disk.fill(100_000);
    write("gull");
    expect((await core.index(repository.root)).report).toMatchObject({ state: "done", message: "" });
    await whenStatus(core, ({ phase, message, waiting }) => phase === "failed" && waiting === 0 && /disk of this machine/.test(message));
    expect(await core.client.call("sync.status", {})).toMatchObject({ message: full() });
    expect(await found(core)).toContain(SESSION);
    // Started with a full disk, it reads what is here.
    disk.fill(0);
    core = await core.reopen();
    expect(await found(core)).toContain(SESSION);
    await whenStatus(core, ({ phase, message }) => phase === "failed" && /disk of this machine/.test(message));

    disk.free();
    await whenStatus(core, ({ phase }) => phase === "current");
    expect(await found(core, "about gull 42")).toContain("gull/42.md");
    expect((await core.client.call("host.doctor", {})).filter(({ ok }) => !ok)).toEqual([]);
    await core.stopKeeping();
    expect(dumpDatabase(disk.folder, "replica.db")).toEqual(await dumpServer(server));
    core = await startTestCore({ home: core.home });
  });

  test("the one of sync: the round says so, this machine's library is as it was, and with room the next round goes on", async () => {
    write("kelp");
    await core.index(repository.root);
    const own = dumpDatabase(core.home);
    await core.client.call("sync.set", { enabled: true, url: server.url, shared: [...SHARED_KINDS] });
    const refused = async (left: number): Promise<void> => {
      disk.fill(left);
      await expect(core.client.call("sync.now", {}), `${left} bytes left`).rejects.toMatchObject({ code: "no-space", message: full() });
      expect(await core.client.call("sync.status", {})).toMatchObject({ phase: "failed", message: full() });
      expect(await found(core)).toContain(SESSION);
      expect(dumpDatabase(core.home)).toEqual(own);
    };
    for (const left of [0, 8192]) {
      await refused(left);
      disk.free();
    }
    // The first pull fits, the one after sending does not.
    await refused(400_000);
    disk.free();
    await core.client.call("sync.now", {});
    expect(await core.client.call("sync.now", {})).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
    expect(await core.client.call("sync.status", {})).toMatchObject({ phase: "current", message: "" });
    expect(dumpDatabase(core.home)).toEqual(own);
    expect(await dumpServer(server)).toEqual(own);
    await core.stopKeeping();
    expect(dumpDatabase(disk.folder, "replica.db")).toEqual(own);
    core = await startTestCore({ home: core.home });
  });
});
