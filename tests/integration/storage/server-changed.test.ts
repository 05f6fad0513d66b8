import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSampleRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, onServer, pathsHere, pathsOnServer, SESSION, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { describeServer } from "../../support/server-suite.ts";
import { startTestCore } from "../../support/test-core.ts";

describeServer("the storage's server is not what it was", (on) => {
  const backups = (): readonly string[] => {
    const folder = join(on.core.home, "backups");
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("replica-")) : [];
  };

  test("wiped, with a replica here: the server gets everything back, what came from other machines too", async () => {
    on.core = await coreOn("turso-embedded", on.server.url, on.server.token(), on.repository.root);
    const before = await pathsOnServer(on.server);
    await on.server.kill();
    on.server.wipe();
    await on.server.start();
    // What is written before it is noticed must not get lost in between.
    on.repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    const { report } = await on.core.index(on.repository.root);
    expect(report.state).toBe("done");
    expect(await found(on.core)).toContain(SESSION);
    await on.core.client.call("storage.reconnect", {});
    await whenStatus(on.core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    const wanted = [...before, "notes/foghorn.md"].sort();
    expect(await pathsOnServer(on.server)).toEqual(wanted);
    expect(pathsHere(on.core, "replica.db")).toEqual(wanted);
    expect(await found(on.core)).toContain(SESSION);
    expect(backups()).toHaveLength(1);
  });

  test("brought back from an older copy: the server gets what it lost, and other replicas are told to begin anew", async () => {
    on.core = await coreOn("turso-embedded", on.server.url, on.server.token(), on.repository.root);
    await on.server.kill();
    const copy = `${on.server.dataFolder}-copy`;
    cpSync(on.server.dataFolder, copy, { recursive: true });
    await on.server.start();
    on.repository.write("notes/fog.md", "# Fog\n\nThe horn is loud in fog.\n");
    await on.core.index(on.repository.root);
    await whenStatus(on.core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    await on.core.client.call("storage.reconnect", {});
    await whenPhase(on.core, "current");
    const wanted = await pathsOnServer(on.server);
    expect(wanted).toContain("notes/fog.md");
    await on.server.kill();
    on.server.wipe();
    cpSync(copy, on.server.dataFolder, { recursive: true });
    await on.server.start();
    expect(await pathsOnServer(on.server)).not.toContain("notes/fog.md");

    await on.core.client.call("storage.reconnect", {});
    await whenPhase(on.core, "current");
    expect(await pathsOnServer(on.server)).toEqual(wanted);
    expect(pathsHere(on.core, "replica.db")).toEqual(wanted);
    expect(await found(on.core, "horn is loud")).toContain("notes/fog.md");
    expect(await onServer(on.server, "SELECT generation FROM database_identity")).toMatchObject([{ generation: 2 }]);
    expect(backups()).toHaveLength(1);
  });

  test("replaced by another library: that one is followed, what was here is a backup, and this machine's repositories are in it", async () => {
    on.core = await coreOn("turso-embedded", on.server.url, on.server.token(), on.repository.root, { upkeep: true });
    const mine = await pathsOnServer(on.server);
    await on.core.stopKeeping();
    const home = on.core.home;
    await on.server.kill();
    on.server.wipe();
    await on.server.start();
    const other = createSampleRepository();
    other.write("harbour.md", "# Harbour\n\nThe pilot boat leaves at dawn.\n");
    const stranger = await coreOn("turso-embedded", on.server.url, on.server.token(), other.root);
    await stranger.stop();
    other.remove();

    on.core = await startTestCore({ home, upkeep: true });
    await whenPhase(on.core, "current");
    expect(await found(on.core, "pilot boat dawn")).toContain("harbour.md");
    expect(backups()).toHaveLength(1);
    await on.core.index(on.repository.root);
    await whenStatus(on.core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    for (const path of mine) expect(await pathsOnServer(on.server)).toContain(path);
    expect(await found(on.core)).toContain(SESSION);
  });

  test("replaced by another program's database: it is refused with words and left as it is; searching goes on", async () => {
    on.core = await coreOn("turso-embedded", on.server.url, on.server.token(), on.repository.root);
    const before = pathsHere(on.core, "replica.db");
    await on.server.kill();
    on.server.wipe();
    await on.server.start();
    await onServer(on.server, "CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT)");
    await on.core.client.call("storage.reconnect", {});
    expect(await whenPhase(on.core, "failed")).toMatchObject({
      message: expect.stringMatching(/belongs to another program \(it holds accounts\).*Name another one in the settings/) as string,
    });
    expect(await found(on.core)).toContain(SESSION);
    on.repository.write("notes/gull.md", "# Gull\n\nSits on the rail.\n");
    expect((await on.core.index(on.repository.root)).report.state).toBe("done");
    expect(await onServer(on.server, "SELECT name FROM sqlite_schema WHERE type = 'table'")).toMatchObject([{ name: "accounts" }]);
    expect(pathsHere(on.core, "replica.db")).toEqual(before);
    // The right one again: what waited goes there.
    await onServer(on.server, "DROP TABLE accounts");
    await on.core.client.call("storage.reconnect", {});
    await whenStatus(on.core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    expect(await pathsOnServer(on.server)).toEqual([...before, "notes/gull.md"].sort());
  });
});
