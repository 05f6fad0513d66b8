import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, onServer, pathsHere, pathsOnServer, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { sqldMissing, startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

const SESSION = "layer/sessions/20260204-213118.md";

describe.skipIf(sqldMissing !== null)(`the storage's server is not what it was${sqldMissing === null ? "" : ` (${sqldMissing})`}`, () => {
  let server: Sqld;
  let repository: FixtureRepository;
  let core: TestCore;

  beforeAll(() => {
    repository = createSampleRepository();
  });
  afterAll(() => repository.remove());
  beforeEach(async () => {
    server = await startSqld();
  });
  afterEach(async () => {
    await core.stop();
    await server.remove();
  });
  const backups = (): readonly string[] => {
    const folder = join(core.home, "backups");
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("replica-")) : [];
  };

  test("wiped, with a replica here: the server gets everything back, what came from other machines too", async () => {
    core = await coreOn("turso-embedded", server.url, server.token(), repository.root);
    const before = await pathsOnServer(server);
    await server.kill();
    server.wipe();
    await server.start();
    // What is written before it is noticed must not get lost in between.
    repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    const { report } = await core.index(repository.root);
    expect(report.state).toBe("done");
    expect(await found(core)).toContain(SESSION);
    await core.client.call("storage.reconnect", {});
    await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    const wanted = [...before, "notes/foghorn.md"].sort();
    expect(await pathsOnServer(server)).toEqual(wanted);
    expect(pathsHere(core, "replica.db")).toEqual(wanted);
    expect(await found(core)).toContain(SESSION);
    expect(backups()).toHaveLength(1);
    rmSync(join(repository.root, "notes"), { recursive: true });
  });

  test("brought back from an older copy: the server gets what it lost, and other replicas are told to begin anew", async () => {
    core = await coreOn("turso-embedded", server.url, server.token(), repository.root);
    await server.kill();
    const copy = `${server.dataFolder}-copy`;
    cpSync(server.dataFolder, copy, { recursive: true });
    await server.start();
    repository.write("notes/fog.md", "# Fog\n\nThe horn is loud in fog.\n");
    await core.index(repository.root);
    await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    await core.client.call("storage.reconnect", {});
    await whenPhase(core, "current");
    const wanted = await pathsOnServer(server);
    expect(wanted).toContain("notes/fog.md");
    await server.kill();
    server.wipe();
    cpSync(copy, server.dataFolder, { recursive: true });
    await server.start();
    expect(await pathsOnServer(server)).not.toContain("notes/fog.md");

    await core.client.call("storage.reconnect", {});
    await whenPhase(core, "current");
    expect(await pathsOnServer(server)).toEqual(wanted);
    expect(pathsHere(core, "replica.db")).toEqual(wanted);
    expect(await found(core, "horn is loud")).toContain("notes/fog.md");
    expect(await onServer(server, "SELECT generation FROM database_identity")).toMatchObject([{ generation: 2 }]);
    expect(backups()).toHaveLength(1);
    rmSync(join(repository.root, "notes"), { recursive: true });
  });

  test("replaced by another library: that one is followed, what was here is a backup, and this machine's repositories are in it", async () => {
    core = await coreOn("turso-embedded", server.url, server.token(), repository.root, { upkeep: true });
    const mine = await pathsOnServer(server);
    await core.stopKeeping();
    const home = core.home;
    await server.kill();
    server.wipe();
    await server.start();
    const other = createSampleRepository();
    other.write("harbour.md", "# Harbour\n\nThe pilot boat leaves at dawn.\n");
    const stranger = await coreOn("turso-embedded", server.url, server.token(), other.root);
    await stranger.stop();
    other.remove();

    core = await startTestCore({ home, upkeep: true });
    await whenPhase(core, "current");
    expect(await found(core, "pilot boat dawn")).toContain("harbour.md");
    expect(backups()).toHaveLength(1);
    await core.index(repository.root);
    await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    for (const path of mine) expect(await pathsOnServer(server)).toContain(path);
    expect(await found(core)).toContain(SESSION);
  });

  test("replaced by another program's database: it is refused with words and left as it is; searching goes on", async () => {
    core = await coreOn("turso-embedded", server.url, server.token(), repository.root);
    const before = pathsHere(core, "replica.db");
    await server.kill();
    server.wipe();
    await server.start();
    await onServer(server, "CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT)");
    await core.client.call("storage.reconnect", {});
    expect(await whenPhase(core, "failed")).toMatchObject({
      message: expect.stringMatching(/belongs to another program \(it holds accounts\).*Name another one in the settings/) as string,
    });
    expect(await found(core)).toContain(SESSION);
    repository.write("notes/gull.md", "# Gull\n\nSits on the rail.\n");
    expect((await core.index(repository.root)).report.state).toBe("done");
    expect(await onServer(server, "SELECT name FROM sqlite_schema WHERE type = 'table'")).toMatchObject([{ name: "accounts" }]);
    expect(pathsHere(core, "replica.db")).toEqual(before);
    // The right one again: what waited goes there.
    await onServer(server, "DROP TABLE accounts");
    await core.client.call("storage.reconnect", {});
    await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    expect(await pathsOnServer(server)).toEqual([...before, "notes/gull.md"].sort());
    rmSync(join(repository.root, "notes"), { recursive: true });
  });
});
