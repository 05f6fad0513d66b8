import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { createSampleRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, onServer, pathsOnServer, SESSION, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { describeServer } from "../../support/server-suite.ts";
import { startTestCore } from "../../support/test-core.ts";

/** Without a replica, what this machine can give a server that lost it are its own repositories. */
describeServer("a remote storage's server is not what it was", (on) => {
  let mine: readonly string[];
  let copy: string;
  beforeEach(async () => {
    on.core = await coreOn("turso-remote", on.server.url, on.server.token(), on.repository.root, { upkeep: true });
    await whenPhase(on.core, "current");
    mine = await pathsOnServer(on.server);
    copy = `${on.server.dataFolder}-copy`;
  });
  /** Resolves when the server holds these, and nothing waits any more. */
  async function whenOnServer(wanted: readonly string[]): Promise<void> {
    const holding = expect.arrayContaining([...wanted]) as readonly string[];
    await vi.waitFor(async () => expect(await pathsOnServer(on.server)).toEqual(holding), { timeout: 60_000, interval: 200 });
    await whenStatus(on.core, ({ phase, waiting }) => phase === "current" && waiting === 0);
  }
  const tryNow = () => on.core.client.call("storage.reconnect", {});

  test("wiped: it is set up again and the repositories on this machine are read into it", async () => {
    await on.server.kill();
    on.server.wipe();
    await on.server.start();
    await tryNow();
    await whenOnServer(mine);
    expect(await pathsOnServer(on.server)).toEqual(mine);
    expect(await found(on.core)).toContain(SESSION);
    expect((await on.core.client.call("host.status", {})).problems).toMatchObject([
      { message: expect.stringContaining("was empty") as string },
    ]);
  });

  test("wiped, and the process that set it up again was killed before it told: the next start reads the repositories", async () => {
    await on.core.stopKeeping();
    await on.server.kill();
    on.server.wipe();
    await on.server.start();
    // Its own note of what was there is all that the libSQL process keeps.
    rmSync(join(on.core.home, "outbox"), { recursive: true });
    on.core = await startTestCore({ home: on.core.home, upkeep: true });
    await whenOnServer(mine);
    expect(await pathsOnServer(on.server)).toEqual(mine);
    expect(await found(on.core)).toContain(SESSION);
  });

  test("replaced by another library: this machine's repositories are read into that one, which keeps what it has", async () => {
    await on.core.stopKeeping();
    const home = on.core.home;
    await on.server.kill();
    on.server.wipe();
    await on.server.start();
    const other = createSampleRepository();
    other.write("harbour.md", "# Harbour\n\nThe pilot boat leaves at dawn.\n");
    await (await coreOn("turso-remote", on.server.url, on.server.token(), other.root)).stop();
    const theirs = await pathsOnServer(on.server);
    other.remove();

    on.core = await startTestCore({ home, upkeep: true });
    await whenOnServer([...mine, ...theirs]);
    expect(await found(on.core)).toContain(SESSION);
    expect(await found(on.core, "pilot boat dawn")).toContain("harbour.md");
  });

  test("brought back from an older copy: what this machine has is read into it again, and other machines are told", async () => {
    await on.server.kill();
    cpSync(on.server.dataFolder, copy, { recursive: true });
    await on.server.start();
    await tryNow();
    // Nobody looks at the server between this and its end: what this machine wrote itself tells how far the library was.
    on.repository.write("notes/fog.md", "# Fog\n\nThe horn is loud in fog.\n");
    await on.core.index(on.repository.root);
    await whenStatus(on.core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    const wanted = await pathsOnServer(on.server);
    expect(wanted).toContain("notes/fog.md");
    await on.server.kill();
    on.server.wipe();
    cpSync(copy, on.server.dataFolder, { recursive: true });
    await on.server.start();
    await tryNow();
    await whenOnServer(wanted);
    expect(await pathsOnServer(on.server)).toEqual(wanted);
    expect(await found(on.core, "horn is loud")).toContain("notes/fog.md");
    expect(await onServer(on.server, "SELECT generation FROM database_identity")).toMatchObject([{ generation: 2 }]);
  });
});
