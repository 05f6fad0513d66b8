import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startProxy, type Proxy } from "../../support/proxy.ts";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, pathsHere, pathsOnServer, SESSION, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore, type TestCore } from "../../support/test-core.ts";

describeWithSqld("the storage's server is slow or half there", () => {
  let server: Sqld;
  let proxy: Proxy;
  let repository: FixtureRepository;
  let core: TestCore;

  beforeEach(async () => {
    repository = createSampleRepository();
    server = await startSqld();
    proxy = await startProxy(server.port);
  });
  afterEach(async () => {
    await core.stop();
    await proxy.close();
    await server.remove();
    repository.remove();
  });

  test("a switch that hangs is cancelled at once, and the next one gets through", async () => {
    core = await startTestCore();
    await core.index(repository.root);
    const here = pathsHere(core, "knowledge.db");
    await core.client.call("storage.saveToken", { token: server.token() });
    const target = { kind: "turso-remote", url: proxy.url } as const;
    for (const phase of ["open", "documents"]) {
      const controller = new AbortController();
      if (phase === "open") proxy.stall();
      const met = proxy.met();
      const switching = core.client.call(
        "storage.switch",
        { target },
        { signal: controller.signal, onProgress: (step) => step.phase === phase && proxy.stall() },
      );
      switching.catch(() => undefined);
      await met;
      expect(await found(core)).toContain(SESSION);
      controller.abort();
      await expect(switching).rejects.toMatchObject({ code: "cancelled" });
      expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "sqlite", next: null });
      proxy.pass();
    }
    await core.client.call("storage.switch", { target });
    expect(await pathsOnServer(server)).toEqual(here);
  });

  test("a sync that hangs leaves searching and indexing alone, and ends well when the connection does", async () => {
    core = await coreOn("turso-embedded", proxy.url, server.token(), repository.root);
    const before = await pathsOnServer(server);
    proxy.stall();
    const met = proxy.met();
    const trying = core.client.call("storage.reconnect", {});
    await met;
    expect(await found(core)).toContain(SESSION);
    // How it stood before says nothing of now.
    await whenPhase(core, "connecting");
    proxy.pass();
    await trying;
    repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    expect((await core.index(repository.root)).report.state).toBe("done");
    await core.client.call("storage.reconnect", {});
    await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    expect(await pathsOnServer(server)).toEqual([...before, "notes/foghorn.md"].sort());
    expect(pathsHere(core, "replica.db")).toEqual(await pathsOnServer(server));
  });

  test("a connection that is cut again and again while a new replica is fetched: the replica is whole in the end", async () => {
    core = await coreOn("turso-embedded", proxy.url, server.token(), repository.root);
    await core.stopKeeping();
    for (const suffix of ["", "-wal", "-shm", "-client_wal_index", "-info"])
      rmSync(join(core.home, `replica.db${suffix}`), { force: true });
    // Enough for the questions before, too little for the pages.
    proxy.cutAfter(20_000);
    core = await startTestCore({ home: core.home });
    await whenStatus(core, ({ phase }) => phase !== "connecting" && phase !== "current");
    proxy.pass();
    await core.client.call("storage.reconnect", {});
    await whenStatus(core, ({ phase }) => phase === "current");
    expect(pathsHere(core, "replica.db")).toEqual(await pathsOnServer(server));
    expect(await found(core)).toContain(SESSION);
  });

  test("a slow line: everything gets through, and a search does not wait for it", async () => {
    core = await coreOn("turso-embedded", proxy.url, server.token(), repository.root);
    proxy.throttle({ bytesPerSecond: 200_000, latencyMs: 30 });
    repository.write("notes/foghorn.md", "# Foghorn\n\nSounds twice a minute.\n");
    const indexing = core.index(repository.root);
    await proxy.met();
    expect(await found(core)).toContain(SESSION);
    expect((await indexing).report.state).toBe("done");
    await core.client.call("storage.reconnect", {});
    await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0);
    expect(await pathsOnServer(server)).toContain("notes/foghorn.md");
    expect(pathsHere(core, "replica.db")).toEqual(await pathsOnServer(server));
  });
});
