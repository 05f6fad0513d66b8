import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProxy, type Proxy } from "../../support/proxy.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { found, onServer, pathsHere, pathsOnServer, SESSION, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

const containing = (text: string): string => expect.stringContaining(text) as string;

/** Sync: the library is whole on this machine, whatever becomes of the server. */
describeWithSqld("sync with a server that fails", () => {
  let server: Sqld;
  let proxy: Proxy;
  let repository: FixtureRepository;
  let core: TestCore;

  beforeEach(async () => {
    server = await startSqld();
    proxy = await startProxy(server.port);
    repository = createSampleRepository();
    core = await startTestCore();
    await core.index(repository.root);
  });
  afterEach(async () => {
    await core.stop();
    await proxy.close();
    await server.remove();
    repository.remove();
  });
  async function turnOn(on: TestCore, url = server.url): Promise<void> {
    await on.client.call("storage.saveToken", { token: server.token() });
    await on.client.call("sync.set", { enabled: true, url });
  }
  const syncNow = (on: TestCore = core) => on.client.call("sync.now", {});

  /** Another machine, which has shared a document of its own. */
  async function shareFromElsewhere(): Promise<void> {
    const home = mkdtempSync(join(tmpdir(), "verdigris-other-"));
    const other = createSampleRepository();
    other.write("pilot.md", "# Pilot\n\nThe pilot boat leaves at dawn.\n");
    const second = await startTestCore({ home });
    await second.index(other.root);
    await turnOn(second);
    await syncNow(second);
    await second.stop();
    process.env["VERDIGRIS_HOME"] = core.home;
    rmSync(home, { recursive: true });
    other.remove();
  }

  test("down at the start, then back: the round is made by itself, and everything is there once", async () => {
    await turnOn(core);
    await core.stopKeeping();
    await server.kill();
    core = await startTestCore({ home: core.home, upkeep: true });
    expect(await whenPhase(core, "offline")).toMatchObject({ enabled: true, message: containing("refuses connections") });
    expect(await found(core)).toContain(SESSION);
    await server.start();
    await whenPhase(core, "current");
    expect(await pathsOnServer(server)).toHaveLength(6);
    expect(await syncNow()).toMatchObject({ sent: 0, fetched: 0 });
  });

  test("cut off in the middle of a round: the next one goes on; nothing is noted as sent that is not there", async () => {
    for (let n = 0; n < 230; n++) repository.write(`notes/${n}.md`, `# Note ${n}\n\nThe keeper of lamp ${n} sleeps by day.\n`);
    await core.index(repository.root);
    await turnOn(core, proxy.url);
    const stop = core.client.on("sync.changed", ({ progress }) => {
      if (progress !== null && progress.done > 0) proxy.refuse();
    });
    await expect(syncNow()).rejects.toMatchObject({ code: "unavailable" });
    stop();
    expect(await core.client.call("sync.status", {})).toMatchObject({ phase: "offline" });
    const half = await pathsOnServer(server);
    expect(half.length).toBeLessThan(236);
    expect(await found(core, "keeper of lamp 42")).toContain("notes/42.md");
    proxy.pass();
    const round = await syncNow();
    expect(round.sent).toBeLessThanOrEqual(236 - half.length + 200);
    expect(await pathsOnServer(server)).toHaveLength(236);
    expect(await syncNow()).toMatchObject({ sent: 0, fetched: 0, removedHere: 0, removedThere: 0 });
  });

  test("wiped: this machine keeps what it had fetched, and sends all of it again", async () => {
    await shareFromElsewhere();
    await turnOn(core);
    expect((await syncNow()).fetched).toBeGreaterThan(0);
    const before = await pathsOnServer(server);
    expect(before).toContain("pilot.md");
    await server.kill();
    server.wipe();
    await server.start();
    const round = await syncNow();
    expect(round).toMatchObject({ removedHere: 0, removedThere: 0, fetched: 0 });
    expect(await pathsOnServer(server)).toEqual(before);
    expect(await found(core, "pilot boat dawn")).toContain("pilot.md");
    expect(await syncNow()).toMatchObject({ sent: 0, fetched: 0 });
  });

  test("brought back from an older copy: what it lost is sent again, and nothing here is removed", async () => {
    await turnOn(core);
    await syncNow();
    await server.kill();
    const copy = `${server.dataFolder}-copy`;
    cpSync(server.dataFolder, copy, { recursive: true });
    await server.start();
    await shareFromElsewhere();
    expect((await syncNow()).fetched).toBeGreaterThan(0);
    const before = await pathsOnServer(server);
    await server.kill();
    server.wipe();
    cpSync(copy, server.dataFolder, { recursive: true });
    await server.start();
    expect(await pathsOnServer(server)).not.toContain("pilot.md");
    expect(await syncNow()).toMatchObject({ removedHere: 0 });
    expect(await pathsOnServer(server)).toEqual(before);
    expect(await found(core, "pilot boat dawn")).toContain("pilot.md");
    expect(await onServer(server, "SELECT generation FROM database_identity")).toMatchObject([{ generation: 2 }]);
  });

  test("another program's database: it is refused with words and left as it is", async () => {
    await onServer(server, "CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT)");
    await turnOn(core);
    await expect(syncNow()).rejects.toMatchObject({
      code: "conflict",
      message: containing("belongs to another program (it holds accounts)"),
    });
    expect(await core.client.call("sync.status", {})).toMatchObject({ phase: "failed", message: containing("another program") });
    expect(await onServer(server, "SELECT name FROM sqlite_schema WHERE type = 'table'")).toMatchObject([{ name: "accounts" }]);
    expect(pathsHere(core, "knowledge.db")).toHaveLength(8);
  });

  test("a token that expired or may only read: sign-in, and the right one works at once", async () => {
    await turnOn(core);
    await syncNow();
    repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    await core.index(repository.root);
    for (const token of [server.token("rw", -3600), server.foreignToken(), server.token("ro")]) {
      await core.client.call("storage.saveToken", { token });
      await expect(syncNow()).rejects.toMatchObject({ code: "permission" });
      expect(await core.client.call("sync.status", {})).toMatchObject({ phase: "sign-in" });
      expect(await found(core)).toContain(SESSION);
    }
    await core.client.call("storage.saveToken", { token: server.token() });
    expect(await syncNow()).toMatchObject({ sent: 1 });
    expect(await pathsOnServer(server)).toContain("notes/foghorn.md");
  });

  test("half there: a search in a round that hangs is answered, turning sync off ends it, turning it on again makes it good", async () => {
    await turnOn(core, proxy.url);
    proxy.stall();
    const met = proxy.met();
    const round = syncNow();
    round.catch(() => undefined);
    await met;
    expect(await found(core)).toContain(SESSION);
    await core.client.call("sync.set", { enabled: false });
    await expect(round).rejects.toMatchObject({ code: "cancelled" });
    expect(await core.client.call("sync.status", {})).toMatchObject({ phase: "off" });
    proxy.pass();
    await core.client.call("sync.set", { enabled: true });
    await syncNow();
    await whenStatus(core, ({ phase }) => phase === "current");
    expect(await pathsOnServer(server)).toHaveLength(6);
  });
});
