import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, onServer, pathsOnServer, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { sqldMissing, startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

const SESSION = "layer/sessions/20260204-213118.md";

/** Without a replica, what this machine can give a server that lost it are its own repositories. */
describe.skipIf(sqldMissing !== null)(
  `a remote storage's server is not what it was${sqldMissing === null ? "" : ` (${sqldMissing})`}`,
  () => {
    let server: Sqld;
    let repository: FixtureRepository;
    let core: TestCore;

    beforeAll(() => {
      repository = createSampleRepository();
    });
    afterAll(() => repository.remove());
    afterEach(async () => {
      await core.stop();
      await server.remove();
    });
    let mine: readonly string[];
    let copy: string;
    beforeEach(async () => {
      server = await startSqld();
      core = await coreOn("turso-remote", server.url, server.token(), repository.root, { upkeep: true });
      await whenPhase(core, "current");
      mine = await pathsOnServer(server);
      copy = `${server.dataFolder}-copy`;
    });
    /** Resolves when the server holds these, and nothing waits any more. */
    async function whenOnServer(wanted: readonly string[]): Promise<void> {
      const holding = expect.arrayContaining([...wanted]) as readonly string[];
      await vi.waitFor(async () => expect(await pathsOnServer(server)).toEqual(holding), { timeout: 60_000, interval: 200 });
      await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    }
    const tryNow = () => core.client.call("storage.reconnect", {});

    test("wiped: it is set up again and the repositories on this machine are read into it", async () => {
      await server.kill();
      server.wipe();
      await server.start();
      await tryNow();
      await whenOnServer(mine);
      expect(await pathsOnServer(server)).toEqual(mine);
      expect(await found(core)).toContain(SESSION);
      expect((await core.client.call("host.status", {})).problems).toMatchObject([
        { message: expect.stringContaining("was empty") as string },
      ]);
    });

    test("wiped, and the process that set it up again was killed before it told: the next start reads the repositories", async () => {
      await core.stopKeeping();
      await server.kill();
      server.wipe();
      await server.start();
      // Its own note of what was there is all that the libSQL process keeps.
      rmSync(join(core.home, "outbox"), { recursive: true });
      core = await startTestCore({ home: core.home, upkeep: true });
      await whenOnServer(mine);
      expect(await pathsOnServer(server)).toEqual(mine);
      expect(await found(core)).toContain(SESSION);
    });

    test("replaced by another library: this machine's repositories are read into that one, which keeps what it has", async () => {
      await core.stopKeeping();
      const home = core.home;
      await server.kill();
      server.wipe();
      await server.start();
      const other = createSampleRepository();
      other.write("harbour.md", "# Harbour\n\nThe pilot boat leaves at dawn.\n");
      await (await coreOn("turso-remote", server.url, server.token(), other.root)).stop();
      const theirs = await pathsOnServer(server);
      other.remove();

      core = await startTestCore({ home, upkeep: true });
      await whenOnServer([...mine, ...theirs]);
      expect(await found(core)).toContain(SESSION);
      expect(await found(core, "pilot boat dawn")).toContain("harbour.md");
    });

    test("brought back from an older copy: what this machine has is read into it again, and other machines are told", async () => {
      await server.kill();
      cpSync(server.dataFolder, copy, { recursive: true });
      await server.start();
      repository.write("notes/fog.md", "# Fog\n\nThe horn is loud in fog.\n");
      await core.index(repository.root);
      await tryNow();
      await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
      const wanted = await pathsOnServer(server);
      expect(wanted).toContain("notes/fog.md");
      await server.kill();
      server.wipe();
      cpSync(copy, server.dataFolder, { recursive: true });
      await server.start();
      await tryNow();
      await whenOnServer(wanted);
      expect(await pathsOnServer(server)).toEqual(wanted);
      expect(await found(core, "horn is loud")).toContain("notes/fog.md");
      expect(await onServer(server, "SELECT generation FROM database_identity")).toMatchObject([{ generation: 2 }]);
      rmSync(join(repository.root, "notes"), { recursive: true });
    });
  },
);
