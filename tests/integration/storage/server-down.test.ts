import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, pathsHere, pathsOnServer, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { sqldMissing, startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

const SESSION = "layer/sessions/20260204-213118.md";

describe.skipIf(sqldMissing !== null)(`the storage's server is down${sqldMissing === null ? "" : ` (${sqldMissing})`}`, () => {
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

  test("at the start, with a replica here: it serves, takes what is indexed, and sends it when the server is back", async () => {
    server = await startSqld();
    core = await coreOn("turso-embedded", server.url, server.token(), repository.root);
    const before = await pathsOnServer(server);
    await core.stopKeeping();
    await server.kill();

    core = await startTestCore({ home: core.home, upkeep: true });
    expect(await whenPhase(core, "offline")).toMatchObject({ message: expect.stringContaining("refuses connections") as string });
    expect(await found(core)).toContain(SESSION);
    repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    expect((await core.index(repository.root)).report.state).toBe("done");
    expect(await whenStatus(core, ({ waiting }) => waiting > 0)).toMatchObject({ phase: "offline" });
    expect((await core.client.call("storage.get", {})).kind).toBe("turso-embedded");

    await server.start();
    await core.client.call("storage.reconnect", {});
    expect(await whenPhase(core, "current")).toMatchObject({ waiting: 0, message: "" });
    expect(await pathsOnServer(server)).toEqual([...before, "notes/foghorn.md"].sort());
    expect(pathsHere(core, "replica.db")).toEqual(await pathsOnServer(server));
    expect(await found(core, "foghorn twice a minute")).toContain("notes/foghorn.md");
  });
});
